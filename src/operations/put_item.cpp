#include "operations/put_item.h"

#include "engine/item_key.h"
#include "engine/item_writer.h"
#include "model/limits.h"
#include "operations/expression_parameters.h"
#include "operations/item_write_request.h"
#include "operations/legacy_conditions.h"
#include "operations/legacy_parameters.h"
#include "operations/request_error.h"
#include "operations/table_identifier.h"
#include "wire/attribute_value_reader.h"

namespace dynarocks::operations {

using model::ApiResult;

namespace {

struct PutItemInput {
  std::string item;  // encoded
  std::optional<expression::Condition> condition;
};

/// Everything the request alone decides, in AWS's order; these errors are enveloped.
ApiResult<PutItemInput> read_input(const OperationContext& context, const wire::Request& request) {
  PutItemInput input;
  DYNAROCKS_TRY(wire::read_item(*request.member("Item"), context.layer, input.item));
  DYNAROCKS_TRY(
      check_no_mixing(request, {"Expected", "ConditionalOperator"}, {"ConditionExpression"}));
  const bool classic = context.layer == model::ValidationLayer::classic;
  DYNAROCKS_TRY(
      check_placeholders_have_expressions(request, {"ConditionExpression"}, {"ConditionExpression"},
                                          classic ? ": ConditionExpression is null" : ""));
  DYNAROCKS_TRY(check_return_values_all_old(request));
  return input;
}

ApiResult<void> read_condition_input(const OperationContext& context, const wire::Request& request,
                                     PutItemInput& input) {
  DYNAROCKS_ASSIGN(input.condition, read_expected(context, request));
  DYNAROCKS_ASSIGN(auto placeholders, read_placeholders(context, request));
  if (!input.condition) {
    DYNAROCKS_ASSIGN(input.condition, read_condition(context, request, placeholders));
  }
  return placeholders.check_all_used();
}

}  // namespace

ApiResult<void> put_item(const OperationContext& context, wire::Request request,
                         std::string& response) {
  DYNAROCKS_ASSIGN(PutItemInput input, in_envelope(context, read_input(context, request)));
  if (codec::ItemView(input.item).size() > model::limits::item_bytes) {
    return failure(model::validation_error("Item size has exceeded the maximum allowed size"));
  }
  DYNAROCKS_TRY(in_envelope(context, read_condition_input(context, request, input)));

  DYNAROCKS_ASSIGN(const auto table, find_table_for_data(context, *request.string("TableName")));
  DYNAROCKS_ASSIGN(const std::string row,
                   engine::row_of_item(table->key_attributes(), codec::ItemView(input.item)));
  engine::ItemWrite write{row, nullptr, engine::ReplaceItem{input.item},
                          wants_item_on_failure(request)};
  if (input.condition) write.condition = &*input.condition;
  DYNAROCKS_ASSIGN(const auto result, context.services.item_writer.write(*table, write));

  const bool all_old = request.string("ReturnValues") == "ALL_OLD";
  write_item_write_response(request, all_old ? std::string_view(result.old_item) : "", result,
                            response);
  return {};
}

}  // namespace dynarocks::operations
