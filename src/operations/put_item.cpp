#include "operations/put_item.h"

#include "codec/item_view.h"
#include "engine/index_key_check.h"
#include "engine/item_key.h"
#include "model/limits.h"
#include "operations/request_error.h"
#include "operations/table_identifier.h"
#include "operations/whole_item_write.h"
#include "wire/attribute_value_reader.h"

namespace dynarocks::operations {

using codec::ItemView;
using model::ApiResult;

namespace {

/// The item, encoded; checked with the parameters that come before its size.
ApiResult<std::string> read_item(const OperationContext& context, const wire::Request& request) {
  std::string item;
  DYNAROCKS_TRY(wire::read_item(*request.member("Item"), context.layer, item));
  DYNAROCKS_TRY(check_whole_item_parameters(context, request));
  return item;
}

}  // namespace

ApiResult<void> put_item(const OperationContext& context, wire::Request request,
                         std::string& response) {
  DYNAROCKS_ASSIGN(const std::string item, in_envelope(context, read_item(context, request)));
  if (ItemView(item).size() > model::limits::item_bytes) {
    return failure(model::validation_error("Item size has exceeded the maximum allowed size"));
  }
  DYNAROCKS_ASSIGN(const auto condition,
                   in_envelope(context, read_whole_item_condition(context, request)));
  DYNAROCKS_ASSIGN(const auto table, find_table_for_data(context, *request.string("TableName")));
  DYNAROCKS_ASSIGN(const std::string row,
                   engine::row_of_item(table->key_attributes(), ItemView(item)));
  DYNAROCKS_TRY(engine::check_index_keys_of_item(*table->indexes(), ItemView(item)));
  return write_whole_item(context, request, *table,
                          engine::ItemWrite{row, nullptr, engine::ReplaceItem{item}, false},
                          condition, response);
}

}  // namespace dynarocks::operations
