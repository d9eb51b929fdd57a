#include "operations/update_item.h"

#include "engine/item_key.h"
#include "engine/item_writer.h"
#include "expression/projection.h"
#include "operations/expression_parameters.h"
#include "operations/item_write_request.h"
#include "operations/legacy_conditions.h"
#include "operations/legacy_parameters.h"
#include "operations/legacy_update.h"
#include "operations/request_error.h"
#include "operations/table_identifier.h"
#include "wire/attribute_value_reader.h"

namespace dynarocks::operations {

using codec::ItemView;
using model::ApiResult;

namespace {

struct UpdateItemInput {
  std::string key;  // encoded
  std::optional<expression::Update> update;
  std::optional<expression::Condition> condition;
};

/// Everything the request alone decides, in AWS's order; these errors are enveloped.
ApiResult<UpdateItemInput> read_input(const OperationContext& context,
                                      const wire::Request& request) {
  UpdateItemInput input;
  DYNAROCKS_TRY(wire::read_item(*request.member("Key"), context.layer, input.key));
  const auto legacy = {std::string_view("AttributeUpdates"), std::string_view("Expected"),
                       std::string_view("ConditionalOperator")};
  const auto expressions = {std::string_view("UpdateExpression"),
                            std::string_view("ConditionExpression")};
  DYNAROCKS_TRY(check_no_mixing(request, legacy, expressions));
  const bool classic = context.layer == model::ValidationLayer::classic;
  DYNAROCKS_TRY(check_placeholders_have_expressions(
      request, expressions, expressions,
      classic ? ": UpdateExpression and ConditionExpression are null" : ""));
  DYNAROCKS_ASSIGN(input.update, read_attribute_updates(context, request));
  DYNAROCKS_ASSIGN(input.condition, read_expected(context, request));
  DYNAROCKS_ASSIGN(auto placeholders, read_placeholders(context, request));
  if (const auto text = request.string("UpdateExpression")) {
    DYNAROCKS_ASSIGN(auto update, expression::Update::parse(*text, placeholders));
    input.update = std::move(update);
  }
  if (!input.condition) {
    DYNAROCKS_ASSIGN(input.condition, read_condition(context, request, placeholders));
  }
  DYNAROCKS_TRY(placeholders.check_all_used());
  return input;
}

/// The parts of the item that ReturnValues asks for, encoded; empty when the answer shows none.
std::string returned_attributes(const wire::Request& request, const UpdateItemInput& input,
                                const engine::ItemWriteResult& result) {
  const std::string_view return_values = request.string("ReturnValues").value_or("NONE");
  if (return_values == "ALL_OLD") return result.old_item;
  if (return_values == "ALL_NEW") return result.new_item;
  if (return_values == "NONE" || !input.update) return {};
  const std::string& image = return_values == "UPDATED_OLD" ? result.old_item : result.new_item;
  std::string fragment = expression::project(ItemView(image), input.update->targets());
  if (ItemView(fragment).attributes().count() == 0) return {};
  return fragment;
}

}  // namespace

ApiResult<void> update_item(const OperationContext& context, wire::Request request,
                            std::string& response) {
  DYNAROCKS_ASSIGN(const UpdateItemInput input, in_envelope(context, read_input(context, request)));
  DYNAROCKS_ASSIGN(const auto table, find_table_for_data(context, *request.string("TableName")));
  DYNAROCKS_ASSIGN(const std::string row,
                   engine::row_of_key(table->key_attributes(), ItemView(input.key)));
  DYNAROCKS_TRY(check_update_against_keys(*table, input.update, input.condition));
  engine::ItemWrite write{row, nullptr,
                          engine::UpdateItem{input.update ? &*input.update : nullptr, input.key},
                          wants_item_on_failure(request)};
  if (input.condition) write.condition = &*input.condition;
  DYNAROCKS_ASSIGN(const auto result, context.services.item_writer.write(*table, write));

  write_item_write_response(request, *table, returned_attributes(request, input, result), result,
                            response);
  return {};
}

}  // namespace dynarocks::operations
