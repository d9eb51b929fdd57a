#pragma once
// A Cursor over RocksDB's Iterator. Private to rocksdb_*.cpp.

#include <rocksdb/iterator.h>
#include <rocksdb/slice.h>
#include <rocksdb/snapshot.h>

#include <memory>
#include <string>

#include "kv/rocksdb_spaces.h"
#include "kv/store.h"

namespace dynarocks::kv {

class RocksdbCursor final : public Cursor {
 public:
  /// `snapshot` may be null: the walk then sees the store as it is now, all along.
  RocksdbCursor(std::shared_ptr<Space> space, const Range& range,
                const rocksdb::Snapshot* snapshot);

  [[nodiscard]] bool valid() const override { return iterator_->Valid(); }
  [[nodiscard]] std::string_view key() const override { return iterator_->key().ToStringView(); }
  [[nodiscard]] std::string_view value() const override {
    return iterator_->value().ToStringView();
  }
  void next() override;
  [[nodiscard]] StoreResult<void> status() const override;

 private:
  std::shared_ptr<Space> space_;
  // RocksDB keeps pointers to the two slices for as long as the iterator lives.
  std::string begin_;
  std::string end_;
  rocksdb::Slice lower_bound_;
  rocksdb::Slice upper_bound_;
  bool forward_;
  std::unique_ptr<rocksdb::Iterator> iterator_;
};

}  // namespace dynarocks::kv
