#include "operations/query.h"

#include <algorithm>

#include "engine/item_key.h"
#include "engine/key_rows.h"
#include "expression/key_condition.h"
#include "expression/legacy_key_conditions.h"
#include "operations/expression_parameters.h"
#include "operations/legacy_conditions.h"
#include "operations/legacy_parameters.h"
#include "operations/legacy_projection.h"
#include "operations/range_request.h"
#include "operations/request_error.h"
#include "operations/table_identifier.h"

namespace dynarocks::operations {

using codec::ItemView;
using expression::KeyCondition;
using expression::KeyRange;
using model::ApiResult;
using model::KeyAttributes;
using model::validation_error;

namespace {

struct QueryInput {
  std::optional<std::string> exclusive_start_key;  // encoded
  std::optional<KeyCondition> key_condition;
  std::optional<expression::Condition> filter;
  std::string_view filter_kind;  // as errors call it
  std::optional<expression::Projection> projection;
};

ApiResult<void> check_mixing(const wire::Request& request) {
  const auto expressions = {std::string_view("ProjectionExpression"),
                            std::string_view("FilterExpression"),
                            std::string_view("KeyConditionExpression")};
  // KeyConditions beside other expressions is legal; beside KeyConditionExpression it is not.
  if (request.has("KeyConditionExpression")) {
    return check_no_mixing(
        request, {"AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions"},
        expressions);
  }
  return check_no_mixing(request, {"AttributesToGet", "QueryFilter", "ConditionalOperator"},
                         expressions);
}

/// The expressions with their placeholders; what a legacy parameter says already stays.
ApiResult<void> read_expressions(const OperationContext& context, const wire::Request& request,
                                 QueryInput& input) {
  DYNAROCKS_TRY(check_placeholders_have_expressions(
      request, {"ProjectionExpression", "FilterExpression", "KeyConditionExpression"},
      {"FilterExpression", "KeyConditionExpression"},
      ": FilterExpression and KeyConditionExpression are null"));
  DYNAROCKS_ASSIGN(auto placeholders, read_placeholders(context, request));
  if (const auto text = request.string("KeyConditionExpression")) {
    DYNAROCKS_ASSIGN(input.key_condition, KeyCondition::parse(*text, context.layer, placeholders));
  }
  if (!input.filter) {
    DYNAROCKS_ASSIGN(input.filter, read_filter(context, request, placeholders));
  }
  if (!input.projection) {
    DYNAROCKS_ASSIGN(input.projection, read_projection(request, placeholders));
  }
  DYNAROCKS_TRY(placeholders.check_all_used());
  if (input.key_condition) return input.key_condition->check_structure(context.layer);
  return {};
}

/// Everything the request alone decides, in AWS's order.
ApiResult<QueryInput> read_input(const OperationContext& context, const wire::Request& request) {
  QueryInput input;
  DYNAROCKS_TRY(check_mixing(request));
  DYNAROCKS_TRY(check_conditional_operator(request, "QueryFilter"));
  DYNAROCKS_ASSIGN(input.filter, read_legacy_filter(context, request, "QueryFilter"));
  input.filter_kind = input.filter ? "QueryFilter" : "Filter Expression";
  DYNAROCKS_ASSIGN(input.projection, read_attributes_to_get(request));
  DYNAROCKS_ASSIGN(input.exclusive_start_key, read_exclusive_start_key(context, request));
  const auto key_conditions = request.member("KeyConditions");
  if (!key_conditions && !request.has("KeyConditionExpression")) {
    return failure(
        validation_error("Either the KeyConditions or KeyConditionExpression parameter must be "
                         "specified in the request."));
  }
  DYNAROCKS_TRY(read_expressions(context, request, input));
  if (key_conditions) {
    DYNAROCKS_ASSIGN(auto conditions, read_legacy_conditions(context, *key_conditions));
    DYNAROCKS_ASSIGN(input.key_condition, expression::key_condition_of(std::move(conditions)));
  }
  DYNAROCKS_TRY(in_envelope(context, check_select(request)));
  return input;
}

/// The start key holds exactly the table's key attributes, each of its type.
ApiResult<void> check_start_key_schema(const KeyAttributes& key_attributes, ItemView start_key) {
  const bool same_names =
      start_key.attributes().count() == key_attributes.size() &&
      std::all_of(key_attributes.begin(), key_attributes.end(),
                  [&](const auto& key) { return start_key.find(key.name).has_value(); });
  if (!same_names) return failure(validation_error("The provided starting key is invalid"));
  for (const auto& key : key_attributes) {
    if (start_key.find(key.name)->type() != key.type) {
      return failure(validation_error(std::string(engine::key_schema_mismatch)));
    }
  }
  return {};
}

/// The start key lies inside what the conditions select, and more than one row can follow it.
ApiResult<void> check_start_key_bounds(const KeyAttributes& key_attributes, const KeyRange& range,
                                       const engine::RowRange& rows, ItemView start_key,
                                       std::string_view start_row) {
  const bool same_partition =
      start_key.find(key_attributes.front().name)->scalar() == range.hash.front();
  const bool at_most_one_row =
      key_attributes.size() == range.hash.size() + range.range_equal.size();
  if (!same_partition) {
    return failure(
        validation_error("The provided starting key is outside query boundaries based on provided "
                         "conditions"));
  }
  if (at_most_one_row) {
    return failure(
        validation_error("The query can return at most one row and cannot be restarted"));
  }
  if (!rows.contains(start_row)) {
    return failure(
        validation_error("The provided starting key does not match the range key predicate"));
  }
  return {};
}

/// `kind` is what the request calls its filter: "Filter Expression" or "QueryFilter".
ApiResult<void> check_filter_spares_key(const KeyAttributes& key_attributes,
                                        const expression::Condition& filter,
                                        std::string_view kind) {
  for (const auto& path : filter.paths()) {
    for (const auto& key : key_attributes) {
      if (path.attribute() == key.name) {
        return failure(validation_error(std::string(kind) +
                                        " can only contain non-primary key attributes: Primary key "
                                        "attribute: " +
                                        key.name));
      }
    }
  }
  return {};
}

ApiResult<engine::RangeRead> plan_read(const QueryInput& input, const engine::Table& table) {
  const KeyAttributes& key_attributes = table.key_attributes();
  std::optional<ItemView> start_key;
  if (input.exclusive_start_key) {
    start_key = ItemView(*input.exclusive_start_key);
    DYNAROCKS_TRY(check_start_key_schema(key_attributes, *start_key));
  }
  DYNAROCKS_ASSIGN(const KeyRange range, input.key_condition->resolve(key_attributes));
  engine::RangeRead read;
  read.rows = engine::rows_of_key_range(range);
  if (start_key) {
    DYNAROCKS_ASSIGN(read.exclusive_start, engine::row_of_key(key_attributes, *start_key));
    DYNAROCKS_TRY(check_start_key_bounds(key_attributes, range, read.rows, *start_key,
                                         *read.exclusive_start));
  }
  if (input.projection) {
    DYNAROCKS_TRY(check_key_paths_are_scalar(key_attributes, input.projection->paths()));
  }
  if (input.filter) {
    DYNAROCKS_TRY(check_filter_spares_key(key_attributes, *input.filter, input.filter_kind));
    read.filter = &*input.filter;
  }
  return read;
}

}  // namespace

ApiResult<void> query(const OperationContext& context, wire::Request request,
                      std::string& response) {
  DYNAROCKS_ASSIGN(const QueryInput input, read_input(context, request));
  DYNAROCKS_ASSIGN(const auto table, find_table_for_data(context, *request.string("TableName")));
  DYNAROCKS_TRY(check_index_exists(request));
  DYNAROCKS_ASSIGN(engine::RangeRead read, plan_read(input, *table));
  read.forward = request.boolean("ScanIndexForward").value_or(true);
  return answer_range_read(context, request, *table, std::move(read), input.projection, response);
}

}  // namespace dynarocks::operations
