#pragma once
// KEYS, the file of an encrypted data directory that holds its data keys, sealed under the master
// key. Lines of text:
//
//   dynarocks-keys 1
//   write 2                     the data key of new files, or "plain"
//   read 1 2                    what files may be encrypted with; "plain": or not
//   master <16 digits>          which master key opens it
//   sealed <digits>             the data keys in the order of "read", 32 bytes each, sealed
//
// Its seal vouches for the lines above it. A file that is there is whole: it is replaced in one.

#include <optional>
#include <string>
#include <vector>

#include "kv/data_keys.h"
#include "kv/secret_key.h"
#include "kv/store.h"

namespace dynarocks::kv {

class Keyring {
 public:
  /// Nothing when the directory has none. Errors complete "data directory '...' ".
  [[nodiscard]] static StoreResult<std::optional<Keyring>> read(const std::string& directory);

  /// Seals the keys and replaces the directory's keyring; durable when it returns.
  [[nodiscard]] static StoreResult<void> write(const std::string& directory, const DataKeys& keys,
                                               const SecretKey& master);
  /// Leaves the directory without one; durable when it returns.
  [[nodiscard]] static StoreResult<void> remove(const std::string& directory);

  /// Whether this is the master key it was sealed under.
  [[nodiscard]] StoreResult<bool> belongs_to(const SecretKey& master) const;
  /// Corrupt when the file was changed.
  [[nodiscard]] StoreResult<DataKeys> open(const SecretKey& master) const;

  /// Whether a change of keys is under way.
  [[nodiscard]] bool settled() const;

 private:
  Keyring() = default;
  [[nodiscard]] static std::optional<Keyring> parse(std::string_view text);

  std::string head_;  // the lines above the seal
  std::optional<DataKeyId> write_;
  std::vector<DataKeyId> read_;
  bool plain_ = false;
  std::string master_;
  std::string sealed_;
};

}  // namespace dynarocks::kv
