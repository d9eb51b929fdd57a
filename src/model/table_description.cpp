#include "model/table_description.h"

#include <algorithm>

namespace dynarocks::model {

KeyAttributes TableDescription::key_attributes() const {
  KeyAttributes attributes;
  attributes.reserve(key_schema.size());
  for (const KeySchemaElement& element : key_schema) {
    const auto definition = std::find_if(
        attribute_definitions.begin(), attribute_definitions.end(),
        [&](const auto& candidate) { return candidate.attribute_name == element.attribute_name; });
    // CreateTable refuses a key attribute without a definition; S stands in for a broken record.
    const AttributeType type =
        definition == attribute_definitions.end() ? AttributeType::S : definition->attribute_type;
    attributes.push_back({element.attribute_name, type, element.key_type});
  }
  return attributes;
}

}  // namespace dynarocks::model
