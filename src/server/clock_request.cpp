#include "server/clock_request.h"

#include "base/time_text.h"
#include "wire/json_value.h"

namespace dynarocks::server {
namespace {

using wire::JsonType;
using wire::JsonValue;

bool is_number(const JsonValue& value) {
  return value.type() == JsonType::integer || value.type() == JsonType::decimal;
}

/// Adds one member to the change; otherwise what is wrong with it.
std::string read_member(std::string_view name, const JsonValue& value, ClockChange& change) {
  if (name == "advance") {
    change.advance = parse_duration(value.as_string());
    if (!change.advance) return "advance must be a duration such as 500ms, 90s, 15m, 25h or 30d";
  } else if (name == "set") {
    if (value.type() == JsonType::integer) {
      change.set = value.as_int();
    } else {
      change.set = parse_iso_time(value.as_string());
    }
    if (!change.set) {
      return "set must be a time such as 2026-01-01T00:00:00Z, or milliseconds since 1970";
    }
  } else if (name == "freeze") {
    if (value.type() != JsonType::boolean) return "freeze must be true or false";
    change.freeze = value.as_bool();
  } else if (name == "scale") {
    if (!is_number(value)) return "scale must be a number from 0.001 to 1000000";
    change.scale = value.as_double();
  } else if (name == "reset") {
    if (!value.as_bool()) return "reset must be true";
    change.reset = true;
  } else {
    return "unknown member '" + std::string(name) +
           "': there are advance, set, freeze, scale and reset";
  }
  return {};
}

}  // namespace

Result<ClockChange, std::string> read_clock_change(std::string_view body) {
  wire::JsonDocument document;
  const auto root = document.parse(body);
  if (!root || root->type() != JsonType::object || root->size() == 0) {
    return failure(std::string(
        R"(the body must be a JSON object such as {"advance": "25h"}: advance, set, freeze, scale or reset)"));
  }
  ClockChange change;
  std::string fault;
  root->for_each_member([&](std::string_view name, JsonValue value) {
    fault = read_member(name, value, change);
    return fault.empty();
  });
  if (!fault.empty()) return failure(std::move(fault));
  return change;
}

void write_clock(wire::JsonWriter& json, const MovableClock::State& clock) {
  json.begin_object();
  json.key("now").string(iso_time(clock.now));
  json.key("epochMillis").integer(clock.now);
  json.key("frozen").boolean(clock.frozen);
  json.key("scale").number(clock.scale);
  json.key("offsetMillis").integer(clock.offset_millis);
  json.end_object();
}

}  // namespace dynarocks::server
