#include "operations/redefined_attribute.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "operations/invalid_parameter.h"

namespace dynarocks::operations {
namespace {

using KeySchema = std::vector<model::KeySchemaElement>;
using Definitions = std::vector<model::AttributeDefinition>;

const model::AttributeDefinition* find(const Definitions& definitions, std::string_view name) {
  const auto found =
      std::find_if(definitions.begin(), definitions.end(),
                   [&](const auto& definition) { return definition.attribute_name == name; });
  return found == definitions.end() ? nullptr : &*found;
}

/// "Schema:[SchemaElement: key{a:S:HASH}, SchemaElement: key{b:N:RANGE}]"
std::string schema_text(const KeySchema& key, const Definitions& definitions) {
  std::string text;
  for (const auto& element : key) {
    text += text.empty() ? "Schema:[" : ", ";
    text.append("SchemaElement: key{").append(element.attribute_name).append(":");
    if (const auto* definition = find(definitions, element.attribute_name)) {
      text.append(model::type_name(definition->attribute_type));
    }
    text += element.key_type == model::KeyType::HASH ? ":HASH}" : ":RANGE}";
  }
  return text + "]";
}

/// The first key of the table or its indexes that the attribute is part of.
const KeySchema& key_with(const model::TableDescription& table, std::string_view name) {
  const auto has = [&](const KeySchema& key) {
    return std::any_of(key.begin(), key.end(),
                       [&](const auto& element) { return element.attribute_name == name; });
  };
  if (!has(table.key_schema)) {
    for (const auto& local : table.local_secondary_indexes) {
      if (has(local.key_schema)) return local.key_schema;
    }
    for (const auto& global : table.global_secondary_indexes) {
      if (has(global.index.key_schema)) return global.index.key_schema;
    }
  }
  return table.key_schema;
}

}  // namespace

model::ApiResult<void> check_not_redefined(const model::TableDescription& table,
                                           const KeySchema& key, const Definitions& definitions) {
  for (const auto& element : key) {
    const auto* existing = find(table.attribute_definitions, element.attribute_name);
    const auto* requested = find(definitions, element.attribute_name);
    if (existing == nullptr || requested == nullptr) continue;
    if (existing->attribute_type == requested->attribute_type) continue;
    return failure(invalid_parameter(
        "Attributes cannot be redefined. Please check that your attribute has the same type as "
        "previously defined. Existing schema: " +
        schema_text(key_with(table, element.attribute_name), table.attribute_definitions) +
        " New schema: " + schema_text(key, definitions)));
  }
  return {};
}

}  // namespace dynarocks::operations
