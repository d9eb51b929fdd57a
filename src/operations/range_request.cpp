#include "operations/range_request.h"

#include "engine/capacity.h"
#include "operations/consumed_capacity_json.h"
#include "wire/attribute_value_reader.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

using codec::ItemView;
using expression::Condition;
using expression::Placeholders;
using expression::Projection;
using model::ApiResult;

namespace {

/// A table's items count for the table; an index's entries for the index, and what is fetched
/// beside them for the table.
model::ConsumedCapacity capacity_of(const RangeTarget& target, const engine::RangePage& page,
                                    bool consistent) {
  const double units = engine::read_units(page.scanned_bytes, consistent);
  if (target.index == nullptr) return model::ConsumedCapacity(units);
  const auto fetched = static_cast<double>(page.fetched_blocks);
  model::ConsumedCapacity capacity(consistent ? fetched : fetched / 2);
  capacity.add_index(target.index->name, target.index->is_global, units);
  return capacity;
}

}  // namespace

ApiResult<std::optional<std::string>> read_exclusive_start_key(const OperationContext& context,
                                                               const wire::Request& request) {
  const auto member = request.member("ExclusiveStartKey");
  if (!member) return std::optional<std::string>();
  std::string key;
  DYNAROCKS_TRY(wire::read_starting_key(*member, context.layer, key));
  return std::optional<std::string>(std::move(key));
}

ApiResult<std::optional<Condition>> read_filter(const OperationContext& context,
                                                const wire::Request& request,
                                                Placeholders& placeholders) {
  const auto text = request.string("FilterExpression");
  if (!text) return std::optional<Condition>();
  DYNAROCKS_ASSIGN(auto filter, Condition::parse(*text, expression::ConditionKind::filter,
                                                 context.layer, placeholders));
  return std::optional<Condition>(std::move(filter));
}

ApiResult<std::optional<Projection>> read_projection(const wire::Request& request,
                                                     Placeholders& placeholders) {
  const auto text = request.string("ProjectionExpression");
  if (!text) return std::optional<Projection>();
  DYNAROCKS_ASSIGN(auto projection, Projection::parse(*text, placeholders));
  return std::optional<Projection>(std::move(projection));
}

ApiResult<void> answer_range_read(const OperationContext& context, const wire::Request& request,
                                  const RangeTarget& target, engine::RangeRead read,
                                  const RangeSelection& selection, std::string& response) {
  read.index = target.index;
  read.fetch_items = selection.fetch_items;
  if (const auto limit = request.integer("Limit")) read.limit = static_cast<std::size_t>(*limit);

  wire::JsonWriter json(response);
  json.begin_object();
  if (!selection.count_only) json.key("Items").begin_array();
  const auto show = [&](ItemView item) {
    if (selection.count_only) return;
    if (selection.projection) {
      json.item(ItemView(selection.projection->apply(item)));
    } else {
      json.item(item);
    }
  };
  DYNAROCKS_ASSIGN(const auto page, context.services.range_reader.read(*target.table, read, show));
  if (!selection.count_only) json.end_array();
  json.key("Count").integer(static_cast<std::int64_t>(page.count));
  json.key("ScannedCount").integer(static_cast<std::int64_t>(page.scanned_count));
  if (page.last_evaluated_key) {
    json.key("LastEvaluatedKey").item(ItemView(*page.last_evaluated_key));
  }
  const auto detail = return_consumed_capacity(request);
  if (detail != ReturnConsumedCapacity::none) {
    const bool consistent = request.boolean("ConsistentRead").value_or(false);
    json.key("ConsumedCapacity");
    write_consumed_capacity(json, detail, *request.string("TableName"),
                            capacity_of(target, page, consistent));
  }
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
