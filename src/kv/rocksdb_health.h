#pragma once
// Whether RocksDB can write, as it tells itself; said once in the log when that changes. Private to
// rocksdb_*.cpp.

#include <rocksdb/listener.h>

#include <atomic>

namespace dynarocks::kv {

/// After a failed write RocksDB accepts no other until what is in memory is safely on disk again,
/// which it tries each second by itself. Reads go on.
class StoreHealth final : public rocksdb::EventListener {
 public:
  void OnBackgroundError(rocksdb::BackgroundErrorReason reason, rocksdb::Status* error) override;
  void OnErrorRecoveryCompleted(rocksdb::Status error) override;
  void OnErrorRecoveryEnd(const rocksdb::BackgroundErrorRecoveryInfo& info) override;

  /// Whether writes are refused, for a reason that is in the log.
  [[nodiscard]] bool refuses_writes() const { return refuses_writes_.load(); }

 private:
  void recovered();

  std::atomic<bool> refuses_writes_ = false;
};

}  // namespace dynarocks::kv
