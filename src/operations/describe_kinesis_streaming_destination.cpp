#include "operations/describe_kinesis_streaming_destination.h"

#include "model/kinesis_destination.h"
#include "operations/table_identifier.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

model::ApiResult<void> describe_kinesis_streaming_destination(const OperationContext& context,
                                                              wire::Request request,
                                                              std::string& response) {
  DYNAROCKS_ASSIGN(const auto table,
                   find_table_for_control(context, request.string("TableName").value_or("")));
  const auto described = table->description();
  wire::JsonWriter json(response);
  json.begin_object().key("TableName").string(described->key.table_name);
  json.key("KinesisDataStreamDestinations").begin_array();
  for (const model::KinesisDestination& destination : described->kinesis_destinations) {
    json.begin_object().key("StreamArn").string(destination.stream_arn);
    json.key("DestinationStatus").string(status_name(destination.status));
    if (!destination.status_description.empty()) {
      json.key("DestinationStatusDescription").string(destination.status_description);
    }
    if (destination.precision) {
      json.key("ApproximateCreationDateTimePrecision")
          .string(precision_name(*destination.precision));
    }
    json.end_object();
  }
  json.end_array().end_object();
  return {};
}

}  // namespace dynarocks::operations
