#include "kv/rocksdb_batch.h"

#include "kv/rocksdb_counter_merge.h"
#include "kv/rocksdb_status.h"

namespace dynarocks::kv {

void RocksdbBatch::put(SpaceId space, std::string_view key, std::string_view value) {
  if (auto* handle = handle_of(space)) note(changes_.Put(handle, key, value));
}

void RocksdbBatch::erase(SpaceId space, std::string_view key) {
  if (auto* handle = handle_of(space)) note(changes_.Delete(handle, key));
}

void RocksdbBatch::erase_range(SpaceId space, std::string_view begin, std::string_view end) {
  if (auto* handle = handle_of(space)) note(changes_.DeleteRange(handle, begin, end));
}

void RocksdbBatch::add(SpaceId space, std::string_view key, std::int64_t first,
                       std::int64_t second) {
  if (auto* handle = handle_of(space)) {
    note(changes_.Merge(handle, key, encode_counters(first, second)));
  }
}

void RocksdbBatch::clear() {
  changes_.Clear();
  touched_.clear();
  failed_ = {};
}

StoreResult<void> RocksdbBatch::check() const {
  if (!failed_) return failed_;
  for (const auto& space : touched_) {
    if (space->dropped()) return failure(no_such_space(space->id()));
  }
  return {};
}

rocksdb::ColumnFamilyHandle* RocksdbBatch::handle_of(SpaceId id) {
  for (const auto& space : touched_) {
    if (space->id() == id) return space->handle();
  }
  std::shared_ptr<Space> space = spaces_.find(id);
  if (!space) {
    if (failed_) failed_ = failure(no_such_space(id));
    return nullptr;
  }
  return touched_.emplace_back(std::move(space))->handle();
}

void RocksdbBatch::note(const rocksdb::Status& status) {
  if (!status.ok() && failed_) failed_ = failure(store_error(status, "note down a change"));
}

}  // namespace dynarocks::kv
