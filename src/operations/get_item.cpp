#include "operations/get_item.h"

#include "engine/capacity.h"
#include "engine/item_key.h"
#include "engine/item_reader.h"
#include "expression/projection.h"
#include "operations/consumed_capacity_json.h"
#include "operations/expression_parameters.h"
#include "operations/legacy_parameters.h"
#include "operations/legacy_projection.h"
#include "operations/table_identifier.h"
#include "wire/attribute_value_reader.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

using codec::ItemView;
using expression::Projection;
using model::ApiResult;

namespace {

ApiResult<std::optional<Projection>> read_projection(const OperationContext& context,
                                                     const wire::Request& request) {
  DYNAROCKS_TRY(check_no_mixing(request, {"AttributesToGet"}, {"ProjectionExpression"}));
  DYNAROCKS_TRY(check_placeholders_have_expressions(request, {"ProjectionExpression"}, {}, ""));
  DYNAROCKS_ASSIGN(auto projection, read_attributes_to_get(request));
  DYNAROCKS_ASSIGN(auto placeholders, read_placeholders(context, request));
  if (const auto text = request.string("ProjectionExpression")) {
    DYNAROCKS_ASSIGN(projection, Projection::parse(*text, placeholders));
  }
  DYNAROCKS_TRY(placeholders.check_all_used());
  return projection;
}

}  // namespace

ApiResult<void> get_item(const OperationContext& context, wire::Request request,
                         std::string& response) {
  std::string key;
  DYNAROCKS_TRY(wire::read_item(*request.member("Key"), context.layer, key));
  DYNAROCKS_ASSIGN(const auto projection, read_projection(context, request));
  const std::string_view table_name = *request.string("TableName");
  DYNAROCKS_ASSIGN(const auto table, find_table_for_data(context, table_name));
  DYNAROCKS_ASSIGN(const std::string row,
                   engine::row_of_key(table->key_attributes(), ItemView(key)));
  if (projection) {
    DYNAROCKS_TRY(check_key_paths_are_scalar(*table, projection->paths()));
  }

  wire::JsonWriter json(response);
  json.begin_object();
  std::size_t read_bytes = 0;
  DYNAROCKS_TRY(context.services.item_reader.get(*table, row, [&](ItemView item) {
    read_bytes = item.size();
    json.key("Item");
    if (projection) {
      json.item(ItemView(projection->apply(item)));
    } else {
      json.item(item);
    }
  }));
  const auto detail = return_consumed_capacity(request);
  if (detail != ReturnConsumedCapacity::none) {
    const bool consistent = request.boolean("ConsistentRead").value_or(false);
    json.key("ConsumedCapacity");
    write_consumed_capacity(json, detail, table_name,
                            model::ConsumedCapacity(engine::read_units(read_bytes, consistent)));
  }
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
