#include "operations/get_shard_iterator.h"

#include <optional>
#include <string_view>

#include "base/clock.h"
#include "engine/stream_reader.h"
#include "model/sequence_number.h"
#include "operations/invalid_parameter.h"
#include "operations/request_error.h"
#include "operations/shard_iterator.h"
#include "operations/stream_lookup.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {
namespace {

using model::ApiResult;
using model::SequenceNumber;

/// The number the type goes by; nothing for TRIM_HORIZON and LATEST.
ApiResult<std::optional<SequenceNumber>> read_sequence_number(const wire::Request& request,
                                                              std::string_view type) {
  const auto text = request.string("SequenceNumber");
  const bool needed = type == "AT_SEQUENCE_NUMBER" || type == "AFTER_SEQUENCE_NUMBER";
  if (needed != text.has_value()) {
    std::string detail(needed ? "SequenceNumber must be specified for ShardIteratorType "
                              : "SequenceNumber must not be specified for ShardIteratorType ");
    return failure(invalid_parameter(detail.append(type)));
  }
  if (!needed) return std::nullopt;
  const auto number = model::parse_sequence_number(*text);
  if (number) return number;
  std::string message(one_validation_error);
  message.append("Value '").append(*text).append(
      "' at 'sequenceNumber' failed to satisfy constraint: Member must satisfy regular expression "
      "pattern: [0-9]+");
  return failure(model::validation_error(std::move(message)));
}

/// Whether the shard has, or has had and not trimmed, room for a record of this number. Beyond the
/// newest number nobody can have one: what would follow it is not what the caller has not seen.
bool is_retained(const engine::Stream& stream, const model::ShardDescription& shard,
                 SequenceNumber number) {
  const SequenceNumber last =
      shard.ending_sequence.value_or(stream.readable_end(shard.number).sequence);
  return number >= shard.starting_sequence && number > shard.trimmed_sequence && number <= last;
}

}  // namespace

ApiResult<void> get_shard_iterator(const OperationContext& context, wire::Request request,
                                   std::string& response) {
  const std::string_view type = request.string("ShardIteratorType").value_or("");
  DYNAROCKS_ASSIGN(const auto number, read_sequence_number(request, type));
  const std::string_view arn = request.string("StreamArn").value_or("");
  DYNAROCKS_ASSIGN(const auto stream, find_stream(context, arn));
  const auto shard = stream->find_shard(request.string("ShardId").value_or(""));
  if (!shard) {
    return failure(model::ApiError{model::ErrorCode::resource_not_found,
                                   "Requested resource not found: Shard does not exist",
                                   {},
                                   {}});
  }
  if (number && !is_retained(*stream, *shard, *number)) {
    return failure(engine::trimmed_data_access());
  }

  ShardIterator iterator{std::string(arn), shard->number, number,
                         context.services.clock.now_millis()};
  if (type == "AFTER_SEQUENCE_NUMBER") ++*iterator.from;  // at most the end of the shard
  // Behind all that can be read: of what is in flight now, nothing is missed.
  if (type == "LATEST") iterator.from = stream->readable_end(shard->number).sequence;
  wire::JsonWriter json(response);
  json.begin_object().key("ShardIterator").string(shard_iterator_text(iterator)).end_object();
  return {};
}

}  // namespace dynarocks::operations
