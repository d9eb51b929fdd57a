#include "operations/transact_get_items.h"

#include <optional>
#include <vector>

#include "codec/item_view.h"
#include "expression/projection.h"
#include "operations/expression_parameters.h"
#include "operations/transact_items_writer.h"
#include "operations/transact_target.h"
#include "wire/attribute_value_reader.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

using codec::ItemView;
using expression::Projection;
using model::ApiResult;

namespace {

struct TransactGet {
  TransactTarget target;
  std::optional<Projection> projection;
};

ApiResult<TransactGet> read_get(const OperationContext& context, const wire::Request& request) {
  TransactGet get;
  get.target.identifier = *request.string("TableName");
  DYNAROCKS_ASSIGN(auto placeholders, read_placeholders(context, request));
  if (const auto text = request.string("ProjectionExpression")) {
    DYNAROCKS_ASSIGN(get.projection, Projection::parse(*text, placeholders));
    DYNAROCKS_TRY(placeholders.check_all_used());
  }
  DYNAROCKS_TRY(wire::read_item(*request.member("Key"), context.layer, get.target.attributes));
  return get;
}

ApiResult<std::vector<TransactGet>> read_gets(const OperationContext& context,
                                              const wire::Request& request) {
  std::vector<TransactGet> gets;
  ApiResult<void> outcome;
  request.member("TransactItems")->for_each_element([&](wire::JsonValue element) {
    auto get = read_get(context, *wire::Request(element).structure("Get"));
    if (!get) {
      outcome = failure(std::move(get).error());
      return false;
    }
    gets.push_back(std::move(*get));
    return true;
  });
  DYNAROCKS_TRY(outcome);
  return gets;
}

void check_projection_against_key(TransactGet& get) {
  if (!get.projection || get.target.fault) return;
  auto scalar = check_key_paths_are_scalar(*get.target.table, get.projection->paths());
  if (!scalar) get.target.fault = std::move(scalar).error();
}

/// What is shown of an item; a projection is kept in `shown`.
ItemView shown_of(const TransactGet& get, ItemView item, std::string& shown) {
  if (!get.projection) return item;
  shown = get.projection->apply(item);
  return ItemView(shown);
}

}  // namespace

ApiResult<void> transact_get_items(const OperationContext& context, wire::Request request,
                                   std::string& response) {
  DYNAROCKS_ASSIGN(auto gets, read_gets(context, request));
  const auto targets = targets_of(gets);
  DYNAROCKS_TRY(locate(context, targets));
  for (TransactGet& get : gets) check_projection_against_key(get);
  DYNAROCKS_TRY(cancel_for_fault(targets));

  wire::JsonWriter json(response);
  json.begin_object().key("Responses").begin_array();
  TransactItemsWriter writer(context, json);
  for (const TransactGet& get : gets) {
    DYNAROCKS_TRY(writer.write(get.target, [&get](ItemView item, std::string& shown) {
      return shown_of(get, item, shown);
    }));
  }
  json.end_array();
  writer.capacity().write(json, return_consumed_capacity(request), "ReadCapacityUnits");
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
