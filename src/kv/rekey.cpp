#include "kv/rekey.h"

#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "kv/data_directory.h"
#include "kv/data_keys.h"
#include "kv/durable_file.h"
#include "kv/file_copy.h"
#include "kv/keyring.h"
#include "kv/unlock.h"

namespace dynarocks::kv {
namespace {

constexpr std::uint64_t spare_bytes = 1u << 20;  // for the keyring and the file system's own needs

struct StoreFile {
  std::string name;
  std::uint64_t bytes = 0;
};

/// What is to be done: the keys until all files are copied, and the master key to seal them under.
struct Plan {
  DataKeys keys;
  std::optional<MasterKey> master;
  bool begun = false;  // KEYS says so already
};

class Rekeying {
 public:
  Rekeying(std::unique_ptr<DataDirectory> directory, std::optional<MasterKey> old_master,
           std::optional<MasterKey> new_master)
      : directory_(std::move(directory)),
        old_(std::move(old_master)),
        new_(std::move(new_master)) {}

  [[nodiscard]] StoreResult<RekeyOutcome> run(const RekeyProgress& progress) {
    DYNAROCKS_ASSIGN(std::optional<Plan> plan, make_plan());
    if (!plan) return RekeyOutcome{.already = true};
    (void)::unlink(copy_path().c_str());
    DYNAROCKS_ASSIGN(const std::vector<StoreFile> files, files_to_copy(plan->keys));
    DYNAROCKS_TRY(check_room(files));
    if (!plan->begun) DYNAROCKS_TRY(write_keyring(*plan));
    RekeyOutcome outcome;
    outcome.files = files.size();
    for (const StoreFile& file : files) outcome.bytes += file.bytes;
    DYNAROCKS_TRY(copy_all(files, plan->keys, outcome.bytes, progress));
    settle(plan->keys);
    DYNAROCKS_TRY(write_keyring(*plan));
    return outcome;
  }

 private:
  [[nodiscard]] StoreError refusal(const std::string& what,
                                   StoreError::Kind kind = StoreError::Kind::invalid) const {
    return keyring_error(*directory_, StoreError{kind, what});
  }
  [[nodiscard]] std::string path_of(const std::string& name) const {
    return directory_->store_path() + "/" + name;
  }
  [[nodiscard]] std::string copy_path() const { return path_of(rekey_copy_name); }

  /// Nothing: the directory is as it shall be.
  [[nodiscard]] StoreResult<std::optional<Plan>> make_plan() const {
    auto keyring = Keyring::read(directory_->path());
    if (!keyring) return failure(keyring_error(*directory_, std::move(keyring).error()));
    if (*keyring) return plan_from(**keyring);
    DYNAROCKS_TRY(check_keyring_not_lost(*directory_));
    if (!new_) return std::nullopt;
    if (old_) return failure(refusal("is not encrypted; leave --old-key-file out"));
    DataKeys keys;
    keys.plain = true;
    return plan_for_new_key(std::move(keys));
  }

  [[nodiscard]] StoreResult<std::optional<Plan>> plan_from(const Keyring& keyring) const {
    DYNAROCKS_ASSIGN(const bool old_opens, opens(keyring, old_));
    DYNAROCKS_ASSIGN(const bool new_opens, opens(keyring, new_));
    if (!old_opens && !new_opens) return failure(no_key_for(keyring));
    auto opened = keyring.open(old_opens ? old_->key : new_->key);
    if (!opened) return failure(keyring_error(*directory_, std::move(opened).error()));
    DataKeys& keys = *opened;
    if (!new_) {
      const bool begun = !keys.write;
      keys.write.reset();
      keys.plain = true;
      return Plan{std::move(keys), old_, begun};
    }
    if (new_opens && keys.write && !keys.settled()) return Plan{std::move(keys), new_, true};
    if (!old_opens && keys.settled()) return std::nullopt;
    return plan_for_new_key(std::move(keys));
  }

  [[nodiscard]] static StoreResult<bool> opens(const Keyring& keyring,
                                               const std::optional<MasterKey>& master) {
    if (!master) return false;
    return keyring.belongs_to(master->key);
  }

  [[nodiscard]] StoreError no_key_for(const Keyring& keyring) const {
    if (!old_) return refusal("is encrypted; name the file with its key: --old-key-file FILE");
    return refusal("is encrypted with another key than the one in '" + old_->file + "'; " +
                   (keyring.settled() ? "name the file with the right one"
                                      : "a change of keys is under way, so name the file with the "
                                        "key it was to get"));
  }

  [[nodiscard]] StoreResult<std::optional<Plan>> plan_for_new_key(DataKeys keys) const {
    DYNAROCKS_ASSIGN(const SecretKey key, SecretKey::random());
    const DataKeyId id = keys.keys.empty() ? 1 : keys.keys.rbegin()->first + 1;
    keys.keys.emplace(id, key);
    keys.write = id;
    return Plan{std::move(keys), new_, false};
  }

  [[nodiscard]] StoreResult<std::vector<StoreFile>> files_to_copy(const DataKeys& keys) const {
    std::vector<StoreFile> files;
    std::error_code error;
    const std::filesystem::directory_iterator entries(directory_->store_path(), error);
    if (error) return failure(unreadable("store", error.message()));
    for (auto entry = begin(entries); entry != end(entries); entry.increment(error)) {
      StoreFile file{entry->path().filename().string(), 0};
      if (!entry->is_regular_file(error)) continue;
      file.bytes = entry->file_size(error);
      if (error) return failure(unreadable(file.name, error.message()));
      if (file.bytes == 0) continue;
      const auto needed = needs_copy(entry->path().string(), keys);
      if (!needed) return failure(unreadable(file.name, needed.error().message));
      if (*needed) files.push_back(std::move(file));
    }
    if (error) return failure(unreadable("store", error.message()));
    return files;
  }

  [[nodiscard]] StoreError unreadable(const std::string& name, const std::string& why) const {
    return refusal("cannot get another key: " + name + ": " + why +
                       "; check the disk, the rights on it and that the server starts, then try "
                       "again",
                   StoreError::Kind::io);
  }

  [[nodiscard]] StoreResult<void> check_room(const std::vector<StoreFile>& files) const {
    std::uint64_t largest = 0;
    for (const StoreFile& file : files) largest = std::max(largest, file.bytes);
    struct statvfs disk {};
    if (files.empty() || ::statvfs(directory_->store_path().c_str(), &disk) != 0) return {};
    const std::uint64_t room = std::uint64_t{disk.f_bavail} * disk.f_frsize;
    if (room >= largest + spare_bytes) return {};
    constexpr std::uint64_t mib = 1u << 20;
    return failure(refusal("needs " + std::to_string((largest + spare_bytes) / mib + 1) +
                               " MiB free on its disk, for a copy of its largest file, and has " +
                               std::to_string(room / mib) + "; free space, then try again",
                           StoreError::Kind::io));
  }

  [[nodiscard]] StoreResult<void> write_keyring(const Plan& plan) const {
    const bool encrypted = !plan.keys.keys.empty();
    auto written = encrypted ? Keyring::write(directory_->path(), plan.keys, plan.master->key)
                             : Keyring::remove(directory_->path());
    if (!written) return failure(keyring_error(*directory_, std::move(written).error()));
    return {};
  }

  [[nodiscard]] StoreResult<void> copy_all(const std::vector<StoreFile>& files,
                                           const DataKeys& keys, std::uint64_t all,
                                           const RekeyProgress& progress) const {
    std::uint64_t done = 0;
    for (const StoreFile& file : files) {
      const auto copied = copy_file(path_of(file.name), copy_path(), keys, [&](std::uint64_t step) {
        done += step;
        progress(std::min(done, all), all);
      });
      if (!copied) return failure(interrupted(file.name, copied.error().message));
      if (::rename(copy_path().c_str(), path_of(file.name).c_str()) != 0) {
        return failure(interrupted(file.name, error_text(errno)));
      }
    }
    const auto flushed = flush_directory(directory_->store_path());
    if (!flushed) return failure(interrupted("store", error_text(flushed.error())));
    return {};
  }

  [[nodiscard]] StoreError interrupted(const std::string& name, const std::string& why) const {
    return refusal("has not got its new key yet: " + name + ": " + why +
                       "; mend that and repeat the command, nothing is lost",
                   StoreError::Kind::io);
  }

  /// No file has an old form any more.
  static void settle(DataKeys& keys) {
    keys.plain = false;
    for (auto key = keys.keys.begin(); key != keys.keys.end();) {
      key = keys.write == key->first ? std::next(key) : keys.keys.erase(key);
    }
  }

  std::unique_ptr<DataDirectory> directory_;
  std::optional<MasterKey> old_;
  std::optional<MasterKey> new_;
};

}  // namespace

StoreResult<RekeyOutcome> rekey(const RekeyRequest& request, const RekeyProgress& progress) {
  std::error_code error;
  if (!std::filesystem::exists(request.data_dir + "/FORMAT", error)) {
    return failure(StoreError{
        StoreError::Kind::invalid,
        "data directory '" + request.data_dir + "' holds no DynaRocks data; check --data-dir"});
  }
  DYNAROCKS_ASSIGN(auto old_master, read_master_key(request.old_key_file));
  DYNAROCKS_ASSIGN(auto new_master, read_master_key(request.new_key_file));
  DYNAROCKS_ASSIGN(auto directory, DataDirectory::open(request.data_dir));
  return Rekeying(std::move(directory), std::move(old_master), std::move(new_master)).run(progress);
}

}  // namespace dynarocks::kv
