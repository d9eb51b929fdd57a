#include "kv/rocksdb_health.h"

#include <algorithm>
#include <string>

#include "base/logging.h"

namespace dynarocks::kv {
namespace {

std::string one_line(const rocksdb::Status& status) {
  std::string text = status.ToString();
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace

void StoreHealth::OnBackgroundError(rocksdb::BackgroundErrorReason reason, rocksdb::Status* error) {
  const bool of_compaction = reason == rocksdb::BackgroundErrorReason::kCompaction;
  if (of_compaction && !error->IsCorruption()) return;  // RocksDB repeats it, and writes go on
  if (refuses_writes_.exchange(true)) return;
  if (error->IsCorruption()) {
    log::error("the store's files are damaged (" + one_line(*error) +
               "): writes are refused, reads go on; stop the server, see what is wrong with "
               "dynarocks verify, and restore a backup or save what can be saved with dynarocks "
               "repair");
  } else {
    log::error("the store cannot write (" + one_line(*error) +
               "): writes are refused, reads go on; free space, or mend the disk, and writes go on "
               "within seconds (with --encryption-key-file perhaps after a restart alone)");
  }
}

void StoreHealth::OnErrorRecoveryCompleted(rocksdb::Status error) {
  error.PermitUncheckedError();
  recovered();
}

void StoreHealth::OnErrorRecoveryEnd(const rocksdb::BackgroundErrorRecoveryInfo& info) {
  if (info.new_bg_error.ok()) recovered();
}

void StoreHealth::recovered() {
  if (refuses_writes_.exchange(false)) log::info("the store can write again");
}

}  // namespace dynarocks::kv
