#pragma once
// A live table: its description with its indexes, its policy and its stream (replaced as a whole
// when they change), its space in the store, and its counters.

#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>

#include "engine/resource_policy.h"
#include "engine/stream.h"
#include "engine/table_index.h"
#include "kv/store.h"
#include "model/key_schema.h"
#include "model/table_description.h"

namespace dynarocks::engine {

class Table {
 public:
  Table(kv::SpaceId space, model::TableDescription description, TableStreams streams = {});

  [[nodiscard]] kv::SpaceId space() const { return space_; }
  /// What is replaced as a whole when the table changes.
  struct State {
    State(model::TableDescription table, TableStreams of_table)
        : description(std::move(table)),
          indexes(description),
          policy(parse_policy(description)),
          streams(std::move(of_table)) {}
    model::TableDescription description;
    TableIndexes indexes;
    /// Null when it has none.
    std::shared_ptr<const auth::Policy> policy;
    TableStreams streams;
  };
  /// All of it at one moment. A write asks under its row lock, as for the indexes.
  [[nodiscard]] std::shared_ptr<const State> state() const { return state_.load(); }
  /// An immutable state of the description; hold it for the length of a request.
  [[nodiscard]] std::shared_ptr<const model::TableDescription> description() const {
    const auto state = state_.load();
    return {state, &state->description};
  }
  /// The indexes of the description at this moment. A write asks under its row lock: an index is
  /// published before the index builder takes that lock, so none is missed.
  [[nodiscard]] std::shared_ptr<const TableIndexes> indexes() const {
    const auto state = state_.load();
    return {state, &state->indexes};
  }
  /// Where the changes of its items are recorded; null while no stream is enabled. A write asks
  /// under its row lock.
  [[nodiscard]] std::shared_ptr<Stream> stream() const { return state_.load()->streams.stream; }
  /// Whether, and when, items expire. A write asks under its row lock, as for the indexes.
  [[nodiscard]] std::shared_ptr<const model::TimeToLive> time_to_live() const {
    const auto state = state_.load();
    return {state, &state->description.time_to_live};
  }
  /// The key schema with types; it never changes.
  [[nodiscard]] const model::KeyAttributes& key_attributes() const { return key_attributes_; }
  [[nodiscard]] const model::KeyAttribute& hash_key() const { return key_attributes_.front(); }
  [[nodiscard]] const model::KeyAttribute* range_key() const {
    return key_attributes_.size() > 1 ? &key_attributes_[1] : nullptr;
  }

  /// Exact, kept by the same commit as the items (codec::counters_row).
  [[nodiscard]] std::int64_t item_count() const { return item_count_.load(); }
  [[nodiscard]] std::int64_t size_bytes() const { return size_bytes_.load(); }
  void add_counters(std::int64_t items, std::int64_t bytes);

  /// Whether the data plane finds the table: not while it is CREATING or DELETING.
  [[nodiscard]] bool serves_items() const { return serves_items_.load(); }

  /// Once dropped, no write is accepted any more (checked under the row lock).
  [[nodiscard]] bool dropped() const { return dropped_.load(); }

 private:
  friend class Catalog;
  kv::SpaceId space_;
  std::atomic<std::shared_ptr<const State>> state_;
  model::KeyAttributes key_attributes_;
  std::atomic<std::int64_t> item_count_ = 0;
  std::atomic<std::int64_t> size_bytes_ = 0;
  std::atomic<bool> serves_items_;
  std::atomic<bool> dropped_ = false;
};

}  // namespace dynarocks::engine
