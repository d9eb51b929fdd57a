#pragma once
// A key of 256 bits, and what is done with one: derive others, seal a text. The bytes are wiped
// from memory with the object.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "kv/store.h"

namespace dynarocks::kv {

class SecretKey {
 public:
  static constexpr std::size_t size = 32;

  /// From the operating system's randomness, through OpenSSL.
  [[nodiscard]] static StoreResult<SecretKey> random();

  /// `bytes` are `size` bytes.
  explicit SecretKey(std::string_view bytes);
  ~SecretKey();
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
  SecretKey(SecretKey&&) = default;
  SecretKey& operator=(SecretKey&&) = default;

  [[nodiscard]] std::string_view bytes() const {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
  }
  [[nodiscard]] const unsigned char* data() const { return bytes_.data(); }

  /// HKDF-SHA256 (RFC 5869): `length` bytes that tell nothing of this key, nor of each other.
  [[nodiscard]] StoreResult<std::string> derive(std::string_view salt, std::string_view purpose,
                                                std::size_t length) const;

  /// AES-256-GCM under a random nonce: nonce (12 bytes), ciphertext, tag (16 bytes). The tag
  /// vouches for `context`, too, which is not in the result.
  [[nodiscard]] StoreResult<std::string> seal(std::string_view text,
                                              std::string_view context) const;
  /// What was sealed; corrupt when it or the context is not what it was, or the key is another.
  [[nodiscard]] StoreResult<std::string> unseal(std::string_view sealed,
                                                std::string_view context) const;

 private:
  std::array<unsigned char, size> bytes_;
};

/// Fills `length` bytes from the operating system's randomness, through OpenSSL.
[[nodiscard]] StoreResult<std::string> random_bytes(std::size_t length);

/// OpenSSL refused what it never refuses.
[[nodiscard]] StoreError cryptography_failed();

/// Overwrites a text that held a secret.
void wipe(std::string& text);

}  // namespace dynarocks::kv
