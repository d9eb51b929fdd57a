#include "operations/delete_item.h"

#include "codec/item_view.h"
#include "engine/item_key.h"
#include "operations/request_error.h"
#include "operations/table_identifier.h"
#include "operations/whole_item_write.h"
#include "wire/attribute_value_reader.h"

namespace dynarocks::operations {

using codec::ItemView;
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
  DYNAROCKS_TRY(check_whole_item_parameters(context, request));
  DYNAROCKS_ASSIGN(input.condition, read_whole_item_condition(context, request));
  return input;
}

}  // namespace

ApiResult<void> delete_item(const OperationContext& context, wire::Request request,
                            std::string& response) {
  DYNAROCKS_ASSIGN(const DeleteItemInput input, in_envelope(context, read_input(context, request)));
  DYNAROCKS_ASSIGN(const auto table, find_table_for_data(context, *request.string("TableName")));
  DYNAROCKS_ASSIGN(const std::string row,
                   engine::row_of_key(table->key_attributes(), ItemView(input.key)));
  return write_whole_item(context, request, *table,
                          engine::ItemWrite{row, nullptr, engine::RemoveItem{}, false},
                          input.condition, response);
}

}  // namespace dynarocks::operations
