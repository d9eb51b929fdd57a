#pragma once
// The open database and the handles of its spaces. Private to rocksdb_*.cpp.

#include <rocksdb/db.h>

#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kv/data_directory.h"
#include "kv/rocksdb_environment.h"
#include "kv/rocksdb_health.h"
#include "kv/store.h"

namespace dynarocks::kv {

/// The database and what must outlive it. Spaces, cursors and snapshots share it, so it closes
/// after the last of them.
struct Database {
  Database() = default;
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  std::unique_ptr<DataDirectory> directory;  // nothing in memory
  std::optional<Environment> environment;    // from the opening on
  rocksdb::ReadOptions read_options;         // of every read, which adds snapshot and bounds
  std::shared_ptr<StoreHealth> health = std::make_shared<StoreHealth>();
  std::unique_ptr<rocksdb::DB> db;
};

/// One column family while anyone uses it.
class Space {
 public:
  Space(SpaceId id, std::shared_ptr<Database> database, rocksdb::ColumnFamilyHandle* handle)
      : id_(id), database_(std::move(database)), handle_(handle) {}
  ~Space();
  Space(const Space&) = delete;
  Space& operator=(const Space&) = delete;

  [[nodiscard]] SpaceId id() const { return id_; }
  [[nodiscard]] rocksdb::DB& db() const { return *database_->db; }
  [[nodiscard]] const rocksdb::ReadOptions& read_options() const { return database_->read_options; }
  [[nodiscard]] rocksdb::ColumnFamilyHandle* handle() const { return handle_; }
  [[nodiscard]] bool dropped() const { return dropped_.load(std::memory_order_acquire); }
  void mark_dropped() { dropped_.store(true, std::memory_order_release); }

  /// The column family's name: "s<id>", the catalog's is RocksDB's default family.
  [[nodiscard]] static std::string family_name(SpaceId id);
  /// The id in such a name; invalid for a family that is not ours.
  [[nodiscard]] static StoreResult<SpaceId> id_of_family(std::string_view name);

 private:
  SpaceId id_;
  std::shared_ptr<Database> database_;
  rocksdb::ColumnFamilyHandle* handle_;
  std::atomic<bool> dropped_ = false;
};

/// Every space that exists, by id. Safe from any thread.
class Spaces {
 public:
  /// Nothing when there is no such space.
  [[nodiscard]] std::shared_ptr<Space> find(SpaceId id) const;
  void insert(std::shared_ptr<Space> space);
  /// Takes the space out; nothing when there is none.
  [[nodiscard]] std::shared_ptr<Space> remove(SpaceId id);
  [[nodiscard]] std::vector<SpaceId> ids() const;
  [[nodiscard]] std::size_t count() const;

 private:
  mutable std::shared_mutex mutex_;
  std::unordered_map<SpaceId, std::shared_ptr<Space>> spaces_;
};

}  // namespace dynarocks::kv
