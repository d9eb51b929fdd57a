#include "operations/scan.h"

#include "engine/item_key.h"
#include "engine/key_rows.h"
#include "operations/expression_parameters.h"
#include "operations/legacy_conditions.h"
#include "operations/legacy_parameters.h"
#include "operations/legacy_projection.h"
#include "operations/range_request.h"
#include "operations/range_selection.h"
#include "operations/range_target.h"
#include "operations/start_key.h"

namespace dynarocks::operations {

using codec::ItemView;
using model::ApiResult;
using model::validation_error;

namespace {

constexpr std::string_view starting_key_is_invalid = "The provided starting key is invalid: ";

struct Segment {
  std::uint32_t number = 0;
  std::uint32_t total = 1;
};

struct ScanInput {
  std::optional<std::string> exclusive_start_key;  // encoded
  Segment segment;
  std::optional<expression::Condition> filter;
  std::optional<expression::Projection> projection;
};

ApiResult<Segment> read_segment(const wire::Request& request) {
  const auto segment = request.integer("Segment");
  const auto total = request.integer("TotalSegments");
  if (!segment && !total) return Segment{};
  if (!total) {
    return failure(validation_error(
        "The TotalSegments parameter is required but was not present in the request "
        "when Segment parameter is present"));
  }
  if (!segment) {
    return failure(validation_error(
        "The Segment parameter is required but was not present in the request when "
        "parameter TotalSegments is present"));
  }
  if (*segment >= *total) {
    return failure(validation_error(
        "The Segment parameter is zero-based and must be less than parameter "
        "TotalSegments: Segment: " +
        std::to_string(*segment) + " is not less than TotalSegments: " + std::to_string(*total)));
  }
  return Segment{static_cast<std::uint32_t>(*segment), static_cast<std::uint32_t>(*total)};
}

/// Everything the request alone decides, in AWS's order.
ApiResult<ScanInput> read_input(const OperationContext& context, const wire::Request& request) {
  ScanInput input;
  const auto legacy = {std::string_view("AttributesToGet"), std::string_view("ScanFilter"),
                       std::string_view("ConditionalOperator")};
  DYNAROCKS_TRY(check_no_mixing(request, legacy, {"ProjectionExpression", "FilterExpression"}));
  DYNAROCKS_TRY(check_conditional_operator(request, "ScanFilter"));
  DYNAROCKS_ASSIGN(input.projection, read_attributes_to_get(request));
  DYNAROCKS_ASSIGN(input.filter, read_legacy_filter(context, request, "ScanFilter"));
  DYNAROCKS_ASSIGN(input.exclusive_start_key, read_exclusive_start_key(context, request));
  DYNAROCKS_ASSIGN(input.segment, read_segment(request));
  DYNAROCKS_TRY(
      check_placeholders_have_expressions(request, {"ProjectionExpression", "FilterExpression"},
                                          {"FilterExpression"}, ": FilterExpression is null"));
  DYNAROCKS_ASSIGN(auto placeholders, read_placeholders(context, request));
  if (!input.filter) {
    DYNAROCKS_ASSIGN(input.filter, read_filter(context, request, placeholders));
  }
  if (!input.projection) {
    DYNAROCKS_ASSIGN(input.projection, read_projection(request, placeholders));
  }
  DYNAROCKS_TRY(placeholders.check_all_used());
  DYNAROCKS_TRY(check_select(request));
  return input;
}

/// The row to continue after. On a table any wrong set of attributes or type is one message.
ApiResult<std::string> scan_start_row(const RangeTarget& target, ItemView start_key) {
  if (target.index != nullptr) {
    DYNAROCKS_TRY(check_start_key_schema(target, start_key));
    return start_row(target, start_key);
  }
  auto row = engine::row_of_key(target.table->key_attributes(), start_key);
  if (!row) row.error().message.insert(0, starting_key_is_invalid);
  return row;
}

ApiResult<void> check_segment(const Segment& segment, const engine::RowRange& rows,
                              std::string_view start_row) {
  if (rows.contains(start_row)) return {};
  return failure(validation_error(
      std::string(starting_key_is_invalid) +
      "Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. "
      "TotalSegments: " +
      std::to_string(segment.total) + " Segment: " + std::to_string(segment.number)));
}

}  // namespace

ApiResult<void> scan(const OperationContext& context, wire::Request request,
                     std::string& response) {
  DYNAROCKS_ASSIGN(const ScanInput input, read_input(context, request));
  DYNAROCKS_ASSIGN(const RangeTarget target, find_range_target(context, request));
  engine::RangeRead read;
  read.rows = engine::rows_of_segment(input.segment.number, input.segment.total, target.index);
  if (input.exclusive_start_key) {
    DYNAROCKS_ASSIGN(read.exclusive_start,
                     scan_start_row(target, ItemView(*input.exclusive_start_key)));
  }
  if (input.filter) read.filter = &*input.filter;
  DYNAROCKS_ASSIGN(const RangeSelection selection,
                   select_attributes(request, target, input.projection, read.filter));
  if (read.exclusive_start) {
    DYNAROCKS_TRY(check_segment(input.segment, read.rows, *read.exclusive_start));
  }
  if (input.filter) DYNAROCKS_TRY(check_key_paths_are_scalar(*target.table, input.filter->paths()));
  if (input.projection) {
    DYNAROCKS_TRY(check_key_paths_are_scalar(*target.table, input.projection->paths()));
  }
  return answer_range_read(context, request, target, std::move(read), selection, response);
}

}  // namespace dynarocks::operations
