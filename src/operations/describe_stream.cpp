#include "operations/describe_stream.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/catalog.h"
#include "model/limits.h"
#include "model/sequence_number.h"
#include "model/table_lifecycle.h"
#include "operations/description_members_json.h"
#include "operations/stream_lookup.h"
#include "operations/stream_specification.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {
namespace {

using model::ShardDescription;

struct ShardPage {
  std::vector<ShardDescription> shards;
  bool more = false;
};

/// The request's page of all these shards. An id that none of them has is followed by nothing.
ShardPage page_of(std::vector<ShardDescription> shards, const wire::Request& request) {
  std::sort(shards.begin(), shards.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  if (const auto start = request.string("ExclusiveStartShardId")) {
    const auto found = std::find_if(shards.begin(), shards.end(),
                                    [&](const auto& shard) { return shard.id == *start; });
    shards.erase(shards.begin(), found == shards.end() ? found : found + 1);
  }
  if (const auto filter = request.structure("ShardFilter")) {
    // Its only type is CHILD_SHARDS.
    const std::string_view parent = filter->string("ShardId").value_or("");
    std::erase_if(shards, [&](const auto& shard) { return shard.parent_id != parent; });
  }
  const auto limit = static_cast<std::size_t>(
      request.integer("Limit").value_or(model::limits::describe_stream_page));
  ShardPage page{std::move(shards), false};
  if (page.shards.size() > limit) {
    page.shards.resize(limit);
    page.more = true;
  }
  return page;
}

void write_shard(wire::JsonWriter& json, const ShardDescription& shard) {
  json.begin_object().key("ShardId").string(shard.id);
  json.key("SequenceNumberRange").begin_object();
  json.key("StartingSequenceNumber").string(model::sequence_number_text(shard.starting_sequence));
  if (shard.ending_sequence) {
    json.key("EndingSequenceNumber").string(model::sequence_number_text(*shard.ending_sequence));
  }
  json.end_object();
  if (!shard.parent_id.empty()) json.key("ParentShardId").string(shard.parent_id);
  json.end_object();
}

std::string_view status_name(model::StreamStatus status) {
  switch (status) {
    case model::StreamStatus::ENABLING:
      return "ENABLING";
    case model::StreamStatus::ENABLED:
      return "ENABLED";
    case model::StreamStatus::DISABLING:
      return "DISABLING";
    case model::StreamStatus::DISABLED:
      break;
  }
  return "DISABLED";
}

/// The stream takes records from the beginning of ENABLING to that of DISABLING: the two last as
/// long as the table's change does.
model::StreamStatus status_of(const Services& services, const model::StreamDescription& described) {
  const auto table = services.catalog.find(described.key.table);
  if (!table) return described.status;
  const auto of_table = table->description();
  if (of_table->latest_stream_label != described.key.label) return described.status;
  if (of_table->status == model::TableStatus::CREATING) return model::StreamStatus::ENABLING;
  const auto* toggle = model::under_way<model::StreamToggle>(*of_table);
  if (toggle == nullptr) return described.status;
  return toggle->enabling ? model::StreamStatus::ENABLING : model::StreamStatus::DISABLING;
}

}  // namespace

model::ApiResult<void> describe_stream(const OperationContext& context, wire::Request request,
                                       std::string& response) {
  DYNAROCKS_ASSIGN(const auto stream,
                   find_stream(context, request.string("StreamArn").value_or("")));
  const model::StreamDescription described = stream->description();
  const ShardPage page = page_of(stream->shards(), request);

  wire::JsonWriter json(response);
  json.begin_object().key("StreamDescription").begin_object();
  json.key("StreamArn").string(stream_arn(described.key));
  json.key("StreamLabel").string(described.key.label);
  json.key("StreamStatus").string(status_name(status_of(context.services, described)));
  json.key("StreamViewType").string(view_type_name(described.view_type));
  write_timestamp(json, "CreationRequestDateTime", described.creation_time);
  json.key("TableName").string(described.key.table.table_name);
  write_key_schema(json, described.key_schema);
  json.key("Shards").begin_array();
  for (const ShardDescription& shard : page.shards) write_shard(json, shard);
  json.end_array();
  if (page.more) json.key("LastEvaluatedShardId").string(page.shards.back().id);
  json.end_object().end_object();
  return {};
}

}  // namespace dynarocks::operations
