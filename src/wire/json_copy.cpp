#include "wire/json_copy.h"

namespace dynarocks::wire {

void copy_json(JsonValue value, JsonWriter& json) {
  switch (value.type()) {
    case JsonType::null:
      json.null();
      break;
    case JsonType::boolean:
      json.boolean(value.as_bool());
      break;
    case JsonType::integer:
    case JsonType::decimal:
      json.integer(value.as_int());
      break;
    case JsonType::string:
      json.string(value.as_string());
      break;
    case JsonType::array:
      json.begin_array();
      value.for_each_element([&](JsonValue element) {
        copy_json(element, json);
        return true;
      });
      json.end_array();
      break;
    case JsonType::object:
      json.begin_object();
      value.for_each_member([&](std::string_view name, JsonValue member) {
        json.key(name);
        copy_json(member, json);
        return true;
      });
      json.end_object();
      break;
  }
}

}  // namespace dynarocks::wire
