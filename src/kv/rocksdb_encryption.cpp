#include "kv/rocksdb_encryption.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "kv/file_cipher.h"

// RocksDB has an encrypted file system of its own (rocksdb/env_encryption.h), but it cannot open
// what a kill leaves, a file without a whole prefix, and writes a second prefix behind the first
// when it opens a file again, as RocksDB does with its log at each start.

namespace dynarocks::kv {
namespace {

using rocksdb::FileOptions;
using rocksdb::FileSystemWrapper;
using rocksdb::FSRandomAccessFile;
using rocksdb::FSSequentialFile;
using rocksdb::FSWritableFile;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

constexpr std::size_t prefix_bytes = FileCipher::prefix_bytes;

IOStatus cipher_failed() { return IOStatus::IOError(cryptography_failed().message); }

IOStatus unreadable(const std::string& path, const StoreError& error) {
  if (error.kind != StoreError::Kind::corrupt) return IOStatus::IOError(path, error.message);
  return IOStatus::Corruption(path, error.message);
}

/// Decrypts what was read from `offset` on into `scratch`, which it may already stand in.
IOStatus decrypt(const FileCipher& cipher, std::uint64_t offset, Slice* result, char* scratch) {
  if (!cipher.apply(offset, result->data(), scratch, result->size())) return cipher_failed();
  *result = Slice(scratch, result->size());
  return IOStatus::OK();
}

/// Its file stands behind the prefix. Without a cipher it is empty.
class SequentialFile final : public FSSequentialFile {
 public:
  SequentialFile(std::unique_ptr<FSSequentialFile> file, std::optional<FileCipher> cipher)
      : file_(std::move(file)), cipher_(std::move(cipher)) {}

  IOStatus Read(size_t n, const IOOptions& options, Slice* result, char* scratch,
                IODebugContext* debug) override {
    *result = Slice(scratch, 0);
    if (!cipher_) return IOStatus::OK();
    IOStatus status = file_->Read(n, options, result, scratch, debug);
    if (status.ok()) status = decrypt(*cipher_, offset_, result, scratch);
    if (status.ok()) offset_ += result->size();
    return status;
  }
  IOStatus Skip(uint64_t n) override {
    if (!cipher_) return IOStatus::OK();
    IOStatus status = file_->Skip(n);
    if (status.ok()) offset_ += n;
    return status;
  }
  IOStatus InvalidateCache(size_t offset, size_t length) override {
    return file_->InvalidateCache(offset + prefix_bytes, length);
  }

 private:
  std::unique_ptr<FSSequentialFile> file_;
  std::optional<FileCipher> cipher_;
  std::uint64_t offset_ = 0;
};

/// Without a cipher it is empty. What reads several places at once, or in the background, reaches
/// Read through the base class.
class RandomAccessFile final : public FSRandomAccessFile {
 public:
  RandomAccessFile(std::unique_ptr<FSRandomAccessFile> file, std::optional<FileCipher> cipher)
      : file_(std::move(file)), cipher_(std::move(cipher)) {}

  IOStatus Read(uint64_t offset, size_t n, const IOOptions& options, Slice* result, char* scratch,
                IODebugContext* debug) const override {
    *result = Slice(scratch, 0);
    if (!cipher_) return IOStatus::OK();
    IOStatus status = file_->Read(offset + prefix_bytes, n, options, result, scratch, debug);
    if (status.ok()) status = decrypt(*cipher_, offset, result, scratch);
    return status;
  }
  IOStatus Prefetch(uint64_t offset, size_t n, const IOOptions& options,
                    IODebugContext* debug) override {
    return file_->Prefetch(offset + prefix_bytes, n, options, debug);
  }
  size_t GetUniqueId(char* id, size_t max_size) const override {
    return file_->GetUniqueId(id, max_size);
  }
  void Hint(AccessPattern pattern) override { file_->Hint(pattern); }
  IOStatus InvalidateCache(size_t offset, size_t length) override {
    return file_->InvalidateCache(offset + prefix_bytes, length);
  }
  rocksdb::Temperature GetTemperature() const override { return file_->GetTemperature(); }

 private:
  std::unique_ptr<FSRandomAccessFile> file_;
  std::optional<FileCipher> cipher_;
};

/// What is written to a file, once, from its start to its end: so no block is ever encrypted
/// twice. Appending is refused after a failure, which leaves unknown how much was written, after
/// something was cut off, and to a file that was opened again.
class WritableFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  WritableFile(std::unique_ptr<FSWritableFile> file, FileCipher cipher)
      : FSWritableFileOwnerWrapper(std::move(file)), cipher_(std::move(cipher)) {}
  /// A file that was there: `size` bytes, the prefix not counted; nothing: the prefix is not whole.
  WritableFile(std::unique_ptr<FSWritableFile> file, std::optional<std::uint64_t> size)
      : FSWritableFileOwnerWrapper(std::move(file)),
        has_prefix_(size.has_value()),
        size_(size.value_or(0)) {}

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override {
    if (!cipher_) return IOStatus::NotSupported("appending to an encrypted file of before");
    buffer_.resize(data.size());
    if (!cipher_->apply(size_, data.data(), buffer_.data(), data.size())) return cipher_failed();
    IOStatus status = target()->Append(buffer_, options, debug);
    if (status.ok()) {
      size_ += data.size();
    } else {
      cipher_.reset();
    }
    return status;
  }
  /// The checksum that comes along is of what is not encrypted.
  IOStatus Append(const Slice& data, const IOOptions& options,
                  const rocksdb::DataVerificationInfo& /*verification*/,
                  IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  IOStatus PositionedAppend(const Slice& /*data*/, uint64_t /*offset*/,
                            const IOOptions& /*options*/, IODebugContext* /*debug*/) override {
    return IOStatus::NotSupported("writing past the system's cache");
  }
  IOStatus PositionedAppend(const Slice& data, uint64_t offset, const IOOptions& options,
                            const rocksdb::DataVerificationInfo& /*verification*/,
                            IODebugContext* debug) override {
    return PositionedAppend(data, offset, options, debug);
  }
  IOStatus Truncate(uint64_t size, const IOOptions& options, IODebugContext* debug) override {
    if (size > size_) return IOStatus::NotSupported("lengthening an encrypted file");
    if (size < size_) cipher_.reset();
    size_ = size;
    return target()->Truncate(has_prefix_ ? size + prefix_bytes : 0, options, debug);
  }
  uint64_t GetFileSize(const IOOptions& /*options*/, IODebugContext* /*debug*/) override {
    return size_;
  }
  IOStatus InvalidateCache(size_t offset, size_t length) override {
    return target()->InvalidateCache(offset + prefix_bytes, length);
  }
  IOStatus RangeSync(uint64_t offset, uint64_t size, const IOOptions& options,
                     IODebugContext* debug) override {
    return target()->RangeSync(offset + prefix_bytes, size, options, debug);
  }
  void PrepareWrite(size_t offset, size_t length, const IOOptions& options,
                    IODebugContext* debug) override {
    target()->PrepareWrite(offset + prefix_bytes, length, options, debug);
  }
  IOStatus Allocate(uint64_t offset, uint64_t length, const IOOptions& options,
                    IODebugContext* debug) override {
    return target()->Allocate(offset + prefix_bytes, length, options, debug);
  }

 private:
  std::optional<FileCipher> cipher_;
  bool has_prefix_ = true;
  std::uint64_t size_ = 0;
  std::string buffer_;
};

class EncryptedFileSystem final : public FileSystemWrapper {
 public:
  EncryptedFileSystem(const std::shared_ptr<FileSystem>& base, DataKeys keys)
      : FileSystemWrapper(base), keys_(std::move(keys)) {}

  const char* Name() const override { return "dynarocks.encrypted"; }

  IOStatus NewSequentialFile(const std::string& path, const FileOptions& options,
                             std::unique_ptr<FSSequentialFile>* result,
                             IODebugContext* debug) override {
    FileForm form;
    IOStatus status = read_form(path, &form, debug);
    if (!status.ok()) return status;
    std::unique_ptr<FSSequentialFile> file;
    status = target()->NewSequentialFile(path, options, &file, debug);
    if (!status.ok()) return status;
    if (form.kind == FileForm::Kind::plain) {
      *result = std::move(file);
      return status;
    }
    if (form.encrypted) status = file->Skip(prefix_bytes);
    if (status.ok()) {
      *result = std::make_unique<SequentialFile>(std::move(file), cipher_of(std::move(form)));
    }
    return status;
  }

  IOStatus NewRandomAccessFile(const std::string& path, const FileOptions& options,
                               std::unique_ptr<FSRandomAccessFile>* result,
                               IODebugContext* debug) override {
    FileForm form;
    IOStatus status = read_form(path, &form, debug);
    if (!status.ok()) return status;
    std::unique_ptr<FSRandomAccessFile> file;
    status = target()->NewRandomAccessFile(path, options, &file, debug);
    if (!status.ok()) return status;
    if (form.kind == FileForm::Kind::plain) {
      *result = std::move(file);
    } else {
      *result = std::make_unique<RandomAccessFile>(std::move(file), cipher_of(std::move(form)));
    }
    return status;
  }

  IOStatus NewWritableFile(const std::string& path, const FileOptions& options,
                           std::unique_ptr<FSWritableFile>* result,
                           IODebugContext* debug) override {
    if (!keys_.write) return target()->NewWritableFile(path, options, result, debug);
    auto made = EncryptedFile::create(*keys_.write, keys_.keys.at(*keys_.write));
    if (!made) return IOStatus::IOError(made.error().message);
    std::unique_ptr<FSWritableFile> file;
    IOStatus status = target()->NewWritableFile(path, options, &file, debug);
    if (status.ok()) status = file->Append(made->prefix, IOOptions(), debug);
    if (status.ok()) {
      *result = std::make_unique<WritableFile>(std::move(file), std::move(made->cipher));
    }
    return status;
  }

  /// For cutting off what was allocated ahead at a log's end; see WritableFile.
  IOStatus ReopenWritableFile(const std::string& path, const FileOptions& options,
                              std::unique_ptr<FSWritableFile>* result,
                              IODebugContext* debug) override {
    FileForm form;
    IOStatus status = read_form(path, &form, debug);
    if (!status.ok()) return status;
    if (form.kind == FileForm::Kind::plain) {
      return target()->ReopenWritableFile(path, options, result, debug);
    }
    std::uint64_t whole_size = 0;
    status = target()->GetFileSize(path, IOOptions(), &whole_size, debug);
    std::unique_ptr<FSWritableFile> file;
    if (status.ok()) status = target()->ReopenWritableFile(path, options, &file, debug);
    if (!status.ok()) return status;
    std::optional<std::uint64_t> size;
    if (form.encrypted) size = whole_size - prefix_bytes;
    *result = std::make_unique<WritableFile>(std::move(file), size);
    return status;
  }

  /// As a new file: what is left of the old one would be read with the new one's key.
  IOStatus ReuseWritableFile(const std::string& path, const std::string& old_path,
                             const FileOptions& options, std::unique_ptr<FSWritableFile>* result,
                             IODebugContext* debug) override {
    IOStatus status = target()->RenameFile(old_path, path, IOOptions(), debug);
    if (status.ok()) status = NewWritableFile(path, options, result, debug);
    return status;
  }

  IOStatus GetFileSize(const std::string& path, const IOOptions& options, uint64_t* size,
                       IODebugContext* debug) override {
    IOStatus status = target()->GetFileSize(path, options, size, debug);
    if (!status.ok()) return status;
    FileForm form;
    form.kind = FileForm::Kind::encrypted;
    if (keys_.plain) status = read_form(path, &form, debug);
    if (form.kind != FileForm::Kind::plain) *size -= std::min<std::uint64_t>(*size, prefix_bytes);
    return status;
  }
  IOStatus GetChildrenFileAttributes(const std::string& directory, const IOOptions& options,
                                     std::vector<rocksdb::FileAttributes>* result,
                                     IODebugContext* debug) override {
    IOStatus status = target()->GetChildrenFileAttributes(directory, options, result, debug);
    for (rocksdb::FileAttributes& child : *result) {
      if (!status.ok()) break;
      status = GetFileSize(directory + "/" + child.name, options, &child.size_bytes, debug);
    }
    return status;
  }

  // What would read or write a file elsewhere is not for encrypted ones.
  IOStatus NewRandomRWFile(const std::string& /*path*/, const FileOptions& /*options*/,
                           std::unique_ptr<rocksdb::FSRandomRWFile>* /*result*/,
                           IODebugContext* /*debug*/) override {
    return IOStatus::NotSupported("changing an encrypted file");
  }
  IOStatus NewMemoryMappedFileBuffer(
      const std::string& /*path*/,
      std::unique_ptr<rocksdb::MemoryMappedFileBuffer>* /*result*/) override {
    return IOStatus::NotSupported("mapping an encrypted file");
  }
  IOStatus Truncate(const std::string& /*path*/, size_t /*size*/, const IOOptions& /*options*/,
                    IODebugContext* /*debug*/) override {
    return IOStatus::NotSupported("cutting an encrypted file");
  }
  IOStatus NewLogger(const std::string& /*path*/, const IOOptions& /*options*/,
                     std::shared_ptr<rocksdb::Logger>* /*result*/,
                     IODebugContext* /*debug*/) override {
    return IOStatus::NotSupported("a log that is not encrypted");
  }

 private:
  IOStatus read_form(const std::string& path, FileForm* form, IODebugContext* debug) const {
    std::unique_ptr<FSRandomAccessFile> file;
    IOStatus status = target()->NewRandomAccessFile(path, FileOptions(), &file, debug);
    if (!status.ok()) return status;
    std::array<char, prefix_bytes> scratch{};
    Slice start;
    status = file->Read(0, scratch.size(), IOOptions(), &start, scratch.data(), debug);
    if (!status.ok()) return status;
    auto found = form_of_file(start.ToStringView(), keys_);
    if (!found) return unreadable(path, found.error());
    *form = std::move(*found);
    return status;
  }

  static std::optional<FileCipher> cipher_of(FileForm form) {
    if (!form.encrypted) return std::nullopt;
    return std::move(form.encrypted->cipher);
  }

  DataKeys keys_;
};

}  // namespace

std::shared_ptr<rocksdb::FileSystem> encrypted_file_system(
    const std::shared_ptr<rocksdb::FileSystem>& base, DataKeys keys) {
  return std::make_shared<EncryptedFileSystem>(base, std::move(keys));
}

}  // namespace dynarocks::kv
