#include "operations/query.h"

#include "engine/key_rows.h"
#include "expression/key_condition.h"
#include "expression/legacy_key_conditions.h"
#include "operations/expression_parameters.h"
#include "operations/legacy_conditions.h"
#include "operations/legacy_parameters.h"
#include "operations/legacy_projection.h"
#include "operations/range_request.h"
#include "operations/range_selection.h"
#include "operations/range_target.h"
#include "operations/request_error.h"
#include "operations/start_key.h"

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

/// The read and what it shows of it, once the request is known to fit the target.
struct QueryPlan {
  engine::RangeRead read;
  RangeSelection selection;
};

ApiResult<QueryPlan> plan_query(const wire::Request& request, const QueryInput& input,
                                const RangeTarget& target) {
  QueryPlan plan;
  std::optional<ItemView> start_key;
  if (input.exclusive_start_key) {
    start_key = ItemView(*input.exclusive_start_key);
    DYNAROCKS_TRY(check_start_key_names(target, *start_key));
  }
  const auto start_key_has_type = [&](const model::KeyAttribute& key) {
    return start_key ? check_start_key_type(key, *start_key) : ApiResult<void>();
  };
  DYNAROCKS_ASSIGN(const KeyRange range,
                   input.key_condition->resolve(target.key_attributes(), start_key_has_type));
  plan.read.rows = engine::rows_of_key_range(range, target.index);
  if (start_key) {
    DYNAROCKS_ASSIGN(plan.read.exclusive_start, start_row(target, *start_key));
    DYNAROCKS_TRY(check_start_key_bounds(target, range, plan.read.rows, *start_key,
                                         *plan.read.exclusive_start));
  }
  if (input.projection) {
    DYNAROCKS_TRY(check_key_paths_are_scalar(*target.table, input.projection->paths()));
  }
  if (input.filter) {
    DYNAROCKS_TRY(
        check_filter_spares_key(target.key_attributes(), *input.filter, input.filter_kind));
    plan.read.filter = &*input.filter;
  }
  DYNAROCKS_ASSIGN(plan.selection,
                   select_attributes(request, target, input.projection, plan.read.filter));
  if (input.filter) DYNAROCKS_TRY(check_key_paths_are_scalar(*target.table, input.filter->paths()));
  return plan;
}

}  // namespace

ApiResult<void> query(const OperationContext& context, wire::Request request,
                      std::string& response) {
  DYNAROCKS_ASSIGN(const QueryInput input, read_input(context, request));
  DYNAROCKS_ASSIGN(const RangeTarget target, find_range_target(context, request));
  DYNAROCKS_ASSIGN(QueryPlan plan, plan_query(request, input, target));
  plan.read.forward = request.boolean("ScanIndexForward").value_or(true);
  return answer_range_read(context, request, target, std::move(plan.read), plan.selection,
                           response);
}

}  // namespace dynarocks::operations
