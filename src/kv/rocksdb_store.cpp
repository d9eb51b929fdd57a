#include "kv/rocksdb_store.h"

#include <rocksdb/db.h>
#include <rocksdb/snapshot.h>
#include <rocksdb/write_buffer_manager.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <mutex>
#include <utility>

#include "base/logging.h"
#include "kv/data_directory.h"
#include "kv/rocksdb_batch.h"
#include "kv/rocksdb_cursor.h"
#include "kv/rocksdb_logs.h"
#include "kv/rocksdb_options.h"
#include "kv/rocksdb_reading.h"
#include "kv/rocksdb_spaces.h"
#include "kv/rocksdb_status.h"
#include "kv/unlock.h"

namespace dynarocks::kv {
namespace {

constexpr const char* memory_path = "/dynarocks";

/// Row of the catalog space whose value, a decimal number, is above every space id ever given out.
constexpr std::string_view reserved_ids_row = std::string_view("\0space-ids", 10);
/// Ids are reserved in steps, so that most creations of a space write nothing but the space.
constexpr SpaceId reserved_ids_step = 256;

class RocksdbSnapshot final : public Snapshot {
 public:
  explicit RocksdbSnapshot(std::shared_ptr<Database> database)
      : database_(std::move(database)), snapshot_(database_->db->GetSnapshot()) {}
  ~RocksdbSnapshot() override { database_->db->ReleaseSnapshot(snapshot_); }
  RocksdbSnapshot(const RocksdbSnapshot&) = delete;
  RocksdbSnapshot& operator=(const RocksdbSnapshot&) = delete;

  [[nodiscard]] static const rocksdb::Snapshot* of(const Snapshot* snapshot) {
    return snapshot == nullptr ? nullptr : static_cast<const RocksdbSnapshot*>(snapshot)->snapshot_;
  }

 private:
  std::shared_ptr<Database> database_;
  const rocksdb::Snapshot* snapshot_;
};

StoreError log_refusal(const StoreOptions& options, const LogFault& fault) {
  std::string message =
      "data directory '" + options.data_dir + "' has a damaged log: store/" + fault.file;
  switch (fault.kind) {
    case LogFault::Kind::unreadable:
      message += " cannot be read (" + fault.reason + ")";
      break;
    case LogFault::Kind::lost_end:
      message += " ends too early, at byte " + std::to_string(fault.offset) + ", and " +
                 std::to_string(fault.records_behind) + " later writes follow in other files";
      break;
    case LogFault::Kind::damage:
    case LogFault::Kind::bad_tail:
      message += " is unreadable from byte " + std::to_string(fault.offset) + " on, and " +
                 std::to_string(fault.records_behind) + " later writes follow";
      break;
  }
  message += "; nothing was changed: see what is wrong with dynarocks verify --data-dir " +
             options.data_dir +
             ", restore a backup, or save what can be saved with dynarocks "
             "repair --data-dir " +
             options.data_dir + " --to NEW-DIRECTORY";
  return StoreError{StoreError::Kind::corrupt, std::move(message)};
}

/// How RocksDB shall read the log, which is whole but for its end; a refusal when it is not.
StoreResult<rocksdb::WALRecoveryMode> recovery_mode(const StoreOptions& options, rocksdb::Env& env,
                                                    const std::string& path) {
  DYNAROCKS_ASSIGN(const LogState logs, check_logs(env, path));
  for (const LogFault& fault : logs.faults) {
    if (fault.kind != LogFault::Kind::bad_tail) return failure(log_refusal(options, fault));
    log::warn("the last record of the log, at byte " + std::to_string(fault.offset) + " of store/" +
              fault.file + " in data directory '" + options.data_dir +
              "', is not what was written and is left out: a power loss does that, or damage");
  }
  return logs.is_torn_inside ? rocksdb::WALRecoveryMode::kSkipAnyCorruptedRecords
                             : rocksdb::WALRecoveryMode::kPointInTimeRecovery;
}

class RocksdbStore final : public Store {
 public:
  explicit RocksdbStore(const StoreOptions& options,
                        std::shared_ptr<Database> database = std::make_shared<Database>())
      : options_(options),
        space_options_(space_options(options)),
        commit_options_(commit_options(options)),
        database_(std::move(database)) {
    database_->read_options = read_options(options);
  }

  [[nodiscard]] StoreResult<void> open();
  [[nodiscard]] StoreResult<std::vector<SpaceId>> open_to_read(const std::string& path);

  [[nodiscard]] StoreResult<SpaceId> create_space() override;
  [[nodiscard]] StoreResult<void> drop_space(SpaceId space) override;
  [[nodiscard]] StoreResult<void> drop_spaces_except(const std::vector<SpaceId>& keep) override;
  [[nodiscard]] StoreResult<bool> get(
      SpaceId space, std::string_view key, const Snapshot* snapshot,
      const std::function<void(std::string_view)>& found) const override;
  [[nodiscard]] StoreResult<std::unique_ptr<Cursor>> scan(SpaceId space, const Range& range,
                                                          const Snapshot* snapshot) const override;
  [[nodiscard]] std::unique_ptr<Batch> begin() const override {
    return std::make_unique<RocksdbBatch>(spaces_);
  }
  [[nodiscard]] StoreResult<void> commit(Batch& batch) override;
  [[nodiscard]] std::unique_ptr<Snapshot> snapshot() const override {
    return std::make_unique<RocksdbSnapshot>(database_);
  }

 private:
  /// The column families of an existing store, or the default family alone.
  struct Families {
    std::vector<SpaceId> ids;
    std::vector<rocksdb::ColumnFamilyDescriptor> described;
  };
  [[nodiscard]] StoreResult<Families> list_families(const rocksdb::DBOptions& options,
                                                    const std::string& path) const;
  /// What was opened.
  void take(rocksdb::DB* db, const std::vector<SpaceId>& ids,
            const std::vector<rocksdb::ColumnFamilyHandle*>& handles);
  /// Names of the families of an existing store, or the default family's alone.
  [[nodiscard]] StoreResult<std::vector<std::string>> family_names(
      const rocksdb::DBOptions& options, const std::string& path) const;
  [[nodiscard]] StoreResult<void> read_reserved_ids();
  /// Makes sure that `next_id_` lies below the reserved bound. Under change_mutex_.
  [[nodiscard]] StoreResult<void> reserve_ids();
  void fit_write_buffers(std::size_t spaces) {
    write_buffers_->SetBufferSize(write_buffer_budget(options_, spaces));
  }

  const StoreOptions options_;
  rocksdb::ColumnFamilyOptions space_options_;
  rocksdb::WriteOptions commit_options_;
  std::shared_ptr<rocksdb::WriteBufferManager> write_buffers_;
  std::shared_ptr<Database> database_;
  Spaces spaces_;

  std::mutex change_mutex_;  // one creation or drop of a space at a time; guards the two ids
  SpaceId next_id_ = 1;
  SpaceId reserved_below_ = 1;
};

StoreResult<void> RocksdbStore::open() {
  std::string path = memory_path;
  std::string doing = "open the store in memory";
  if (options_.in_memory) {
    database_->environment = Environment::in_memory();
  } else {
    DYNAROCKS_ASSIGN(const auto master, read_master_key(options_.encryption_key_file));
    DYNAROCKS_ASSIGN(database_->directory, DataDirectory::open(options_.data_dir));
    DYNAROCKS_ASSIGN(auto keys, unlock(*database_->directory, master));
    database_->environment = Environment::on_disk(std::move(keys));
    path = database_->directory->store_path();
    doing = "open data directory '" + options_.data_dir + "'";
  }
  rocksdb::DBOptions db_options = database_options(options_);
  db_options.env = database_->environment->env();
  db_options.listeners.push_back(database_->health);
  DYNAROCKS_TRY(store_result(db_options.env->CreateDirIfMissing(path), doing));

  if (!options_.in_memory) {
    DYNAROCKS_ASSIGN(db_options.wal_recovery_mode, recovery_mode(options_, *db_options.env, path));
  }
  DYNAROCKS_ASSIGN(const Families families, list_families(db_options, path));
  write_buffers_ = db_options.write_buffer_manager;
  fit_write_buffers(families.ids.size());
  rocksdb::DB* db = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  DYNAROCKS_TRY(
      store_result(rocksdb::DB::Open(db_options, path, families.described, &handles, &db), doing));
  take(db, families.ids, handles);
  return read_reserved_ids();
}

StoreResult<std::vector<SpaceId>> RocksdbStore::open_to_read(const std::string& path) {
  rocksdb::DBOptions db_options = database_options(options_);
  db_options.env = database_->environment->env();
  db_options.create_if_missing = false;
  // A file that is missing or cannot be read is an error where it is read, and all whole records of
  // the log count.
  db_options.paranoid_checks = false;
  db_options.wal_recovery_mode = rocksdb::WALRecoveryMode::kSkipAnyCorruptedRecords;
  DYNAROCKS_ASSIGN(Families families, list_families(db_options, path));
  rocksdb::DB* db = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  DYNAROCKS_TRY(store_result(
      rocksdb::DB::OpenForReadOnly(db_options, path, families.described, &handles, &db),
      "read '" + path + "'"));
  take(db, families.ids, handles);
  return std::move(families.ids);
}

void RocksdbStore::take(rocksdb::DB* db, const std::vector<SpaceId>& ids,
                        const std::vector<rocksdb::ColumnFamilyHandle*>& handles) {
  database_->db.reset(db);
  for (std::size_t i = 0; i < handles.size(); ++i) {
    spaces_.insert(std::make_shared<Space>(ids[i], database_, handles[i]));
    next_id_ = std::max(next_id_, ids[i] + 1);
  }
}

StoreResult<RocksdbStore::Families> RocksdbStore::list_families(const rocksdb::DBOptions& options,
                                                                const std::string& path) const {
  DYNAROCKS_ASSIGN(const std::vector<std::string> names, family_names(options, path));
  Families families;
  for (const std::string& name : names) {
    DYNAROCKS_ASSIGN(const SpaceId id, Space::id_of_family(name));
    families.ids.push_back(id);
    families.described.emplace_back(name, space_options_);
  }
  return families;
}

StoreResult<std::vector<std::string>> RocksdbStore::family_names(const rocksdb::DBOptions& options,
                                                                 const std::string& path) const {
  // RocksDB makes CURRENT last, so without it there is nothing to list yet.
  const rocksdb::Status current = options.env->FileExists(path + "/CURRENT");
  if (current.IsNotFound()) return std::vector<std::string>{rocksdb::kDefaultColumnFamilyName};
  DYNAROCKS_TRY(store_result(current, "look into '" + path + "'"));
  std::vector<std::string> names;
  DYNAROCKS_TRY(store_result(rocksdb::DB::ListColumnFamilies(options, path, &names),
                             "list the spaces in '" + path + "'"));
  return names;
}

StoreResult<void> RocksdbStore::read_reserved_ids() {
  DYNAROCKS_ASSIGN(const std::optional<std::string> text,
                   get_copy(*this, catalog_space, reserved_ids_row));
  if (!text) return {};
  SpaceId bound = 0;
  const char* const text_end = text->data() + text->size();
  const auto [end, error] = std::from_chars(text->data(), text_end, bound);
  if (error != std::errc() || end != text_end) {
    return failure(StoreError{StoreError::Kind::corrupt,
                              "the store's record of space ids is damaged; restore the data "
                              "directory from a backup or start with an empty one"});
  }
  // Which of the reserved ids were used before a crash is unknown, so none of them is used again.
  next_id_ = std::max(next_id_, bound);
  reserved_below_ = next_id_;
  return {};
}

StoreResult<void> RocksdbStore::reserve_ids() {
  if (options_.in_memory || next_id_ < reserved_below_) return {};
  const SpaceId bound = next_id_ + reserved_ids_step;
  // Logged and synced whatever the durability of the data: an id must never be used twice.
  rocksdb::WriteOptions options;
  options.sync = true;
  DYNAROCKS_TRY(store_result(database_->db->Put(options, spaces_.find(catalog_space)->handle(),
                                                reserved_ids_row, std::to_string(bound)),
                             "reserve space ids"));
  reserved_below_ = bound;
  return {};
}

StoreResult<SpaceId> RocksdbStore::create_space() {
  const std::scoped_lock lock(change_mutex_);
  DYNAROCKS_TRY(reserve_ids());
  const SpaceId id = next_id_++;
  rocksdb::ColumnFamilyHandle* handle = nullptr;
  DYNAROCKS_TRY(store_result(
      database_->db->CreateColumnFamily(space_options_, Space::family_name(id), &handle),
      "create a space"));
  spaces_.insert(std::make_shared<Space>(id, database_, handle));
  fit_write_buffers(spaces_.count());
  return id;
}

StoreResult<void> RocksdbStore::drop_space(SpaceId id) {
  const std::scoped_lock lock(change_mutex_);
  if (id == catalog_space) {
    return failure(StoreError{StoreError::Kind::invalid, "the catalog space cannot be dropped"});
  }
  const std::shared_ptr<Space> space = spaces_.remove(id);
  if (!space) return failure(no_such_space(id));
  space->mark_dropped();
  fit_write_buffers(spaces_.count());
  return store_result(database_->db->DropColumnFamily(space->handle()), "drop a space");
}

StoreResult<void> RocksdbStore::drop_spaces_except(const std::vector<SpaceId>& keep) {
  for (const SpaceId id : spaces_.ids()) {
    if (id == catalog_space || std::find(keep.begin(), keep.end(), id) != keep.end()) continue;
    DYNAROCKS_TRY(drop_space(id));
  }
  return {};
}

StoreResult<bool> RocksdbStore::get(SpaceId id, std::string_view key, const Snapshot* snapshot,
                                    const std::function<void(std::string_view)>& found) const {
  const std::shared_ptr<Space> space = spaces_.find(id);
  if (!space) return failure(no_such_space(id));
  rocksdb::ReadOptions options = space->read_options();
  options.snapshot = RocksdbSnapshot::of(snapshot);
  rocksdb::PinnableSlice value;
  const rocksdb::Status status = space->db().Get(options, space->handle(), key, &value);
  if (status.IsNotFound()) return false;
  DYNAROCKS_TRY(store_result(status, "read a row"));
  found(value.ToStringView());
  return true;
}

StoreResult<std::unique_ptr<Cursor>> RocksdbStore::scan(SpaceId id, const Range& range,
                                                        const Snapshot* snapshot) const {
  std::shared_ptr<Space> space = spaces_.find(id);
  if (!space) return failure(no_such_space(id));
  auto cursor =
      std::make_unique<RocksdbCursor>(std::move(space), range, RocksdbSnapshot::of(snapshot));
  DYNAROCKS_TRY(cursor->status());
  return cursor;
}

StoreResult<void> RocksdbStore::commit(Batch& batch) {
  auto& changes = static_cast<RocksdbBatch&>(batch);
  DYNAROCKS_TRY(changes.check());
  const rocksdb::Status status = database_->db->Write(commit_options_, &changes.changes());
  auto result = store_result(status, "commit");
  if (!result && database_->health->refuses_writes()) {
    result.error().kind = StoreError::Kind::read_only;
  }
  return result;
}

}  // namespace

StoreResult<StoreToRead> open_to_read(const std::shared_ptr<Database>& database,
                                      const std::string& path) {
  const StoreOptions defaults;
  auto store = std::make_unique<RocksdbStore>(defaults, database);
  DYNAROCKS_ASSIGN(std::vector<SpaceId> spaces, store->open_to_read(path));
  return StoreToRead{std::move(store), std::move(spaces)};
}

StoreResult<std::unique_ptr<Store>> open_rocksdb(const StoreOptions& options) {
  auto store = std::make_unique<RocksdbStore>(options);
  DYNAROCKS_TRY(store->open());
  return store;
}

}  // namespace dynarocks::kv
