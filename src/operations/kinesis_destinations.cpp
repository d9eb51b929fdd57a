#include "operations/kinesis_destinations.h"

#include <algorithm>
#include <utility>

#include "engine/catalog.h"
#include "engine/table_transitions.h"
#include "model/limits.h"
#include "operations/resource_in_use.h"

namespace dynarocks::operations {

using model::ApiResult;
using model::CreationTimePrecision;
using model::DestinationStatus;
using model::KinesisDestination;
using model::TableDescription;

namespace {

constexpr std::string_view precision_member = "ApproximateCreationDateTimePrecision";

/// The wording is the same for disabling and updating.
model::ApiError not_in_a_valid_state(const std::string& why) {
  return model::validation_error(
      "Table is not in a valid state to enable Kinesis Streaming Destination: " + why);
}

KinesisDestination* find(TableDescription& table, std::string_view stream_arn) {
  auto& all = table.kinesis_destinations;
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& destination) {
    return destination.stream_arn == stream_arn;
  });
  return found == all.end() ? nullptr : &*found;
}

KinesisDestination* find_active(TableDescription& table, std::string_view stream_arn) {
  KinesisDestination* const found = find(table, stream_arn);
  return found != nullptr && found->status == DestinationStatus::ACTIVE ? found : nullptr;
}

ApiResult<void> check_not_deleted(const TableDescription& table) {
  if (table.status != model::TableStatus::DELETING) return {};
  return failure(resource_in_use("Table is being deleted: " + table.key.table_name));
}

}  // namespace

DestinationRequest read_destination_request(const wire::Request& request,
                                            std::string_view configuration) {
  DestinationRequest read{std::string(request.string("StreamArn").value_or("")), std::nullopt};
  const auto given = request.structure(configuration);
  const auto precision = given ? given->string(precision_member) : std::nullopt;
  if (precision) {
    read.precision = *precision == precision_name(CreationTimePrecision::MICROSECOND)
                         ? CreationTimePrecision::MICROSECOND
                         : CreationTimePrecision::MILLISECOND;
  }
  return read;
}

ApiResult<void> begin_enabling(TableDescription& table, const DestinationRequest& wanted) {
  auto& all = table.kinesis_destinations;
  if (!std::all_of(all.begin(), all.end(), model::is_past)) {
    return failure(not_in_a_valid_state(
        "EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE "
        "operation."));
  }
  const KinesisDestination enabling{
      wanted.stream_arn, DestinationStatus::ENABLING, {}, wanted.precision};
  if (KinesisDestination* const known = find(table, wanted.stream_arn)) {
    *known = enabling;
  } else {
    if (all.size() == model::limits::kinesis_destinations) all.erase(all.begin());
    all.push_back(enabling);
  }
  return {};
}

ApiResult<KinesisDestination> begin_disabling(TableDescription& table,
                                              std::string_view stream_arn) {
  KinesisDestination* const active = find_active(table, stream_arn);
  if (active == nullptr) {
    return failure(not_in_a_valid_state(
        "KinesisStreamingDestination must be ACTIVE to perform DISABLE operation."));
  }
  active->status = DestinationStatus::DISABLING;
  KinesisDestination disabled = *active;
  disabled.status = DestinationStatus::DISABLED;
  return disabled;
}

ApiResult<KinesisDestination> begin_updating(TableDescription& table,
                                             const DestinationRequest& wanted) {
  KinesisDestination* const active = find_active(table, wanted.stream_arn);
  if (active == nullptr) {
    return failure(not_in_a_valid_state(
        "Kinesis streaming is not in ACTIVE state. Updates are only allowed in ACTIVE state. "
        "TableName: " +
        table.key.table_name + ", kdsArn: " + wanted.stream_arn));
  }
  KinesisDestination updated = *active;
  updated.precision = wanted.precision;
  if (active->precision.value_or(CreationTimePrecision::MILLISECOND) == wanted.precision) {
    return failure(model::validation_error(
        "Invalid Request: Precision is already set to the desired value of " +
        std::string(precision_name(*wanted.precision)) + " for tableId: " + table.table_id +
        ", kdsArn: " + wanted.stream_arn));
  }
  active->status = DestinationStatus::UPDATING;
  return updated;
}

ApiResult<void> change_destinations(const Services& services,
                                    const std::shared_ptr<engine::Table>& table,
                                    const BeginChange& begin) {
  engine::TableTransitions& transitions = services.table_transitions;
  const auto change = [&](TableDescription& stored) -> ApiResult<void> {
    DYNAROCKS_TRY(check_not_deleted(stored));
    DYNAROCKS_ASSIGN(auto becomes, begin(stored));
    if (becomes) transitions.begin(stored, model::DestinationChange{*std::move(becomes)});
    return {};
  };
  DYNAROCKS_TRY(services.catalog.update(table->description()->key, change));
  transitions.watch(table);
  return {};
}

void write_destination_answer(const TableDescription& table, const DestinationRequest& request,
                              DestinationStatus status, std::string_view configuration,
                              std::string& response) {
  wire::JsonWriter json(response);
  json.begin_object();
  json.key("TableName").string(table.key.table_name);
  json.key("StreamArn").string(request.stream_arn);
  json.key("DestinationStatus").string(status_name(status));
  json.key(configuration).begin_object();
  if (request.precision) json.key(precision_member).string(precision_name(*request.precision));
  json.end_object().end_object();
}

}  // namespace dynarocks::operations
