#include "operations/expression_parameters.h"

#include <algorithm>
#include <string>
#include <utility>

#include "wire/attribute_value_reader.h"

namespace dynarocks::operations {

using expression::Placeholders;
using model::ApiResult;
using model::validation_error;
using wire::JsonValue;

namespace {

constexpr std::string_view names_member = "ExpressionAttributeNames";
constexpr std::string_view values_member = "ExpressionAttributeValues";

bool has_any(const wire::Request& request, std::initializer_list<std::string_view> members) {
  return std::any_of(members.begin(), members.end(),
                     [&](std::string_view member) { return request.has(member); });
}

ApiResult<void> read_names(const wire::Request& request, Placeholders& placeholders) {
  const auto names = request.member(names_member);
  if (!names) return {};
  std::vector<std::pair<std::string_view, std::string_view>> entries;
  names->for_each_member([&](std::string_view key, JsonValue name) {
    if (!name.is_null()) entries.emplace_back(key, name.as_string());
    return true;
  });
  return placeholders.set_names(entries);
}

ApiResult<void> read_values(const OperationContext& context, const wire::Request& request,
                            Placeholders& placeholders) {
  const auto values = request.member(values_member);
  if (!values) return {};
  std::vector<std::string_view> keys;
  values->for_each_member([&](std::string_view key, JsonValue value) {
    if (!value.is_null()) keys.push_back(key);
    return true;
  });
  DYNAROCKS_TRY(Placeholders::check_value_keys(keys));
  ApiResult<void> outcome;
  values->for_each_member([&](std::string_view key, JsonValue value) {
    if (value.is_null()) return true;
    std::string encoded;
    outcome = wire::read_value(value, context.layer, encoded);
    if (outcome) placeholders.set_value(key, std::move(encoded));
    if (!outcome && context.layer == model::ValidationLayer::classic) {
      outcome.error().message =
          "ExpressionAttributeValues contains invalid value: " + outcome.error().message +
          " for key " + std::string(key);
    }
    return outcome.has_value();
  });
  return outcome;
}

ApiResult<void> check_paths(const model::KeyAttributes& key_attributes,
                            std::span<const expression::DocumentPath> paths,
                            std::string_view kind_of_key) {
  for (const auto& path : paths) {
    if (!path.is_nested()) continue;
    for (const auto& key : key_attributes) {
      if (path.attribute() != key.name) continue;
      std::string message =
          "Key attributes must be scalars; list random access '[]' and map lookup '.' are not "
          "allowed: ";
      return failure(validation_error(message.append(kind_of_key).append(": ").append(key.name)));
    }
  }
  return {};
}

}  // namespace

ApiResult<void> check_placeholders_have_expressions(
    const wire::Request& request, std::initializer_list<std::string_view> name_users,
    std::initializer_list<std::string_view> value_users, std::string_view missing_values_suffix) {
  if (request.has(names_member) && !has_any(request, name_users)) {
    return failure(
        validation_error("ExpressionAttributeNames can only be specified when using expressions"));
  }
  if (request.has(values_member) && !has_any(request, value_users)) {
    return failure(
        validation_error("ExpressionAttributeValues can only be specified when using expressions" +
                         std::string(missing_values_suffix)));
  }
  return {};
}

ApiResult<Placeholders> read_placeholders(const OperationContext& context,
                                          const wire::Request& request) {
  Placeholders placeholders;
  DYNAROCKS_TRY(read_names(request, placeholders));
  DYNAROCKS_TRY(read_values(context, request, placeholders));
  DYNAROCKS_TRY(placeholders.check_size());
  return placeholders;
}

ApiResult<void> check_key_paths_are_scalar(const engine::Table& table,
                                           std::span<const expression::DocumentPath> paths) {
  DYNAROCKS_TRY(check_paths(table.key_attributes(), paths, "Key"));
  const auto indexes = table.indexes();
  for (const engine::TableIndex& index : indexes->all()) {
    DYNAROCKS_TRY(check_paths(index.key_attributes, paths, "IndexKey"));
  }
  return {};
}

}  // namespace dynarocks::operations
