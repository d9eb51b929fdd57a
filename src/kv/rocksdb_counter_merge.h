#pragma once
// Counters that are added to without being read: RocksDB sums the additions when it reads or
// compacts the row. Private to rocksdb_*.cpp.
//
// A row and an addition look alike: two signed 64-bit numbers, little-endian. Sums wrap around.

#include <rocksdb/merge_operator.h>

#include <cstdint>
#include <string>

namespace dynarocks::kv {

/// The stored form of a pair of counters.
[[nodiscard]] std::string encode_counters(std::int64_t first, std::int64_t second);

class CounterMerge final : public rocksdb::AssociativeMergeOperator {
 public:
  /// False, which RocksDB reports as corruption, when either value is not a pair of counters.
  bool Merge(const rocksdb::Slice& key, const rocksdb::Slice* existing_value,
             const rocksdb::Slice& value, std::string* new_value,
             rocksdb::Logger* logger) const override;

  /// Stored with every family: changing it makes existing data unreadable.
  const char* Name() const override { return "dynarocks.counters"; }
};

}  // namespace dynarocks::kv
