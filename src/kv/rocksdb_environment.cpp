#include "kv/rocksdb_environment.h"

#include <rocksdb/file_system.h>

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "kv/rocksdb_encryption.h"
#include "kv/rocksdb_mended_file.h"

namespace dynarocks::kv {
namespace {

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// RocksDB writes this file when it makes a store, and again when it finds none. Making it durable
/// is left to the sync of CURRENT, which comes next: without that one there is no store yet.
bool is_identity_file(std::string_view path) { return file_name(path) == "IDENTITY"; }

bool is_options_file(std::string_view path) { return file_name(path).starts_with("OPTIONS-"); }

/// A directory that others have open, too.
class SharedDirectory final : public rocksdb::FSDirectory {
 public:
  explicit SharedDirectory(std::shared_ptr<rocksdb::FSDirectory> directory)
      : directory_(std::move(directory)) {}

  rocksdb::IOStatus Fsync(const rocksdb::IOOptions& options,
                          rocksdb::IODebugContext* debug) override {
    return directory_->Fsync(options, debug);
  }
  rocksdb::IOStatus FsyncWithDirOptions(const rocksdb::IOOptions& options,
                                        rocksdb::IODebugContext* debug,
                                        const rocksdb::DirFsyncOptions& how) override {
    if (is_identity_file(how.renamed_new_name)) return rocksdb::IOStatus::OK();
    return directory_->FsyncWithDirOptions(options, debug, how);
  }
  /// The last of those that share it closes it when it goes.
  rocksdb::IOStatus Close(const rocksdb::IOOptions& /*options*/,
                          rocksdb::IODebugContext* /*debug*/) override {
    return rocksdb::IOStatus::OK();
  }
  size_t GetUniqueId(char* id, size_t max_size) const override {
    return directory_->GetUniqueId(id, max_size);
  }

 private:
  std::shared_ptr<rocksdb::FSDirectory> directory_;
};

/// At every creation and drop of a column family RocksDB writes a file that describes the options
/// of all families, reads it back and compares: time that grows with the number of tables. Nothing
/// reads those files here, since the options are the same for every family and compiled in, so
/// writing one is refused and RocksDB goes on without (fail_if_options_file_error is off).
class StoreFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  explicit StoreFileSystem(const std::shared_ptr<rocksdb::FileSystem>& files)
      : FileSystemWrapper(files), files_(files) {}

  const char* Name() const override { return "dynarocks.store"; }

  rocksdb::IOStatus NewWritableFile(const std::string& path,
                                    const rocksdb::FileOptions& file_options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* result,
                                    rocksdb::IODebugContext* debug) override {
    if (is_options_file(path)) return rocksdb::IOStatus::NotSupported("no options files");
    std::unique_ptr<rocksdb::FSWritableFile> file;
    rocksdb::IOStatus status = files_->NewWritableFile(path, file_options, &file, debug);
    if (status.ok()) {
      *result = std::make_unique<MendedFile>(files_, path, file_options, std::move(file));
    } else {
      status.SetRetryable(true);
    }
    return status;
  }

  /// RocksDB's files in memory answer nothing where a file is read from its start to its end and
  /// blocks are used where they lie.
  rocksdb::IOStatus NewSequentialFile(const std::string& path,
                                      const rocksdb::FileOptions& file_options,
                                      std::unique_ptr<rocksdb::FSSequentialFile>* result,
                                      rocksdb::IODebugContext* debug) override {
    rocksdb::FileOptions copied = file_options;
    copied.use_mmap_reads = false;
    return FileSystemWrapper::NewSequentialFile(path, copied, result, debug);
  }

  /// Every column family made while the store is open keeps the store's directory open. They share
  /// one descriptor, or the operating system's limit on open files would be one on tables.
  rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* result,
                                 rocksdb::IODebugContext* debug) override {
    const std::scoped_lock lock(directories_mutex_);
    std::shared_ptr<rocksdb::FSDirectory> directory = directories_[path].lock();
    if (!directory) {
      std::unique_ptr<rocksdb::FSDirectory> opened;
      rocksdb::IOStatus status = FileSystemWrapper::NewDirectory(path, options, &opened, debug);
      if (!status.ok()) return status;
      directory = std::move(opened);
      directories_[path] = directory;
    }
    *result = std::make_unique<SharedDirectory>(std::move(directory));
    return rocksdb::IOStatus::OK();
  }

 private:
  std::shared_ptr<rocksdb::FileSystem> files_;
  std::mutex directories_mutex_;
  std::map<std::string, std::weak_ptr<rocksdb::FSDirectory>> directories_;  // the few there are
};

/// For looking at a store that must stay as it is, damaged as it may be.
class ReadOnlyFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  using FileSystemWrapper::FileSystemWrapper;

  const char* Name() const override { return "dynarocks.read-only"; }

  rocksdb::IOStatus NewWritableFile(const std::string& path,
                                    const rocksdb::FileOptions& /*options*/,
                                    std::unique_ptr<rocksdb::FSWritableFile>* /*result*/,
                                    rocksdb::IODebugContext* /*debug*/) override {
    return refused(path);
  }
  rocksdb::IOStatus ReopenWritableFile(const std::string& path,
                                       const rocksdb::FileOptions& /*options*/,
                                       std::unique_ptr<rocksdb::FSWritableFile>* /*result*/,
                                       rocksdb::IODebugContext* /*debug*/) override {
    return refused(path);
  }
  rocksdb::IOStatus ReuseWritableFile(const std::string& path, const std::string& /*old_path*/,
                                      const rocksdb::FileOptions& /*options*/,
                                      std::unique_ptr<rocksdb::FSWritableFile>* /*result*/,
                                      rocksdb::IODebugContext* /*debug*/) override {
    return refused(path);
  }
  rocksdb::IOStatus NewRandomRWFile(const std::string& path,
                                    const rocksdb::FileOptions& /*options*/,
                                    std::unique_ptr<rocksdb::FSRandomRWFile>* /*result*/,
                                    rocksdb::IODebugContext* /*debug*/) override {
    return refused(path);
  }
  rocksdb::IOStatus Truncate(const std::string& path, size_t /*size*/,
                             const rocksdb::IOOptions& /*options*/,
                             rocksdb::IODebugContext* /*debug*/) override {
    return refused(path);
  }
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& /*options*/,
                               rocksdb::IODebugContext* /*debug*/) override {
    return refused(path);
  }
  rocksdb::IOStatus RenameFile(const std::string& path, const std::string& /*target*/,
                               const rocksdb::IOOptions& /*options*/,
                               rocksdb::IODebugContext* /*debug*/) override {
    return refused(path);
  }
  rocksdb::IOStatus LinkFile(const std::string& path, const std::string& /*target*/,
                             const rocksdb::IOOptions& /*options*/,
                             rocksdb::IODebugContext* /*debug*/) override {
    return refused(path);
  }
  rocksdb::IOStatus CreateDir(const std::string& path, const rocksdb::IOOptions& /*options*/,
                              rocksdb::IODebugContext* /*debug*/) override {
    return refused(path);
  }
  rocksdb::IOStatus DeleteDir(const std::string& path, const rocksdb::IOOptions& /*options*/,
                              rocksdb::IODebugContext* /*debug*/) override {
    return refused(path);
  }

 private:
  static rocksdb::IOStatus refused(const std::string& path) {
    return rocksdb::IOStatus::NotSupported("changing " + path + ", which is only looked at");
  }
};

std::shared_ptr<rocksdb::FileSystem> machine_files(std::optional<DataKeys> keys) {
  std::shared_ptr<rocksdb::FileSystem> files = rocksdb::Env::Default()->GetFileSystem();
  return keys ? encrypted_file_system(files, std::move(*keys)) : files;
}

}  // namespace

Environment Environment::in_memory() {
  Environment made;
  made.memory_.reset(rocksdb::NewMemEnv(rocksdb::Env::Default()));
  made.env_ =
      rocksdb::NewCompositeEnv(std::make_shared<StoreFileSystem>(made.memory_->GetFileSystem()));
  return made;
}

Environment Environment::on_disk(std::optional<DataKeys> keys) {
  Environment made;
  made.env_ =
      rocksdb::NewCompositeEnv(std::make_shared<StoreFileSystem>(machine_files(std::move(keys))));
  return made;
}

Environment Environment::read_only(std::optional<DataKeys> keys) {
  Environment made;
  made.env_ = rocksdb::NewCompositeEnv(
      std::make_shared<ReadOnlyFileSystem>(machine_files(std::move(keys))));
  return made;
}

}  // namespace dynarocks::kv
