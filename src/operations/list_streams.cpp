#include "operations/list_streams.h"

#include <optional>

#include "engine/catalog.h"
#include "model/limits.h"
#include "operations/stream_lookup.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

model::ApiResult<void> list_streams(const OperationContext& context, wire::Request request,
                                    std::string& response) {
  std::optional<std::string> table_name;
  if (const auto name = request.string("TableName")) table_name = *name;
  // The stream itself may be gone.
  std::optional<model::StreamKey> exclusive_start;
  if (const auto arn = request.string("ExclusiveStartStreamArn")) {
    DYNAROCKS_ASSIGN(exclusive_start, resolve_stream(*arn, context));
  }
  const auto limit =
      static_cast<std::size_t>(request.integer("Limit").value_or(model::limits::list_streams_page));
  const auto page =
      context.services.catalog.streams().list(context.caller, table_name, exclusive_start, limit);

  wire::JsonWriter json(response);
  json.begin_object().key("Streams").begin_array();
  for (const auto& stream : page.streams) {
    json.begin_object();
    json.key("StreamArn").string(stream_arn(stream->key()));
    json.key("TableName").string(stream->key().table.table_name);
    json.key("StreamLabel").string(stream->key().label);
    json.end_object();
  }
  json.end_array();
  if (page.more) json.key("LastEvaluatedStreamArn").string(stream_arn(page.streams.back()->key()));
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
