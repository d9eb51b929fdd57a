#include "operations/enable_kinesis_streaming_destination.h"

#include <optional>
#include <string_view>

#include "engine/kinesis_worker.h"
#include "operations/kinesis_destinations.h"
#include "operations/table_identifier.h"

namespace dynarocks::operations {

model::ApiResult<void> enable_kinesis_streaming_destination(const OperationContext& context,
                                                            wire::Request request,
                                                            std::string& response) {
  constexpr std::string_view configuration = "EnableKinesisStreamingConfiguration";
  const DestinationRequest wanted = read_destination_request(request, configuration);
  DYNAROCKS_ASSIGN(const auto table,
                   find_table_for_control(context, request.string("TableName").value_or("")));
  const auto begin = [&](model::TableDescription& stored)
      -> model::ApiResult<std::optional<model::KinesisDestination>> {
    DYNAROCKS_TRY(begin_enabling(stored, wanted));
    return std::nullopt;
  };
  DYNAROCKS_TRY(change_destinations(context.services, table, begin));
  context.services.kinesis_worker.enable(table);
  write_destination_answer(*table->description(), wanted, model::DestinationStatus::ENABLING,
                           configuration, response);
  return {};
}

}  // namespace dynarocks::operations
