#include "operations/operation_table.h"

#include <algorithm>
#include <iterator>

#include "operations/access_rules.h"
#include "operations/authorizer.h"
#include "operations/batch_execute_statement.h"
#include "operations/batch_get_item.h"
#include "operations/batch_write_item.h"
#include "operations/create_table.h"
#include "operations/delete_item.h"
#include "operations/delete_resource_policy.h"
#include "operations/delete_table.h"
#include "operations/describe_endpoints.h"
#include "operations/describe_kinesis_streaming_destination.h"
#include "operations/describe_limits.h"
#include "operations/describe_stream.h"
#include "operations/describe_table.h"
#include "operations/describe_time_to_live.h"
#include "operations/disable_kinesis_streaming_destination.h"
#include "operations/enable_kinesis_streaming_destination.h"
#include "operations/execute_statement.h"
#include "operations/execute_transaction.h"
#include "operations/get_item.h"
#include "operations/get_records.h"
#include "operations/get_resource_policy.h"
#include "operations/get_shard_iterator.h"
#include "operations/item_access.h"
#include "operations/list_streams.h"
#include "operations/list_tables.h"
#include "operations/list_tags_of_resource.h"
#include "operations/put_item.h"
#include "operations/put_resource_policy.h"
#include "operations/query.h"
#include "operations/scan.h"
#include "operations/statement_access.h"
#include "operations/tag_resource.h"
#include "operations/transact_get_items.h"
#include "operations/transact_write_items.h"
#include "operations/untag_resource.h"
#include "operations/update_item.h"
#include "operations/update_kinesis_streaming_destination.h"
#include "operations/update_table.h"
#include "operations/update_time_to_live.h"
#include "wire/control_plane_shapes.h"
#include "wire/data_plane_shapes.h"
#include "wire/shape_check.h"
#include "wire/stream_shapes.h"

namespace dynarocks::operations {
namespace {

using enum OperationKind;
using model::ValidationLayer;

constexpr ValidationLayer classic = ValidationLayer::classic;
constexpr ValidationLayer current = ValidationLayer::current;

constexpr Operation operations[] = {
    {"BatchExecuteStatement", write, classic, &wire::batch_execute_statement_shape,
     batch_execute_statement, access_to_statements_each},
    {"BatchGetItem", read, current, &wire::batch_get_item_shape, batch_get_item, access_to_batch},
    {"BatchWriteItem", write, classic, &wire::batch_write_item_shape, batch_write_item,
     access_to_batch},
    {"CreateTable", control, classic, &wire::create_table_shape, create_table, access_to_table},
    {"DeleteItem", write, current, &wire::delete_item_shape, delete_item, access_to_item},
    {"DeleteResourcePolicy", control, classic, &wire::delete_resource_policy_shape,
     delete_resource_policy, access_to_resource},
    {"DeleteTable", control, classic, &wire::delete_table_shape, delete_table, access_to_table},
    {"DescribeEndpoints", control, classic, &wire::describe_endpoints_shape, describe_endpoints,
     access_to_account},
    {"DescribeKinesisStreamingDestination", control, classic,
     &wire::describe_kinesis_streaming_destination_shape, describe_kinesis_streaming_destination,
     access_to_table},
    {"DescribeLimits", control, classic, &wire::describe_limits_shape, describe_limits,
     access_to_account},
    {"DescribeStream", control, classic, &wire::describe_stream_shape, describe_stream,
     access_to_stream, streams_api},
    {"DescribeTable", control, classic, &wire::describe_table_shape, describe_table,
     access_to_table},
    {"DescribeTimeToLive", control, classic, &wire::describe_time_to_live_shape,
     describe_time_to_live, access_to_table},
    {"DisableKinesisStreamingDestination", control, classic,
     &wire::disable_kinesis_streaming_destination_shape, disable_kinesis_streaming_destination,
     access_to_table},
    {"EnableKinesisStreamingDestination", control, classic,
     &wire::enable_kinesis_streaming_destination_shape, enable_kinesis_streaming_destination,
     access_to_table},
    {"ExecuteStatement", write, classic, &wire::execute_statement_shape, execute_statement,
     access_to_statement},
    {"ExecuteTransaction", write, classic, &wire::execute_transaction_shape, execute_transaction,
     access_to_statements},
    {"GetItem", read, current, &wire::get_item_shape, get_item, access_to_item},
    {"GetRecords", read, classic, &wire::get_records_shape, get_records, access_to_records,
     streams_api},
    {"GetResourcePolicy", control, classic, &wire::get_resource_policy_shape, get_resource_policy,
     access_to_resource},
    {"GetShardIterator", read, classic, &wire::get_shard_iterator_shape, get_shard_iterator,
     access_to_stream, streams_api},
    {"ListStreams", control, classic, &wire::list_streams_shape, list_streams, access_to_streams,
     streams_api},
    {"ListTables", control, classic, &wire::list_tables_shape, list_tables, access_to_account},
    {"ListTagsOfResource", control, classic, &wire::list_tags_of_resource_shape,
     list_tags_of_resource, access_to_resource},
    {"PutItem", write, current, &wire::put_item_shape, put_item, access_to_item},
    {"PutResourcePolicy", control, classic, &wire::put_resource_policy_shape, put_resource_policy,
     access_to_resource},
    {"Query", read, current, &wire::query_shape, query, access_to_range},
    {"Scan", read, classic, &wire::scan_shape, scan, access_to_range},
    {"TagResource", control, classic, &wire::tag_resource_shape, tag_resource, access_to_resource},
    {"TransactGetItems", read, classic, &wire::transact_get_items_shape, transact_get_items,
     access_to_transaction},
    {"TransactWriteItems", write, classic, &wire::transact_write_items_shape, transact_write_items,
     access_to_transaction},
    {"UntagResource", control, classic, &wire::untag_resource_shape, untag_resource,
     access_to_resource},
    {"UpdateItem", write, current, &wire::update_item_shape, update_item, access_to_item},
    {"UpdateKinesisStreamingDestination", control, classic,
     &wire::update_kinesis_streaming_destination_shape, update_kinesis_streaming_destination,
     access_to_table},
    {"UpdateTable", control, classic, &wire::update_table_shape, update_table, access_to_table},
    {"UpdateTimeToLive", control, classic, &wire::update_time_to_live_shape, update_time_to_live,
     access_to_table},
};

/// What AWS answers to a body that is no JSON object: an envelope without a text.
model::ApiError no_object_error() {
  model::ApiError error;
  error.code = model::ErrorCode::serialization;
  error.has_message = false;
  return error;
}

}  // namespace

std::span<const Operation> operation_table() { return operations; }

const Operation* find_operation(std::string_view name) {
  const auto* row = std::lower_bound(
      std::begin(operations), std::end(operations), name,
      [](const Operation& operation, std::string_view wanted) { return operation.name < wanted; });
  return row != std::end(operations) && row->name == name ? row : nullptr;
}

model::ApiResult<void> run_operation(const Operation& operation, const Services& services,
                                     const Caller& caller, std::optional<wire::JsonValue> body,
                                     std::string& response) {
  if (!body || body->type() != wire::JsonType::object) return failure(no_object_error());
  const ValidationLayer layer =
      services.layer == ValidationLayer::classic ? ValidationLayer::classic : operation.layer;
  DYNAROCKS_TRY(wire::check_types(*operation.shape, *body));
  DYNAROCKS_TRY(wire::check_constraints(*operation.shape, *body, layer));
  const std::size_t before = response.size();
  const OperationContext context{services,         caller.place,          layer,
                                 caller.principal, caller.session_policy, caller.origin};
  const wire::Request request(*body);
  if (services.authorizer != nullptr) {
    DYNAROCKS_TRY(
        services.authorizer->check_all(context, operation.access, operation.name, request));
  }
  auto answered = operation.handler(context, request, response);
  // A handler may fail half-way through its answer (a page whose read fails).
  if (!answered) response.resize(before);
  return answered;
}

}  // namespace dynarocks::operations
