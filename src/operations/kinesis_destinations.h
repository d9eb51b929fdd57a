#pragma once
// What may become of a table's Kinesis destinations, and what the operations on them have in
// common. Source: reference "streams", section 7.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/table.h"
#include "model/api_error.h"
#include "model/kinesis_destination.h"
#include "model/table_description.h"
#include "operations/operation_context.h"
#include "wire/json_writer.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// The stream a request names, and the precision in its configuration.
struct DestinationRequest {
  std::string stream_arn;
  std::optional<model::CreationTimePrecision> precision;
};

/// `configuration` is the member that may have a precision; in an update it has another name.
[[nodiscard]] DestinationRequest read_destination_request(const wire::Request& request,
                                                          std::string_view configuration);

/// Each begins an operation in the table's list; ValidationException when a status does not allow
/// it. Disabling and updating answer what the destination becomes when they end; what enabling ends
/// with is found out (engine/kinesis_worker.h).
[[nodiscard]] model::ApiResult<void> begin_enabling(model::TableDescription& table,
                                                    const DestinationRequest& wanted);
[[nodiscard]] model::ApiResult<model::KinesisDestination> begin_disabling(
    model::TableDescription& table, std::string_view stream_arn);
[[nodiscard]] model::ApiResult<model::KinesisDestination> begin_updating(
    model::TableDescription& table, const DestinationRequest& wanted);

/// Changes the stored table by one of the above; what that answers, if it does, comes when such
/// changes end.
using BeginChange = std::function<model::ApiResult<std::optional<model::KinesisDestination>>(
    model::TableDescription&)>;
/// ResourceInUseException when the table is being deleted; one that is being created may have a
/// destination.
[[nodiscard]] model::ApiResult<void> change_destinations(
    const Services& services, const std::shared_ptr<engine::Table>& table,
    const BeginChange& begin);

/// The answer of all three; `configuration` as above, under which the precision is shown again.
void write_destination_answer(const model::TableDescription& table,
                              const DestinationRequest& request, model::DestinationStatus status,
                              std::string_view configuration, std::string& response);

}  // namespace dynarocks::operations
