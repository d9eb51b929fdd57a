#include "operations/item_write_request.h"

#include <algorithm>

#include "codec/item_view.h"
#include "engine/index_key_check.h"
#include "operations/consumed_capacity_json.h"
#include "operations/expression_parameters.h"
#include "operations/item_collection_metrics.h"

namespace dynarocks::operations {

using codec::ItemView;
using expression::Condition;
using model::ApiResult;
using model::validation_error;

ApiResult<std::optional<Condition>> read_condition(const OperationContext& context,
                                                   const wire::Request& request,
                                                   expression::Placeholders& placeholders) {
  const auto text = request.string("ConditionExpression");
  if (!text) return std::optional<Condition>();
  DYNAROCKS_ASSIGN(auto condition, Condition::parse(*text, expression::ConditionKind::condition,
                                                    context.layer, placeholders));
  return std::optional<Condition>(std::move(condition));
}

ApiResult<void> check_update_against_keys(const engine::Table& table,
                                          const std::optional<expression::Update>& update,
                                          const std::optional<Condition>& condition) {
  if (update) {
    const auto& key_attributes = table.key_attributes();
    for (const auto& target : update->targets()) {
      const bool is_key =
          std::any_of(key_attributes.begin(), key_attributes.end(),
                      [&](const auto& key) { return key.name == target.attribute(); });
      if (is_key && !target.is_nested()) {
        return failure(
            validation_error("One or more parameter values were invalid: Cannot update attribute " +
                             target.attribute() + ". This attribute is part of the key"));
      }
    }
    DYNAROCKS_TRY(engine::check_assigned_index_keys(*table.indexes(), *update));
    DYNAROCKS_TRY(check_key_paths_are_scalar(table, update->paths()));
  }
  if (condition) return check_key_paths_are_scalar(table, condition->paths());
  return {};
}

bool wants_item_on_failure(const wire::Request& request) {
  return request.string("ReturnValuesOnConditionCheckFailure") == "ALL_OLD";
}

void write_item_write_response(const wire::Request& request, const engine::Table& table,
                               std::string_view attributes, const engine::ItemWriteResult& result,
                               std::string& response) {
  wire::JsonWriter json(response);
  json.begin_object();
  if (!attributes.empty()) json.key("Attributes").item(ItemView(attributes));
  const auto detail = return_consumed_capacity(request);
  if (detail != ReturnConsumedCapacity::none) {
    json.key("ConsumedCapacity");
    write_consumed_capacity(json, detail, *request.string("TableName"), result.capacity);
  }
  write_item_collection_metrics(json, request, table, result);
  json.end_object();
}

}  // namespace dynarocks::operations
