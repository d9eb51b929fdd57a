#include "operations/table_schema.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "operations/invalid_parameter.h"

namespace dynarocks::operations {
namespace {

model::AttributeType scalar_type(std::string_view name) {
  if (name == "N") return model::AttributeType::N;
  return name == "B" ? model::AttributeType::B : model::AttributeType::S;
}

template <class Element>
std::string attribute_names(const std::vector<Element>& elements) {
  std::string names;
  for (const Element& element : elements) {
    if (!names.empty()) names += ", ";
    names += element.attribute_name;
  }
  return names;
}

bool is_defined(const std::vector<model::AttributeDefinition>& definitions,
                std::string_view attribute_name) {
  return std::any_of(definitions.begin(), definitions.end(), [&](const auto& definition) {
    return definition.attribute_name == attribute_name;
  });
}

}  // namespace

std::vector<model::AttributeDefinition> read_attribute_definitions(const wire::Request& request) {
  std::vector<model::AttributeDefinition> read;
  const auto definitions = request.member("AttributeDefinitions");
  if (!definitions) return read;
  definitions->for_each_element([&](wire::JsonValue element) {
    const wire::Request definition(element);
    read.push_back({std::string(definition.string("AttributeName").value_or("")),
                    scalar_type(definition.string("AttributeType").value_or(""))});
    return true;
  });
  return read;
}

std::vector<model::KeySchemaElement> read_key_schema(const wire::Request& request) {
  std::vector<model::KeySchemaElement> read;
  const auto elements = request.member("KeySchema");
  if (!elements) return read;
  elements->for_each_element([&](wire::JsonValue element) {
    const wire::Request key(element);
    read.push_back(
        {std::string(key.string("AttributeName").value_or("")),
         key.string("KeyType") == "RANGE" ? model::KeyType::RANGE : model::KeyType::HASH});
    return true;
  });
  return read;
}

TableSchema read_table_schema(const wire::Request& request) {
  return {read_attribute_definitions(request), read_key_schema(request)};
}

model::ApiResult<void> check_attributes_defined(
    const std::vector<model::KeySchemaElement>& key,
    const std::vector<model::AttributeDefinition>& definitions) {
  for (const auto& element : key) {
    if (is_defined(definitions, element.attribute_name)) continue;
    return failure(invalid_parameter(
        "Some index key attributes are not defined in AttributeDefinitions. Keys: [" +
        attribute_names(key) + "], AttributeDefinitions: [" + attribute_names(definitions) + "]"));
  }
  return {};
}

model::ApiResult<void> check_two_part_key(const std::vector<model::KeySchemaElement>& key) {
  if (key.size() > 1 && key[0].attribute_name == key[1].attribute_name) {
    return failure(model::validation_error(
        "Both the Hash Key and the Range Key element in the KeySchema have the same name"));
  }
  DYNAROCKS_TRY(check_first_is_hash(key));
  if (key.size() > 1 && key[1].key_type != model::KeyType::RANGE) {
    return failure(model::validation_error(
        "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type"));
  }
  return {};
}

model::ApiResult<void> check_first_is_hash(const std::vector<model::KeySchemaElement>& key) {
  if (!key.empty() && key[0].key_type == model::KeyType::HASH) return {};
  return failure(model::validation_error(
      "Invalid KeySchema: The first KeySchemaElement is not a HASH key type"));
}

model::ApiResult<void> check_key_schema(const TableSchema& schema) {
  if (schema.key_schema.size() > schema.attribute_definitions.size()) {
    return failure(
        model::validation_error("Invalid KeySchema: Some index key attribute have no definition"));
  }
  DYNAROCKS_TRY(check_attributes_defined(schema.key_schema, schema.attribute_definitions));
  return check_two_part_key(schema.key_schema);
}

model::ApiResult<void> check_definitions_unique(const TableSchema& schema) {
  // Names sorted, so that a request of thousands of definitions costs no square.
  std::vector<std::string_view> names;
  names.reserve(schema.attribute_definitions.size());
  for (const auto& definition : schema.attribute_definitions)
    names.push_back(definition.attribute_name);
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice == names.end()) return {};
  return failure(
      model::validation_error(std::string("Attribute Name is duplicated: ").append(*twice)));
}

model::ApiResult<void> check_definitions_match_key(const TableSchema& schema) {
  if (schema.attribute_definitions.size() == schema.key_schema.size()) return {};
  return failure(
      invalid_parameter("Number of attributes in KeySchema does not exactly match number of "
                        "attributes defined in AttributeDefinitions"));
}

}  // namespace dynarocks::operations
