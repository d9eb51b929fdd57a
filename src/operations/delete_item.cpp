#include "operations/delete_item.h"

#include "engine/item_key.h"
#include "engine/item_writer.h"
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

struct DeleteItemInput {
  std::string key;  // encoded
  std::optional<expression::Condition> condition;
};

/// Everything the request alone decides, in AWS's order; these errors are enveloped.
ApiResult<DeleteItemInput> read_input(const OperationContext& context,
                                      const wire::Request& request) {
  DeleteItemInput input;
  DYNAROCKS_TRY(wire::read_item(*request.member("Key"), context.layer, input.key));
  DYNAROCKS_TRY(
      check_no_mixing(request, {"Expected", "ConditionalOperator"}, {"ConditionExpression"}));
  const bool classic = context.layer == model::ValidationLayer::classic;
  DYNAROCKS_TRY(
      check_placeholders_have_expressions(request, {"ConditionExpression"}, {"ConditionExpression"},
                                          classic ? ": ConditionExpression is null" : ""));
  DYNAROCKS_TRY(check_return_values_all_old(request));
  DYNAROCKS_ASSIGN(input.condition, read_expected(context, request));
  DYNAROCKS_ASSIGN(auto placeholders, read_placeholders(context, request));
  if (!input.condition) {
    DYNAROCKS_ASSIGN(input.condition, read_condition(context, request, placeholders));
  }
  DYNAROCKS_TRY(placeholders.check_all_used());
  return input;
}

}  // namespace

ApiResult<void> delete_item(const OperationContext& context, wire::Request request,
                            std::string& response) {
  DYNAROCKS_ASSIGN(const DeleteItemInput input, in_envelope(context, read_input(context, request)));
  DYNAROCKS_ASSIGN(const auto table, find_table_for_data(context, *request.string("TableName")));
  DYNAROCKS_ASSIGN(const std::string row,
                   engine::row_of_key(table->key_attributes(), codec::ItemView(input.key)));
  engine::ItemWrite write{row, nullptr, engine::RemoveItem{}, wants_item_on_failure(request)};
  if (input.condition) write.condition = &*input.condition;
  DYNAROCKS_ASSIGN(const auto result, context.services.item_writer.write(*table, write));

  const bool all_old = request.string("ReturnValues") == "ALL_OLD";
  write_item_write_response(request, all_old ? std::string_view(result.old_item) : "", result,
                            response);
  return {};
}

}  // namespace dynarocks::operations
