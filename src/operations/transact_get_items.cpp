#include "operations/transact_get_items.h"

#include <optional>
#include <vector>

#include "codec/item_view.h"
#include "engine/capacity.h"
#include "engine/item_reader.h"
#include "expression/projection.h"
#include "model/limits.h"
#include "operations/expression_parameters.h"
#include "operations/transact_capacity.h"
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

/// Writes the answer's items, all from one state of the store.
class ResponseWriter {
 public:
  ResponseWriter(const OperationContext& context, wire::JsonWriter& json)
      : reader_(context.services.item_reader), snapshot_(reader_.snapshot()), json_(json) {}

  /// Answers how many bytes were read.
  ApiResult<std::size_t> write(const TransactGet& get) {
    std::size_t read_bytes = 0;
    json_.begin_object();
    const auto show = [&](ItemView item) {
      read_bytes = item.size();
      show_item(get, item);
    };
    DYNAROCKS_TRY(reader_.get(*get.target.table, get.target.row, snapshot_.get(), show));
    json_.end_object();
    if (answer_bytes_ > model::limits::transaction_bytes) {
      return failure(model::validation_error(
          "Aggregate size of the items in the transaction cannot exceed 4 MB"));
    }
    return read_bytes;
  }

 private:
  void show_item(const TransactGet& get, ItemView item) {
    if (!get.projection) {
      answer_bytes_ += item.size();
      json_.key("Item").item(item);
      return;
    }
    const std::string projected = get.projection->apply(item);
    const ItemView view(projected);
    if (view.attributes().count() == 0) return;
    answer_bytes_ += view.size();
    json_.key("Item").item(view);
  }

  const engine::ItemReader& reader_;
  std::unique_ptr<kv::Snapshot> snapshot_;
  wire::JsonWriter& json_;
  std::size_t answer_bytes_ = 0;
};

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
  ResponseWriter writer(context, json);
  TransactCapacity capacity;
  for (const TransactGet& get : gets) {
    DYNAROCKS_ASSIGN(const std::size_t read_bytes, writer.write(get));
    capacity.add(get.target, model::ConsumedCapacity(engine::read_units(read_bytes, true)));
  }
  json.end_array();
  capacity.write(json, return_consumed_capacity(request), "ReadCapacityUnits");
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
