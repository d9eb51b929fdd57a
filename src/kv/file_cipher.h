#pragma once
// How one file of the store is encrypted: AES-256 in counter mode under a key of its own. The file
// begins with a prefix that names the data key and holds what the file's key is derived with:
//
//   8 bytes   "DRCRYPT1"
//   8         id of the data key, little-endian
//   32        random salt
//   16        tag
//
// HKDF-SHA256(data key, salt, "dynarocks file" and the first 16 bytes) is the file's key (32 bytes)
// and the tag. Counter 0 is the block right behind the prefix.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "kv/data_keys.h"
#include "kv/secret_key.h"
#include "kv/store.h"

namespace dynarocks::kv {

class FileCipher {
 public:
  static constexpr std::size_t prefix_bytes = 64;

  /// Encrypts, or decrypts, what stands `offset` bytes behind the prefix; `out` may be `in`. Safe
  /// from any thread. False when OpenSSL fails.
  [[nodiscard]] bool apply(std::uint64_t offset, const char* in, char* out, std::size_t size) const;

 private:
  friend struct EncryptedFile;
  explicit FileCipher(SecretKey key) : key_(key) {}

  SecretKey key_;
};

/// A file's prefix and cipher.
struct EncryptedFile {
  DataKeyId key = 0;
  std::string prefix;
  FileCipher cipher;

  /// For a new file; no other ever has the same key.
  [[nodiscard]] static StoreResult<EncryptedFile> create(DataKeyId id, const SecretKey& key);
  /// Of a file that begins with this whole prefix. A failure says what is wrong with "it".
  [[nodiscard]] static StoreResult<EncryptedFile> open(std::string_view prefix,
                                                       const DataKeys& keys);

 private:
  EncryptedFile(DataKeyId id, std::string whole_prefix, FileCipher file_cipher)
      : key(id), prefix(std::move(whole_prefix)), cipher(std::move(file_cipher)) {}
  [[nodiscard]] static StoreResult<EncryptedFile> derive(DataKeyId id, const SecretKey& key,
                                                         std::string_view salt);
};

/// What a file is, by its first bytes.
struct FileForm {
  enum class Kind : std::uint8_t {
    empty,  // its prefix never reached the disk, so nothing behind it is known to have done so
    plain,
    encrypted,
  };
  Kind kind = Kind::empty;
  std::optional<EncryptedFile> encrypted;
};

/// `start` is the file's first prefix_bytes, or all of it when it is shorter. A failure says what
/// is wrong with "it".
[[nodiscard]] StoreResult<FileForm> form_of_file(std::string_view start, const DataKeys& keys);

/// Whether a file that begins so is encrypted, by us.
[[nodiscard]] bool looks_encrypted(std::string_view start);

}  // namespace dynarocks::kv
