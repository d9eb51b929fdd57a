#include "model/table_description.h"

#include <algorithm>

namespace dynarocks::model {

KeyAttributes TableDescription::key_attributes(const std::vector<KeySchemaElement>& schema) const {
  KeyAttributes attributes;
  attributes.reserve(schema.size());
  for (const KeySchemaElement& element : schema) {
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

void TableDescription::drop_unused_definitions() {
  std::vector<const std::vector<KeySchemaElement>*> schemas{&key_schema};
  for (const auto& local : local_secondary_indexes) schemas.push_back(&local.key_schema);
  for (const auto& global : global_secondary_indexes) schemas.push_back(&global.index.key_schema);
  std::erase_if(attribute_definitions, [&](const AttributeDefinition& definition) {
    return std::none_of(schemas.begin(), schemas.end(), [&](const auto* schema) {
      return std::any_of(schema->begin(), schema->end(), [&](const KeySchemaElement& element) {
        return element.attribute_name == definition.attribute_name;
      });
    });
  });
}

}  // namespace dynarocks::model
