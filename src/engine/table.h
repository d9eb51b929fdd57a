#pragma once
// A live table: its description (replaced as a whole when it changes), its space in the store, and
// its counters.

#include <atomic>
#include <cstdint>
#include <memory>

#include "kv/store.h"
#include "model/key_schema.h"
#include "model/table_description.h"

namespace dynarocks::engine {

class Table {
 public:
  Table(kv::SpaceId space, model::TableDescription description);

  [[nodiscard]] kv::SpaceId space() const { return space_; }
  /// An immutable state of the description; hold it for the length of a request.
  [[nodiscard]] std::shared_ptr<const model::TableDescription> description() const {
    return description_.load();
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

  /// Once dropped, no write is accepted any more (checked under the row lock).
  [[nodiscard]] bool dropped() const { return dropped_.load(); }

 private:
  friend class Catalog;
  kv::SpaceId space_;
  std::atomic<std::shared_ptr<const model::TableDescription>> description_;
  model::KeyAttributes key_attributes_;
  std::atomic<std::int64_t> item_count_ = 0;
  std::atomic<std::int64_t> size_bytes_ = 0;
  std::atomic<bool> dropped_ = false;
};

}  // namespace dynarocks::engine
