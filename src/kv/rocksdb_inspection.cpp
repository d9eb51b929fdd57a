#include <rocksdb/metadata.h>
#include <rocksdb/options.h>
#include <rocksdb/sst_file_reader.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "kv/data_directory.h"
#include "kv/inspection.h"
#include "kv/rocksdb_logs.h"
#include "kv/rocksdb_options.h"
#include "kv/rocksdb_reading.h"
#include "kv/unlock.h"

namespace dynarocks::kv {
namespace {

class RocksdbInspection final : public Inspection {
 public:
  RocksdbInspection(std::unique_ptr<DataDirectory> directory, std::optional<DataKeys> keys)
      : path_(directory->store_path()), database_(std::make_shared<Database>()) {
    database_->directory = std::move(directory);
    database_->environment = Environment::read_only(std::move(keys));
  }

  [[nodiscard]] StoreResult<LogState> check_logs() const override {
    return kv::check_logs(*database_->environment->env(), path_);
  }

  [[nodiscard]] bool has_store() const override {
    std::error_code error;
    return !std::filesystem::is_empty(path_, error) && !error;
  }

  [[nodiscard]] StoreResult<void> open_store() override {
    DYNAROCKS_ASSIGN(opened_, open_to_read(database_, path_));
    return {};
  }

  [[nodiscard]] Store& store() override { return *opened_.store; }
  [[nodiscard]] const std::vector<SpaceId>& spaces() const override { return opened_.spaces; }

  [[nodiscard]] FileTotals check_table_files(const FoundFault& found,
                                             const Progress& progress) const override {
    std::vector<rocksdb::LiveFileMetaData> files;
    database_->db->GetLiveFilesMetaData(&files);
    FileTotals all;
    for (const rocksdb::LiveFileMetaData& file : files) all.bytes += file.size;
    all.files = files.size();
    std::uint64_t done = 0;
    for (const rocksdb::LiveFileMetaData& file : files) {
      const std::string name = file.name.substr(file.name.find_first_not_of('/'));
      if (const rocksdb::Status status = check_file(name); !status.ok()) {
        found({name, Space::id_of_family(file.column_family_name).value_or(catalog_space),
               status.ToString()});
      }
      done += file.size;
      progress(done, all.bytes);
    }
    return all;
  }

 private:
  [[nodiscard]] rocksdb::Status check_file(const std::string& name) const {
    const StoreOptions defaults;
    rocksdb::Options options(database_options(defaults), space_options(defaults));
    options.env = database_->environment->env();
    rocksdb::SstFileReader reader(options);
    const rocksdb::Status opened = reader.Open(path_ + "/" + name);
    return opened.ok() ? reader.VerifyChecksum() : opened;
  }

  std::string path_;
  std::shared_ptr<Database> database_;
  StoreToRead opened_;
};

}  // namespace

StoreResult<std::unique_ptr<Inspection>> inspect_rocksdb(const InspectionRequest& request) {
  DYNAROCKS_ASSIGN(const auto master, read_master_key(request.encryption_key_file));
  DYNAROCKS_ASSIGN(auto directory, DataDirectory::open_existing(request.data_dir));
  DYNAROCKS_ASSIGN(auto keys, unlock_existing(*directory, master));
  return std::make_unique<RocksdbInspection>(std::move(directory), std::move(keys));
}

}  // namespace dynarocks::kv
