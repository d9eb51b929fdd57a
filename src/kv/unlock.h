#pragma once
// From a data directory and the master key, if one is given, to the keys of its files: or to a
// refusal, before any file of the store is touched.

#include <optional>
#include <string>

#include "kv/data_directory.h"
#include "kv/data_keys.h"
#include "kv/store.h"

namespace dynarocks::kv {

/// The file with the directory's master key.
struct MasterKey {
  std::string file;
  SecretKey key;
};

/// Nothing: the directory is not encrypted. A new one is encrypted when a key is given. Errors name
/// the directory and say what to do: encrypted and no key given, or another one; a key given and
/// not encrypted; keyring lost or damaged.
[[nodiscard]] StoreResult<std::optional<DataKeys>> unlock(const DataDirectory& directory,
                                                          const std::optional<MasterKey>& master);

/// The same of a directory that holds a store; changes nothing.
[[nodiscard]] StoreResult<std::optional<DataKeys>> unlock_existing(
    const DataDirectory& directory, const std::optional<MasterKey>& master);

/// The name, in store/, of the copy of a file that a change of keys is making.
inline constexpr const char* rekey_copy_name = "REKEY";

/// Whether the directory has a store that was opened before, in whatever form.
[[nodiscard]] bool holds_store(const DataDirectory& directory);

/// Reads the file with the master key; nothing when `file` is empty.
[[nodiscard]] StoreResult<std::optional<MasterKey>> read_master_key(const std::string& file);

/// Refuses a directory without a keyring whose store is encrypted all the same.
[[nodiscard]] StoreResult<void> check_keyring_not_lost(const DataDirectory& directory);

/// "data directory '...' " and what a keyring has to say.
[[nodiscard]] StoreError keyring_error(const DataDirectory& directory, StoreError error);

}  // namespace dynarocks::kv
