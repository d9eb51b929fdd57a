#include "operations/disable_kinesis_streaming_destination.h"

#include <string_view>

#include "operations/kinesis_destinations.h"
#include "operations/table_identifier.h"

namespace dynarocks::operations {

model::ApiResult<void> disable_kinesis_streaming_destination(const OperationContext& context,
                                                             wire::Request request,
                                                             std::string& response) {
  constexpr std::string_view configuration = "EnableKinesisStreamingConfiguration";
  const DestinationRequest wanted = read_destination_request(request, configuration);
  if (wanted.precision) {
    return failure(model::validation_error(
        "Stream cannot be disabled using EnableKinesisStreamingConfiguration parameters"));
  }
  DYNAROCKS_ASSIGN(const auto table,
                   find_table_for_control(context, request.string("TableName").value_or("")));
  DYNAROCKS_TRY(change_destinations(context.services, table, [&](model::TableDescription& stored) {
    return begin_disabling(stored, wanted.stream_arn);
  }));
  write_destination_answer(*table->description(), wanted, model::DestinationStatus::DISABLING,
                           configuration, response);
  return {};
}

}  // namespace dynarocks::operations
