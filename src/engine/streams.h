#pragma once
// The streams of all tables, live and disabled, and the log that holds their records. Which table
// has which stream is decided with the table's description (catalog.h).
//
// A delivery is a stream whose records are passed on to a Kinesis destination. It is stored,
// trimmed and let go of as the others are, but no reader finds it.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "codec/stream_codec.h"
#include "engine/stream.h"
#include "kv/store.h"
#include "model/api_error.h"
#include "model/stream.h"
#include "model/table_description.h"

namespace dynarocks::engine {

class Streams {
 public:
  Streams(kv::Store& store, const Clock& clock, StreamShape shape)
      : store_(store), clock_(clock), shape_(shape) {}

  /// Reads what is stored.
  [[nodiscard]] kv::StoreResult<void> load();

  /// The space of the log; nothing before the first stream.
  [[nodiscard]] std::optional<kv::SpaceId> log_space() const;
  [[nodiscard]] const StreamShape& shape() const { return shape_; }

  /// Nothing when there is no such stream, or when it is a delivery.
  [[nodiscard]] std::shared_ptr<Stream> find(const model::StreamKey& key) const;
  [[nodiscard]] std::shared_ptr<Stream> find_delivery(const model::StreamKey& key) const;
  /// With the deliveries.
  [[nodiscard]] std::vector<std::shared_ptr<Stream>> all() const;
  [[nodiscard]] std::vector<std::shared_ptr<Stream>> deliveries() const;

  /// In the order of their keys, those of one table or of all of the owner's, after
  /// `exclusive_start`; `more` says whether others follow.
  struct Page {
    std::vector<std::shared_ptr<Stream>> streams;
    bool more = false;
  };
  [[nodiscard]] Page list(const model::AccountRegion& owner,
                          const std::optional<std::string>& table_name,
                          const std::optional<model::StreamKey>& exclusive_start,
                          std::size_t limit) const;

  /// A stream for the table as it is described, with a label no other stream of its name has. Not
  /// stored and not to be found before add().
  [[nodiscard]] kv::StoreResult<std::shared_ptr<Stream>> make(
      const model::TableDescription& table, model::StreamViewType view_type,
      std::optional<model::DeliveryTarget> target = std::nullopt);
  void add(std::shared_ptr<Stream> stream);

  /// Runs `change` on a copy of the stream's tags, one change at a time, and stores the copy unless
  /// it fails. ResourceNotFoundException, without its text, when the stream is gone.
  [[nodiscard]] model::ApiResult<void> change_tags(
      Stream& stream,
      const std::function<model::ApiResult<void>(std::vector<model::Tag>&)>& change);

  /// The same of its policy.
  [[nodiscard]] model::ApiResult<void> change_policy(
      Stream& stream, const std::function<model::ApiResult<void>(model::ResourcePolicy&)>& change);

  /// Drops a disabled stream with all it has.
  [[nodiscard]] kv::StoreResult<void> erase(Stream& stream);

 private:
  /// ResourceNotFoundException, without its text, when the stream is gone.
  [[nodiscard]] model::ApiResult<void> check_there(const Stream& stream) const;
  [[nodiscard]] kv::StoreResult<void> load_shards(const codec::StreamEntry& entry);
  /// The log's space and a fresh id, stored before they are used.
  [[nodiscard]] kv::StoreResult<StreamRows> new_rows();
  [[nodiscard]] kv::StoreResult<void> store_log(const codec::StreamLogEntry& entry);

  kv::Store& store_;
  const Clock& clock_;
  const StreamShape shape_;
  /// Held while a stream's tags or its policy change and while one is erased.
  std::mutex rows_mutex_;
  std::mutex log_mutex_;                     // held while log_ changes, store write included
  mutable std::shared_mutex streams_mutex_;  // guards the members below
  std::optional<codec::StreamLogEntry> log_;
  std::map<model::StreamKey, std::shared_ptr<Stream>> streams_;
  std::map<model::StreamKey, std::shared_ptr<Stream>> deliveries_;
};

}  // namespace dynarocks::engine
