#include "kv/rocksdb_options.h"

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <rocksdb/write_buffer_manager.h>

#include <algorithm>
#include <cstddef>
#include <memory>

#include "kv/rocksdb_counter_merge.h"
#include "kv/rocksdb_log.h"

namespace dynarocks::kv {
namespace {

constexpr std::size_t kib = 1024;
constexpr std::size_t mib = 1024 * kib;

constexpr int open_files = 512;     // file handles kept open, over all spaces
constexpr int background_jobs = 2;  // one flush and one compaction at a time
constexpr std::size_t smallest_memtable = 1 * mib;
constexpr std::size_t smallest_wal_budget = 64 * mib;
constexpr std::size_t arena_block_bytes = 64 * kib;  // a table's first write costs this much memory
constexpr std::size_t memtable_bloom_bytes = 16 * kib;
constexpr std::size_t manifest_preallocation_bytes = 64 * kib;
constexpr std::size_t file_bytes = 32 * mib;
constexpr std::size_t first_level_bytes = 128 * mib;
constexpr std::size_t block_bytes = 8 * kib;
constexpr double bloom_bits_per_key = 10;
constexpr std::size_t bytes_per_sync = 1 * mib;

/// One space may fill a quarter of the budget before it is flushed on its own account.
std::size_t memtable_bytes(const StoreOptions& options) {
  return std::max(smallest_memtable, options.write_buffer_bytes / 4);
}

bool keeps_log(const StoreOptions& options) {
  return !options.in_memory && options.durability != Durability::none;
}

std::shared_ptr<rocksdb::TableFactory> table_factory(const StoreOptions& options) {
  rocksdb::BlockBasedTableOptions table;
  if (options.in_memory) {
    table.no_block_cache = true;
  } else {
    table.block_cache = rocksdb::NewLRUCache(options.block_cache_bytes);
    // In the cache, so that its size bounds the memory of reading, however many files there are.
    table.cache_index_and_filter_blocks = true;
    table.pin_l0_filter_and_index_blocks_in_cache = true;
  }
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(bloom_bits_per_key));
  table.whole_key_filtering = true;
  table.block_size = block_bytes;
  table.format_version = 5;
  return std::shared_ptr<rocksdb::TableFactory>(rocksdb::NewBlockBasedTableFactory(table));
}

}  // namespace

rocksdb::DBOptions database_options(const StoreOptions& options) {
  rocksdb::DBOptions db;
  db.create_if_missing = true;
  db.paranoid_checks = true;
  db.info_log = make_store_log();
  db.info_log_level = rocksdb::WARN_LEVEL;
  db.fail_if_options_file_error = false;  // rocksdb_environment.cpp refuses those files

  db.write_buffer_manager =
      std::make_shared<rocksdb::WriteBufferManager>(options.write_buffer_bytes);
  db.max_background_jobs = background_jobs;
  db.max_open_files = open_files;
  // By default RocksDB starts 15 threads for each column family while it opens, to read files
  // ahead.
  db.max_file_opening_threads = 1;
  db.max_total_wal_size = std::max(smallest_wal_budget, 2 * options.write_buffer_bytes);
  // In memory blocks are read where they lie, so that no block is there twice.
  db.allow_mmap_reads = options.in_memory;
  db.manifest_preallocation_size = manifest_preallocation_bytes;
  db.bytes_per_sync = options.in_memory ? 0 : bytes_per_sync;

  // The log brings every acknowledged write back, so neither start nor stop waits for a flush.
  // Without a log a clean stop must flush; in memory there is nothing to stop for.
  db.avoid_flush_during_recovery = keeps_log(options);
  db.avoid_flush_during_shutdown = keeps_log(options) || options.in_memory;
  // A process that is killed leaves half a record at the log's end: it was never acknowledged.
  // Whether anything stands behind it is looked at before (rocksdb_logs.h).
  db.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  db.manual_wal_flush = false;

  db.skip_stats_update_on_db_open = true;
  db.skip_checking_sst_file_sizes_on_db_open = true;
  db.stats_dump_period_sec = 0;
  db.stats_persist_period_sec = 0;
  // Readers that hold the last reference to old files leave deleting them to the background.
  db.avoid_unnecessary_blocking_io = true;
  return db;
}

rocksdb::ColumnFamilyOptions space_options(const StoreOptions& options) {
  rocksdb::ColumnFamilyOptions family;
  family.table_factory = table_factory(options);
  family.merge_operator = std::make_shared<CounterMerge>();
  family.write_buffer_size = memtable_bytes(options);
  family.max_write_buffer_number = 3;
  family.memtable_whole_key_filtering = true;
  family.memtable_prefix_bloom_size_ratio =
      static_cast<double>(memtable_bloom_bytes) / static_cast<double>(family.write_buffer_size);
  family.arena_block_size = arena_block_bytes;
  family.target_file_size_base = file_bytes;
  family.max_bytes_for_level_base = first_level_bytes;
  family.level_compaction_dynamic_level_bytes = true;
  family.compaction_style = rocksdb::kCompactionStyleLevel;
  family.compression = options.in_memory ? rocksdb::kNoCompression : rocksdb::kLZ4Compression;
  return family;
}

std::size_t write_buffer_budget(const StoreOptions& options, std::size_t spaces) {
  return options.write_buffer_bytes + spaces * memtable_bloom_bytes;
}

rocksdb::ReadOptions read_options(const StoreOptions& options) {
  rocksdb::ReadOptions read;
  // In memory a block is not kept when it has been checked, but read again by the next one.
  read.verify_checksums = !options.in_memory;
  return read;
}

rocksdb::WriteOptions commit_options(const StoreOptions& options) {
  rocksdb::WriteOptions write;
  write.disableWAL = !keeps_log(options);
  write.sync = keeps_log(options) && options.durability == Durability::fsync;
  // A batch may lose the race with a drop of its space after the check in commit: it then counts as
  // written before the drop. As an error it would put the whole database into its read-only mode.
  write.ignore_missing_column_families = true;
  return write;
}

}  // namespace dynarocks::kv
