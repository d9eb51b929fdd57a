#include "operations/scan.h"

#include <algorithm>

#include "codec/layout.h"
#include "engine/item_key.h"
#include "engine/key_rows.h"
#include "operations/expression_parameters.h"
#include "operations/legacy_conditions.h"
#include "operations/legacy_parameters.h"
#include "operations/legacy_projection.h"
#include "operations/range_request.h"
#include "operations/table_identifier.h"

namespace dynarocks::operations {

using codec::ItemView;
using model::ApiResult;
using model::KeyAttributes;
using model::validation_error;

namespace {

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

/// The row to continue after. Any wrong set of attributes or type is one message on a table scan.
ApiResult<std::string> start_row_of(const KeyAttributes& key_attributes, const ScanInput& input) {
  const std::string starting_key_is_invalid = "The provided starting key is invalid: ";
  auto row = engine::row_of_key(key_attributes, ItemView(*input.exclusive_start_key));
  if (!row) {
    row.error().message.insert(0, starting_key_is_invalid);
    return row;
  }
  const auto rows = engine::rows_of_segment(input.segment.number, input.segment.total);
  if (!rows.contains(*row)) {
    return failure(validation_error(
        starting_key_is_invalid +
        "Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. "
        "TotalSegments: " +
        std::to_string(input.segment.total) + " Segment: " + std::to_string(input.segment.number)));
  }
  return row;
}

}  // namespace

ApiResult<void> scan(const OperationContext& context, wire::Request request,
                     std::string& response) {
  DYNAROCKS_ASSIGN(const ScanInput input, read_input(context, request));
  DYNAROCKS_ASSIGN(const auto table, find_table_for_data(context, *request.string("TableName")));
  DYNAROCKS_TRY(check_index_exists(request));
  const KeyAttributes& key_attributes = table->key_attributes();
  engine::RangeRead read;
  read.rows = engine::rows_of_segment(input.segment.number, input.segment.total);
  if (input.exclusive_start_key) {
    DYNAROCKS_ASSIGN(read.exclusive_start, start_row_of(key_attributes, input));
  }
  if (input.filter) {
    DYNAROCKS_TRY(check_key_paths_are_scalar(key_attributes, input.filter->paths()));
    read.filter = &*input.filter;
  }
  if (input.projection) {
    DYNAROCKS_TRY(check_key_paths_are_scalar(key_attributes, input.projection->paths()));
  }
  return answer_range_read(context, request, *table, std::move(read), input.projection, response);
}

}  // namespace dynarocks::operations
