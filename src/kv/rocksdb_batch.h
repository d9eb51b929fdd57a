#pragma once
// A Batch over RocksDB's WriteBatch. Private to rocksdb_*.cpp.

#include <rocksdb/write_batch.h>

#include <cstddef>
#include <memory>
#include <vector>

#include "kv/rocksdb_spaces.h"
#include "kv/store.h"

namespace dynarocks::kv {

class RocksdbBatch final : public Batch {
 public:
  /// `spaces` must outlive the batch.
  explicit RocksdbBatch(const Spaces& spaces) : spaces_(spaces) {}

  void put(SpaceId space, std::string_view key, std::string_view value) override;
  void erase(SpaceId space, std::string_view key) override;
  void erase_range(SpaceId space, std::string_view begin, std::string_view end) override;
  void add(SpaceId space, std::string_view key, std::int64_t first, std::int64_t second) override;
  void clear() override;

  /// Whether every change could be noted down and every space it touches still exists.
  [[nodiscard]] StoreResult<void> check() const;
  [[nodiscard]] rocksdb::WriteBatch& changes() { return changes_; }

 private:
  /// The handle of a space that exists; else notes the failure, which check() then answers.
  [[nodiscard]] rocksdb::ColumnFamilyHandle* handle_of(SpaceId space);
  void note(const rocksdb::Status& status);

  const Spaces& spaces_;
  std::vector<std::shared_ptr<Space>> touched_;  // a handful at most: searched one by one
  // Room for an item of usual size with its counters, so that most writes never move their bytes.
  static constexpr std::size_t reserved_bytes = 2048;
  rocksdb::WriteBatch changes_{reserved_bytes};
  StoreResult<void> failed_;
};

}  // namespace dynarocks::kv
