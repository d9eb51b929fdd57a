#pragma once
// A file of RocksDB's that can be written on after a write failed. Private to rocksdb_*.cpp.

#include <rocksdb/file_system.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace dynarocks::kv {

/// A failed write may have left a part of itself; RocksDB then repeats it, and a log would hold
/// both. So before anything else is written the file is opened anew and cut to what was written
/// successfully. And whatever fails is reported as something that may go better another time:
/// RocksDB then tries, and takes writes again, where it would give up until a restart otherwise
/// (EFBIG and EIO) or wait for a certain amount of free space (ENOSPC).
class MendedFile final : public rocksdb::FSWritableFile {
 public:
  /// `file` is new.
  MendedFile(std::shared_ptr<rocksdb::FileSystem> files, std::string path,
             const rocksdb::FileOptions& options, std::unique_ptr<rocksdb::FSWritableFile> file)
      : FSWritableFile(options),
        files_(std::move(files)),
        path_(std::move(path)),
        options_(options),
        file_(std::move(file)) {}

  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           const rocksdb::DataVerificationInfo& verification,
                           rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus Truncate(uint64_t size, const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus Close(const rocksdb::IOOptions& options,
                          rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus Flush(const rocksdb::IOOptions& options,
                          rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus Sync(const rocksdb::IOOptions& options,
                         rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus Fsync(const rocksdb::IOOptions& options,
                          rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus RangeSync(uint64_t offset, uint64_t size, const rocksdb::IOOptions& options,
                              rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus Allocate(uint64_t offset, uint64_t size, const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override;

  // As they are.
  bool IsSyncThreadSafe() const override { return file_->IsSyncThreadSafe(); }
  bool use_direct_io() const override { return file_->use_direct_io(); }
  size_t GetRequiredBufferAlignment() const override { return file_->GetRequiredBufferAlignment(); }
  uint64_t GetFileSize(const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug) override {
    return file_->GetFileSize(options, debug);
  }
  size_t GetUniqueId(char* id, size_t max_size) const override {
    return file_->GetUniqueId(id, max_size);
  }
  rocksdb::IOStatus InvalidateCache(size_t offset, size_t length) override {
    return file_->InvalidateCache(offset, length);
  }
  void SetWriteLifeTimeHint(rocksdb::Env::WriteLifeTimeHint hint) override {
    file_->SetWriteLifeTimeHint(hint);
  }
  rocksdb::Env::WriteLifeTimeHint GetWriteLifeTimeHint() override {
    return file_->GetWriteLifeTimeHint();
  }

 private:
  [[nodiscard]] rocksdb::IOStatus mend(rocksdb::IODebugContext* debug);

  std::shared_ptr<rocksdb::FileSystem> files_;
  const std::string path_;
  const rocksdb::FileOptions options_;
  std::unique_ptr<rocksdb::FSWritableFile> file_;
  std::uint64_t size_ = 0;  // written successfully
  bool is_broken_ = false;  // something may stand behind that
};

}  // namespace dynarocks::kv
