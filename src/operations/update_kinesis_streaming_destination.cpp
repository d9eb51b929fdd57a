#include "operations/update_kinesis_streaming_destination.h"

#include <string_view>

#include "operations/kinesis_destinations.h"
#include "operations/table_identifier.h"

namespace dynarocks::operations {

model::ApiResult<void> update_kinesis_streaming_destination(const OperationContext& context,
                                                            wire::Request request,
                                                            std::string& response) {
  constexpr std::string_view configuration = "UpdateKinesisStreamingConfiguration";
  const DestinationRequest wanted = read_destination_request(request, configuration);
  if (!wanted.precision) {
    return failure(model::validation_error(
        "Streaming destination cannot be updated with given parameters: "
        "UpdateKinesisStreamingConfiguration cannot be null or contain only null values"));
  }
  DYNAROCKS_ASSIGN(const auto table,
                   find_table_for_control(context, request.string("TableName").value_or("")));
  DYNAROCKS_TRY(change_destinations(context.services, table, [&](model::TableDescription& stored) {
    return begin_updating(stored, wanted);
  }));
  write_destination_answer(*table->description(), wanted, model::DestinationStatus::UPDATING,
                           configuration, response);
  return {};
}

}  // namespace dynarocks::operations
