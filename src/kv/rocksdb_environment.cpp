#include "kv/rocksdb_environment.h"

#include <rocksdb/file_system.h>

#include <string>
#include <string_view>

namespace dynarocks::kv {
namespace {

/// At every creation and drop of a column family RocksDB writes a file that describes the options
/// of all families, reads it back and compares: time that grows with the number of tables. Nothing
/// reads those files here, since the options are the same for every family and compiled in, so
/// writing one is refused and RocksDB goes on without (fail_if_options_file_error is off).
class FileSystemWithoutOptionsFiles final : public rocksdb::FileSystemWrapper {
 public:
  using FileSystemWrapper::FileSystemWrapper;

  const char* Name() const override { return "dynarocks.without-options-files"; }

  rocksdb::IOStatus NewWritableFile(const std::string& path,
                                    const rocksdb::FileOptions& file_options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* result,
                                    rocksdb::IODebugContext* debug) override {
    if (is_options_file(path)) return rocksdb::IOStatus::NotSupported("no options files");
    return FileSystemWrapper::NewWritableFile(path, file_options, result, debug);
  }

 private:
  static bool is_options_file(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    return name.starts_with("OPTIONS-");
  }
};

}  // namespace

Environment::Environment(bool in_memory) {
  if (in_memory) memory_.reset(rocksdb::NewMemEnv(rocksdb::Env::Default()));
  const rocksdb::Env& base = in_memory ? *memory_ : *rocksdb::Env::Default();
  env_ = rocksdb::NewCompositeEnv(
      std::make_shared<FileSystemWithoutOptionsFiles>(base.GetFileSystem()));
}

}  // namespace dynarocks::kv
