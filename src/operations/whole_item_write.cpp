#include "operations/whole_item_write.h"

#include "engine/item_writer.h"
#include "operations/expression_parameters.h"
#include "operations/item_write_request.h"
#include "operations/legacy_conditions.h"
#include "operations/legacy_parameters.h"

namespace dynarocks::operations {

using expression::Condition;
using model::ApiResult;

namespace {

/// "ReturnValues can only be ALL_OLD or NONE".
ApiResult<void> check_return_values(const wire::Request& request) {
  const auto value = request.string("ReturnValues");
  if (!value || *value == "NONE" || *value == "ALL_OLD") return {};
  return failure(model::validation_error("ReturnValues can only be ALL_OLD or NONE"));
}

}  // namespace

ApiResult<void> check_whole_item_parameters(const OperationContext& context,
                                            const wire::Request& request) {
  DYNAROCKS_TRY(
      check_no_mixing(request, {"Expected", "ConditionalOperator"}, {"ConditionExpression"}));
  const bool classic = context.layer == model::ValidationLayer::classic;
  DYNAROCKS_TRY(
      check_placeholders_have_expressions(request, {"ConditionExpression"}, {"ConditionExpression"},
                                          classic ? ": ConditionExpression is null" : ""));
  return check_return_values(request);
}

ApiResult<std::optional<Condition>> read_whole_item_condition(const OperationContext& context,
                                                              const wire::Request& request) {
  auto condition = read_expected(context, request);
  if (!condition) return condition;
  DYNAROCKS_ASSIGN(auto placeholders, read_placeholders(context, request));
  if (!condition->has_value()) condition = read_condition(context, request, placeholders);
  if (!condition) return condition;
  DYNAROCKS_TRY(placeholders.check_all_used());
  return condition;
}

ApiResult<void> write_whole_item(const OperationContext& context, const wire::Request& request,
                                 engine::Table& table, engine::ItemWrite write,
                                 const std::optional<Condition>& condition, std::string& response) {
  if (condition) write.condition = &*condition;
  write.old_item_on_failure = wants_item_on_failure(request);
  DYNAROCKS_ASSIGN(const auto result, context.services.item_writer.write(table, write));
  const bool all_old = request.string("ReturnValues") == "ALL_OLD";
  write_item_write_response(request, table, all_old ? std::string_view(result.old_item) : "",
                            result, response);
  return {};
}

}  // namespace dynarocks::operations
