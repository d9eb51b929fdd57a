#pragma once
// RocksDB set up as the real server sets it up, with a column family for each table.

#include <rocksdb/db.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>

#include "kv/rocksdb_environment.h"
#include "kv/rocksdb_store.h"

namespace ceiling {

/// Names of key attributes; empty: there is none.
struct KeyNames {
  std::string partition;
  std::string sort;
};

struct Table {
  std::string name;
  std::string description;  // as DescribeTable answers it
  KeyNames key;
  std::string index_name;  // empty: no index
  KeyNames index_key;
  bool has_stream = false;
  std::unique_ptr<rocksdb::ColumnFamilyHandle> rows;
  std::atomic<std::uint64_t> last_record{0};

  /// Whether a write has to know the item it replaces.
  [[nodiscard]] bool needs_old_item() const { return has_stream || !index_name.empty(); }
};

class Database {
 public:
  /// Throws std::runtime_error, also when the data directory holds a database already.
  explicit Database(const dynarocks::kv::StoreOptions& options);

  /// The table is owned by the database from now on. Throws.
  void add_table(std::unique_ptr<Table> table);
  /// Throws std::runtime_error if there is none.
  [[nodiscard]] Table& table(std::string_view name);
  /// Later requests do not find it; its rows stay.
  void forget_table(std::string_view name);

  [[nodiscard]] rocksdb::DB& db() { return *db_; }
  /// Throws std::runtime_error.
  void commit(rocksdb::WriteBatch& batch);

  /// The lock of a row, which it shares with others.
  static constexpr std::size_t lock_count = 1024;
  [[nodiscard]] std::mutex& row_lock(std::size_t number) { return row_locks_[number]; }

 private:
  dynarocks::kv::Environment environment_;
  rocksdb::ColumnFamilyOptions family_options_;
  rocksdb::WriteOptions write_options_;
  std::unique_ptr<rocksdb::DB> db_;
  std::shared_mutex tables_mutex_;
  std::deque<std::unique_ptr<Table>> tables_;
  std::map<std::string, Table*, std::less<>> tables_by_name_;
  std::array<std::mutex, lock_count> row_locks_;
};

}  // namespace ceiling
