#include "kv/rocksdb_mended_file.h"

namespace dynarocks::kv {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

namespace {

/// The same failure as one that may go better another time, of whatever kind it was.
IOStatus to_be_repeated(const IOStatus& status) {
  if (status.ok()) return status;
  IOStatus failed = IOStatus::IOError(status.ToString());
  failed.SetRetryable(true);
  return failed;
}

}  // namespace

IOStatus MendedFile::mend(IODebugContext* debug) {
  std::unique_ptr<rocksdb::FSWritableFile> file;
  IOStatus status = files_->ReopenWritableFile(path_, options_, &file, debug);
  if (status.ok()) status = file->Truncate(size_, IOOptions(), debug);
  if (!status.ok()) return status;
  file_ = std::move(file);
  is_broken_ = false;
  return status;
}

IOStatus MendedFile::Append(const Slice& data, const IOOptions& options, IODebugContext* debug) {
  IOStatus status;
  if (is_broken_) status = mend(debug);
  if (status.ok()) {
    status = file_->Append(data, options, debug);
    is_broken_ = !status.ok();
  }
  if (status.ok()) size_ += data.size();
  return to_be_repeated(status);
}

IOStatus MendedFile::Append(const Slice& data, const IOOptions& options,
                            const rocksdb::DataVerificationInfo& /*verification*/,
                            IODebugContext* debug) {
  return Append(data, options, debug);
}

IOStatus MendedFile::Truncate(uint64_t size, const IOOptions& options, IODebugContext* debug) {
  const IOStatus status = file_->Truncate(size, options, debug);
  if (status.ok()) size_ = size;
  return to_be_repeated(status);
}

IOStatus MendedFile::Close(const IOOptions& options, IODebugContext* debug) {
  return to_be_repeated(file_->Close(options, debug));
}

IOStatus MendedFile::Flush(const IOOptions& options, IODebugContext* debug) {
  return to_be_repeated(file_->Flush(options, debug));
}

IOStatus MendedFile::Sync(const IOOptions& options, IODebugContext* debug) {
  return to_be_repeated(file_->Sync(options, debug));
}

IOStatus MendedFile::Fsync(const IOOptions& options, IODebugContext* debug) {
  return to_be_repeated(file_->Fsync(options, debug));
}

IOStatus MendedFile::RangeSync(uint64_t offset, uint64_t size, const IOOptions& options,
                               IODebugContext* debug) {
  return to_be_repeated(file_->RangeSync(offset, size, options, debug));
}

IOStatus MendedFile::Allocate(uint64_t offset, uint64_t size, const IOOptions& options,
                              IODebugContext* debug) {
  return file_->Allocate(offset, size, options, debug);
}

}  // namespace dynarocks::kv
