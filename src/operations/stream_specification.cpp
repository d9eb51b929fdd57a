#include "operations/stream_specification.h"

#include <string>

#include "model/stream.h"
#include "operations/invalid_parameter.h"

namespace dynarocks::operations {

using model::ApiResult;
using model::StreamViewType;

namespace {

struct Specification {
  bool enabled;
  std::optional<StreamViewType> view_type;
};

std::optional<Specification> read_specification(const wire::Request& request) {
  const auto stream = request.structure("StreamSpecification");
  if (!stream) return std::nullopt;
  Specification specification{stream->boolean("StreamEnabled").value_or(false), std::nullopt};
  const auto name = stream->string("StreamViewType");
  for (const auto view_type : {StreamViewType::KEYS_ONLY, StreamViewType::NEW_IMAGE,
                               StreamViewType::OLD_IMAGE, StreamViewType::NEW_AND_OLD_IMAGES}) {
    if (name == view_type_name(view_type)) specification.view_type = view_type;
  }
  return specification;
}

}  // namespace

std::string_view view_type_name(StreamViewType view_type) {
  switch (view_type) {
    case StreamViewType::KEYS_ONLY:
      return "KEYS_ONLY";
    case StreamViewType::NEW_IMAGE:
      return "NEW_IMAGE";
    case StreamViewType::OLD_IMAGE:
      return "OLD_IMAGE";
    case StreamViewType::NEW_AND_OLD_IMAGES:
      break;
  }
  return "NEW_AND_OLD_IMAGES";
}

ApiResult<std::optional<StreamViewType>> read_stream_of_new_table(const wire::Request& request) {
  const auto stream = read_specification(request);
  if (!stream) return std::optional<StreamViewType>();
  if (stream->enabled && !stream->view_type) {
    return failure(invalid_parameter(
        "Table is being created with a stream enabled, UpdateViewType is required"));
  }
  if (!stream->enabled && stream->view_type) {
    return failure(invalid_parameter(
        "Table is being created with a stream disabled, UpdateViewType should not be specified"));
  }
  return stream->view_type;
}

ApiResult<std::optional<StreamChange>> read_stream_change(const wire::Request& request) {
  const auto stream = read_specification(request);
  if (!stream) return std::optional<StreamChange>();
  if (stream->enabled && !stream->view_type) {
    return failure(invalid_parameter("If stream is being enabled then UpdateViewType is required"));
  }
  if (!stream->enabled && stream->view_type) {
    return failure(invalid_parameter(
        "If stream is being disabled, then UpdateViewType must not be specified"));
  }
  return std::optional(StreamChange{stream->view_type});
}

ApiResult<void> check_stream_change(const model::TableDescription& table,
                                    const StreamChange& change) {
  if (change.view_type.has_value() != table.stream_view_type.has_value()) return {};
  return failure(
      model::validation_error((change.view_type ? "Table already has an enabled stream: TableName: "
                                                : "Table has no stream to disable: TableName: ") +
                              table.key.table_name));
}

void write_stream(wire::JsonWriter& json, const model::TableDescription& table) {
  if (table.stream_view_type) {
    json.key("StreamSpecification").begin_object();
    json.key("StreamEnabled").boolean(true);
    json.key("StreamViewType").string(view_type_name(*table.stream_view_type));
    json.end_object();
  }
  if (table.latest_stream_label.empty()) return;
  json.key("LatestStreamLabel").string(table.latest_stream_label);
  json.key("LatestStreamArn").string(model::stream_arn({table.key, table.latest_stream_label}));
}

}  // namespace dynarocks::operations
