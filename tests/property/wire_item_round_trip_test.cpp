// Law: a stored item, written as JSON and read back, is the same bytes; and so it is when the JSON
// names its attributes, map entries and set members in any order.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "codec/item_codec.h"
#include "codec_random_values.h"
#include "wire/attribute_value_reader.h"
#include "wire/data_plane_shapes.h"
#include "wire/json_copy.h"
#include "wire/json_writer.h"
#include "wire/shape_check.h"

namespace dynarocks::wire {
namespace {

using codec::RandomValues;

model::AttributeMap without_empty_names(const model::AttributeMap& map);

model::AttributeValue without_empty_names(const model::AttributeValue& value) {
  if (const auto* map = value.get_if<model::AttributeMap>())
    return model::AttributeValue(without_empty_names(*map));
  const auto* list = value.get_if<model::List>();
  if (list == nullptr) return value;
  model::List named;
  for (const auto& element : *list) named.push_back(without_empty_names(element));
  return model::AttributeValue(std::move(named));
}

/// The codec takes an empty name, the API does not.
model::AttributeMap without_empty_names(const model::AttributeMap& map) {
  model::AttributeMap named;
  for (const auto& [name, value] : map) {
    if (!name.empty()) named.set(name, without_empty_names(value));
  }
  return named;
}

model::AttributeMap random_item(RandomValues& random) { return without_empty_names(random.item()); }

bool is_set_or_map(std::string_view name) {
  return name == "SS" || name == "NS" || name == "BS" || name == "M";
}

/// Copies attribute JSON with the entries of maps and the members of sets in another order.
class Shuffle {
 public:
  explicit Shuffle(RandomValues& random) : random_(random) {}

  std::string entries(JsonValue map) {
    std::vector<std::string> parts;
    map.for_each_member([&](std::string_view name, JsonValue value) {
      std::string part;
      JsonWriter::append_string(name, part);
      parts.push_back(part + ":" + attribute(value));
      return true;
    });
    return join(std::move(parts), '{', '}');
  }

 private:
  std::string attribute(JsonValue value) {
    std::string out;
    value.for_each_member([&](std::string_view type, JsonValue content) {
      out = "{\"" + std::string(type) + "\":" + contents(type, content) + "}";
      return true;
    });
    return out;
  }

  std::string contents(std::string_view type, JsonValue content) {
    if (type == "M") return entries(content);
    std::vector<std::string> parts;
    if (type == "L") {
      std::string out = "[";
      content.for_each_element([&](JsonValue element) {
        if (out.size() > 1) out += ',';
        out += attribute(element);
        return true;
      });
      return out + "]";
    }
    std::string text;
    JsonWriter writer(text);
    if (!is_set_or_map(type)) {
      copy_json(content, writer);
      return text;
    }
    content.for_each_element([&](JsonValue member) {
      std::string part;
      JsonWriter::append_string(member.as_string(), part);
      parts.push_back(std::move(part));
      return true;
    });
    return join(std::move(parts), '[', ']');
  }

  std::string join(std::vector<std::string> parts, char open, char close) {
    std::shuffle(parts.begin(), parts.end(), random_.engine());
    std::string out(1, open);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i != 0) out += ',';
      out += parts[i];
    }
    return out + close;
  }

  RandomValues& random_;
};

TEST(ItemJson, ReadsBackToTheSameBytes) {
  RandomValues random(20250711);
  SCOPED_TRACE(random.seed());
  JsonDocument document;
  JsonDocument shuffled;
  for (int i = 0; i < codec::cases; ++i) {
    const std::string stored = codec::encode_item(random_item(random));
    std::string json;
    JsonWriter(json).item(codec::ItemView(stored));

    const auto root = document.parse(json);
    ASSERT_TRUE(root) << json;
    std::string read;
    ASSERT_TRUE(read_item(*root, model::ValidationLayer::current, read)) << json;
    ASSERT_EQ(read, stored) << json;

    const std::string reordered = Shuffle(random).entries(*root);
    const auto other = shuffled.parse(reordered);
    ASSERT_TRUE(other) << reordered;
    std::string again;
    ASSERT_TRUE(read_item(*other, model::ValidationLayer::classic, again)) << reordered;
    ASSERT_EQ(again, stored) << reordered;
  }
}

TEST(ItemJson, PassesTheShapeOfPutItem) {
  RandomValues random(77);
  SCOPED_TRACE(random.seed());
  JsonDocument document;
  for (int i = 0; i < codec::cases / 10; ++i) {
    const std::string stored = codec::encode_item(random_item(random));
    std::string body;
    JsonWriter writer(body);
    writer.begin_object().key("Item").item(codec::ItemView(stored));
    writer.key("TableName").string("t").end_object();
    const auto root = document.parse(body);
    ASSERT_TRUE(root) << body;
    ASSERT_TRUE(check_types(put_item_shape, *root)) << body;
    ASSERT_TRUE(check_constraints(put_item_shape, *root, model::ValidationLayer::current)) << body;
  }
}

}  // namespace
}  // namespace dynarocks::wire
