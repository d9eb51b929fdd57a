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
using model::validation_error;

namespace {

/// The member that asks for a projection, or nothing.
std::optional<std::string> projection_member(const wire::Request& request) {
  if (request.has("ProjectionExpression")) return "ProjectionExpression";
  if (request.has("AttributesToGet")) return "AttributesToGet";
  return std::nullopt;
}

}  // namespace

ApiResult<void> check_select(const wire::Request& request) {
  const auto select = request.string("Select");
  if (!select) return {};
  const auto projection = projection_member(request);
  if (*select == "ALL_PROJECTED_ATTRIBUTES" && !request.has("IndexName")) {
    return failure(validation_error(
        "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"));
  }
  if (*select == "SPECIFIC_ATTRIBUTES") {
    if (projection) return {};
    return failure(validation_error(
        "Must specify the AttributesToGet or ProjectionExpression when choosing to "
        "get SPECIFIC_ATTRIBUTES"));
  }
  if (!projection) return {};
  const std::string choice = *select == "COUNT" ? "only the Count" : std::string(*select);
  return failure(
      validation_error("Cannot specify the " + *projection + " when choosing to get " + choice));
}

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

ApiResult<void> check_index_exists(const wire::Request& request) {
  const auto index_name = request.string("IndexName");
  if (!index_name) return {};
  return failure(
      validation_error("The table does not have the specified index: " + std::string(*index_name)));
}

ApiResult<void> answer_range_read(const OperationContext& context, const wire::Request& request,
                                  const engine::Table& table, engine::RangeRead read,
                                  const std::optional<Projection>& projection,
                                  std::string& response) {
  if (const auto limit = request.integer("Limit")) read.limit = static_cast<std::size_t>(*limit);
  const bool count_only = request.string("Select") == "COUNT";

  wire::JsonWriter json(response);
  json.begin_object();
  if (!count_only) json.key("Items").begin_array();
  const auto show = [&](ItemView item) {
    if (count_only) return;
    if (projection) {
      json.item(ItemView(projection->apply(item)));
    } else {
      json.item(item);
    }
  };
  DYNAROCKS_ASSIGN(const auto page, context.services.range_reader.read(table, read, show));
  if (!count_only) json.end_array();
  json.key("Count").integer(static_cast<std::int64_t>(page.count));
  json.key("ScannedCount").integer(static_cast<std::int64_t>(page.scanned_count));
  if (page.last_evaluated_key) {
    json.key("LastEvaluatedKey").item(ItemView(*page.last_evaluated_key));
  }
  const auto detail = return_consumed_capacity(request);
  if (detail != ReturnConsumedCapacity::none) {
    const bool consistent = request.boolean("ConsistentRead").value_or(false);
    json.key("ConsumedCapacity");
    write_consumed_capacity(
        json, detail, *request.string("TableName"),
        model::ConsumedCapacity(engine::read_units(page.scanned_bytes, consistent)));
  }
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
