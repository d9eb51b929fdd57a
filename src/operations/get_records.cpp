#include "operations/get_records.h"

#include <utility>

#include "base/clock.h"
#include "engine/stream_reader.h"
#include "model/limits.h"
#include "operations/shard_iterator.h"
#include "operations/stream_lookup.h"
#include "operations/stream_record_json.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {
namespace {

using model::ApiResult;

model::ApiError invalid_iterator() { return model::validation_error("Invalid ShardIterator"); }

model::ApiError expired_iterator() {
  return model::ApiError{
      model::ErrorCode::expired_iterator,
      "The shard iterator has expired and can no longer be used to retrieve stream records.",
      {},
      {}};
}

/// The stream of an iterator. One of another Region's stream is no iterator here.
ApiResult<std::shared_ptr<engine::Stream>> stream_of(const OperationContext& context,
                                                     const ShardIterator& iterator) {
  auto stream = find_stream(context, iterator.stream_arn);
  if (!stream && stream.error().code == model::ErrorCode::validation) {
    return failure(invalid_iterator());
  }
  return stream;
}

}  // namespace

ApiResult<void> get_records(const OperationContext& context, wire::Request request,
                            std::string& response) {
  auto iterator = parse_shard_iterator(request.string("ShardIterator").value_or(""));
  if (!iterator) return failure(invalid_iterator());
  const EpochMillis now = context.services.clock.now_millis();
  if (iterator->is_expired(now)) return failure(expired_iterator());
  DYNAROCKS_ASSIGN(const auto stream, stream_of(context, *iterator));
  const auto limit = static_cast<std::size_t>(
      request.integer("Limit").value_or(model::limits::stream_page_records));
  DYNAROCKS_ASSIGN(
      const engine::StreamPage page,
      context.services.stream_reader.read(*stream, iterator->shard_number, iterator->from, limit));

  wire::JsonWriter json(response);
  json.begin_object().key("Records").begin_array();
  const StreamRecordWriter writer(*stream);
  for (const auto& record : page.records) writer.write(record, json);
  json.end_array();
  if (page.next) {
    iterator->from = page.next;
    iterator->made = now;
    json.key("NextShardIterator").string(shard_iterator_text(*iterator));
  }
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
