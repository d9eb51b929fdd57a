#include "kv/file_cipher.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>

namespace dynarocks::kv {
namespace {

constexpr std::string_view magic = "DRCRYPT1";
constexpr std::string_view purpose = "dynarocks file";
constexpr std::size_t id_bytes = 8;
constexpr std::size_t head_bytes = magic.size() + id_bytes;
constexpr std::size_t salt_bytes = 32;
constexpr std::size_t tag_bytes = FileCipher::prefix_bytes - head_bytes - salt_bytes;
constexpr std::size_t block_bytes = 16;
constexpr std::size_t largest_step = std::size_t{1} << 30;  // OpenSSL counts with int

struct ContextReleaser {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, ContextReleaser>;

/// Setting one up costs more than encrypting a row, so each thread keeps one.
EVP_CIPHER_CTX* context_of_thread() {
  static EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-CTR", nullptr);
  thread_local const Context context = [] {
    Context made(EVP_CIPHER_CTX_new());
    if (cipher == nullptr || !made ||
        EVP_EncryptInit_ex(made.get(), cipher, nullptr, nullptr, nullptr) != 1) {
      made.reset();
    }
    return made;
  }();
  return context.get();
}

/// The counter of the block at `offset`: a number of 16 bytes, big-endian.
std::array<unsigned char, block_bytes> counter_at(std::uint64_t offset) {
  std::array<unsigned char, block_bytes> counter{};
  std::uint64_t block = offset / block_bytes;
  for (std::size_t i = block_bytes; block != 0; block >>= 8) {
    counter.at(--i) = static_cast<unsigned char>(block);
  }
  return counter;
}

StoreError faulty(const std::string& what) { return StoreError{StoreError::Kind::corrupt, what}; }

}  // namespace

bool FileCipher::apply(std::uint64_t offset, const char* in, char* out, std::size_t size) const {
  EVP_CIPHER_CTX* const context = context_of_thread();
  if (context == nullptr) return false;
  const auto counter = counter_at(offset);
  if (EVP_EncryptInit_ex(context, nullptr, nullptr, key_.data(), counter.data()) != 1) return false;
  int length = 0;
  if (const auto skipped = static_cast<int>(offset % block_bytes); skipped != 0) {
    std::array<unsigned char, block_bytes> unused{};
    if (EVP_EncryptUpdate(context, unused.data(), &length, unused.data(), skipped) != 1) {
      return false;
    }
    OPENSSL_cleanse(unused.data(), unused.size());
  }
  while (size > 0) {
    const std::size_t step = std::min(size, largest_step);
    if (EVP_EncryptUpdate(context, reinterpret_cast<unsigned char*>(out), &length,
                          reinterpret_cast<const unsigned char*>(in),
                          static_cast<int>(step)) != 1) {
      return false;
    }
    in += step;
    out += step;
    size -= step;
  }
  return true;
}

StoreResult<EncryptedFile> EncryptedFile::create(DataKeyId id, const SecretKey& key) {
  DYNAROCKS_ASSIGN(const std::string salt, random_bytes(salt_bytes));
  return derive(id, key, salt);
}

StoreResult<EncryptedFile> EncryptedFile::derive(DataKeyId id, const SecretKey& key,
                                                 std::string_view salt) {
  std::string prefix(magic);
  for (std::size_t i = 0; i < id_bytes; ++i) prefix += static_cast<char>(id >> (8 * i));
  DYNAROCKS_ASSIGN(std::string derived,
                   key.derive(salt, std::string(purpose) + prefix, SecretKey::size + tag_bytes));
  prefix.append(salt).append(derived, SecretKey::size, tag_bytes);
  EncryptedFile file(id, std::move(prefix),
                     FileCipher(SecretKey(std::string_view(derived).substr(0, SecretKey::size))));
  wipe(derived);
  return file;
}

StoreResult<EncryptedFile> EncryptedFile::open(std::string_view prefix, const DataKeys& keys) {
  DataKeyId id = 0;
  for (std::size_t i = 0; i < id_bytes; ++i) {
    id |= DataKeyId{static_cast<unsigned char>(prefix[magic.size() + i])} << (8 * i);
  }
  const auto key = keys.keys.find(id);
  if (key == keys.keys.end()) {
    return failure(faulty("it is encrypted with data key " + std::to_string(id) +
                          ", which KEYS does not hold"));
  }
  DYNAROCKS_ASSIGN(EncryptedFile file,
                   derive(id, key->second, prefix.substr(head_bytes, salt_bytes)));
  if (CRYPTO_memcmp(file.prefix.data(), prefix.data(), FileCipher::prefix_bytes) != 0) {
    return failure(faulty("its prefix is damaged or made with another data key"));
  }
  return file;
}

bool looks_encrypted(std::string_view start) { return start.starts_with(magic); }

StoreResult<FileForm> form_of_file(std::string_view start, const DataKeys& keys) {
  FileForm form;
  if (start.size() < FileCipher::prefix_bytes && magic.starts_with(start.substr(0, magic.size()))) {
    return form;
  }
  if (looks_encrypted(start)) {
    DYNAROCKS_ASSIGN(form.encrypted, EncryptedFile::open(start, keys));
    form.kind = FileForm::Kind::encrypted;
    return form;
  }
  if (keys.plain) {
    form.kind = FileForm::Kind::plain;
    return form;
  }
  // After a power loss a file may have its length without its bytes.
  if (std::all_of(start.begin(), start.end(), [](char byte) { return byte == '\0'; })) return form;
  return failure(faulty("it is not encrypted"));
}

}  // namespace dynarocks::kv
