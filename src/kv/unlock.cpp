#include "kv/unlock.h"

#include <unistd.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "base/logging.h"
#include "kv/durable_file.h"
#include "kv/file_cipher.h"
#include "kv/key_file.h"
#include "kv/keyring.h"

namespace dynarocks::kv {
namespace {

StoreError refusal(const DataDirectory& directory, const std::string& what) {
  return keyring_error(directory, StoreError{StoreError::Kind::invalid, what});
}

StoreResult<DataKeys> make_keys(const DataDirectory& directory, const SecretKey& master) {
  DYNAROCKS_ASSIGN(const SecretKey key, SecretKey::random());
  DataKeys keys;
  keys.write = 1;
  keys.keys.emplace(1, key);
  if (auto written = Keyring::write(directory.path(), keys, master); !written) {
    return failure(keyring_error(directory, std::move(written).error()));
  }
  return keys;
}

/// A store without keys; `master` must be nothing then.
StoreResult<std::optional<DataKeys>> without_keyring(const DataDirectory& directory,
                                                     const std::optional<MasterKey>& master) {
  DYNAROCKS_TRY(check_keyring_not_lost(directory));
  if (!master) return std::nullopt;
  return failure(refusal(directory,
                         "is not encrypted; encrypt it with: dynarocks rekey "
                         "--data-dir " +
                             directory.path() + " --new-key-file " + master->file));
}

StoreResult<std::optional<DataKeys>> with_keyring(const DataDirectory& directory,
                                                  const Keyring& keyring,
                                                  const std::optional<MasterKey>& master) {
  if (!master) {
    return failure(
        refusal(directory, "is encrypted; name the file with its key: --encryption-key-file FILE"));
  }
  DYNAROCKS_ASSIGN(const bool right_key, keyring.belongs_to(master->key));
  if (!right_key) {
    return failure(refusal(
        directory, "is encrypted with another key than the one in '" + master->file + "'; " +
                       (keyring.settled() ? "name the file with the right one"
                                          : "a change of keys is under way, so name the file with "
                                            "the new one")));
  }
  auto keys = keyring.open(master->key);
  if (!keys) return failure(keyring_error(directory, std::move(keys).error()));
  if (!keys->settled()) {
    log::warn("a change of the keys of data directory '" + directory.path() +
              "' was interrupted; stop the server and repeat dynarocks rekey to end it");
  }
  return std::move(*keys);
}

}  // namespace

StoreResult<std::optional<DataKeys>> unlock(const DataDirectory& directory,
                                            const std::optional<MasterKey>& master) {
  std::error_code error;
  const bool has_keyring = std::filesystem::exists(directory.path() + "/KEYS", error);
  if (master && !has_keyring && !holds_store(directory)) return make_keys(directory, master->key);
  DYNAROCKS_ASSIGN(auto keys, unlock_existing(directory, master));
  if (keys && !keys->settled()) {
    (void)::unlink((directory.store_path() + "/" + rekey_copy_name).c_str());
  }
  return keys;
}

StoreResult<std::optional<DataKeys>> unlock_existing(const DataDirectory& directory,
                                                     const std::optional<MasterKey>& master) {
  auto keyring = Keyring::read(directory.path());
  if (!keyring) return failure(keyring_error(directory, std::move(keyring).error()));
  if (*keyring) return with_keyring(directory, **keyring, master);
  return without_keyring(directory, master);
}

StoreResult<std::optional<MasterKey>> read_master_key(const std::string& file) {
  if (file.empty()) return std::nullopt;
  DYNAROCKS_ASSIGN(const SecretKey key, read_key_file(file));
  return MasterKey{file, key};
}

bool holds_store(const DataDirectory& directory) {
  std::error_code error;
  return std::filesystem::exists(directory.store_path() + "/CURRENT", error);
}

StoreResult<void> check_keyring_not_lost(const DataDirectory& directory) {
  const auto start = read_start(directory.store_path() + "/CURRENT", FileCipher::prefix_bytes);
  if (start && *start && looks_encrypted(**start)) {
    return failure(refusal(directory,
                           "is encrypted, but without its KEYS file; restore it from a backup, "
                           "since nothing else can decrypt the data"));
  }
  return {};
}

StoreError keyring_error(const DataDirectory& directory, StoreError error) {
  error.message = "data directory '" + directory.path() + "' " + error.message;
  return error;
}

}  // namespace dynarocks::kv
