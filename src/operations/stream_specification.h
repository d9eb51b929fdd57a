#pragma once
// The stream a table is to have: StreamSpecification of CreateTable and UpdateTable, and the
// members of a table's description that tell of its streams.

#include <optional>
#include <string_view>

#include "model/api_error.h"
#include "model/stream_view_type.h"
#include "model/table_description.h"
#include "wire/json_writer.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] std::string_view view_type_name(model::StreamViewType view_type);

/// The view type CreateTable asks for; nothing for no stream. ValidationException for a view type
/// that is missing or needless.
[[nodiscard]] model::ApiResult<std::optional<model::StreamViewType>> read_stream_of_new_table(
    const wire::Request& request);

/// What UpdateTable asks for: a stream of this view type, or none.
struct StreamChange {
  std::optional<model::StreamViewType> view_type;
};

/// Nothing when the request is not about the stream. Errors as above.
[[nodiscard]] model::ApiResult<std::optional<StreamChange>> read_stream_change(
    const wire::Request& request);

/// ValidationException when the table already has a stream, or has none to disable.
[[nodiscard]] model::ApiResult<void> check_stream_change(const model::TableDescription& table,
                                                         const StreamChange& change);

/// StreamSpecification while a stream is enabled; the latest stream's ARN and label since the first
/// was.
void write_stream(wire::JsonWriter& json, const model::TableDescription& table);

}  // namespace dynarocks::operations
