#include "kv/secret_key.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <algorithm>
#include <memory>

namespace dynarocks::kv {
namespace {

constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;

template <auto release>
struct Releaser {
  template <class T>
  void operator()(T* object) const {
    release(object);
  }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Releaser<EVP_CIPHER_CTX_free>>;
using Kdf = std::unique_ptr<EVP_KDF, Releaser<EVP_KDF_free>>;
using KdfContext = std::unique_ptr<EVP_KDF_CTX, Releaser<EVP_KDF_CTX_free>>;

const unsigned char* unsigned_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* unsigned_bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

OSSL_PARAM octets(const char* name, std::string_view bytes) {
  // OpenSSL takes what it only reads by a pointer to what is not const, and no null pointer.
  const char* const data = bytes.empty() ? "" : bytes.data();
  return OSSL_PARAM_construct_octet_string(name, const_cast<char*>(data), bytes.size());
}

StoreError not_what_was_sealed() {
  return StoreError{StoreError::Kind::corrupt, "the seal is broken"};
}

}  // namespace

StoreResult<SecretKey> SecretKey::random() {
  DYNAROCKS_ASSIGN(std::string bytes, random_bytes(size));
  SecretKey key(bytes);
  wipe(bytes);
  return key;
}

SecretKey::SecretKey(std::string_view bytes) : bytes_{} {
  std::copy_n(unsigned_bytes(bytes), std::min(bytes.size(), size), bytes_.begin());
}

SecretKey::~SecretKey() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

StoreResult<std::string> SecretKey::derive(std::string_view salt, std::string_view purpose,
                                           std::size_t length) const {
  const Kdf kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
  if (!kdf) return failure(cryptography_failed());
  const KdfContext context(EVP_KDF_CTX_new(kdf.get()));
  if (!context) return failure(cryptography_failed());
  std::string digest = "SHA256";
  const std::array<OSSL_PARAM, 5> parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
      octets(OSSL_KDF_PARAM_KEY, bytes()), octets(OSSL_KDF_PARAM_SALT, salt),
      octets(OSSL_KDF_PARAM_INFO, purpose), OSSL_PARAM_construct_end()};
  std::string derived(length, '\0');
  if (EVP_KDF_derive(context.get(), unsigned_bytes(derived), length, parameters.data()) != 1) {
    return failure(cryptography_failed());
  }
  return derived;
}

StoreResult<std::string> SecretKey::seal(std::string_view text, std::string_view context) const {
  DYNAROCKS_ASSIGN(std::string sealed, random_bytes(nonce_bytes));
  sealed.resize(nonce_bytes + text.size() + tag_bytes);
  unsigned char* const out = unsigned_bytes(sealed);
  const CipherContext cipher(EVP_CIPHER_CTX_new());
  int length = 0;
  if (!cipher ||
      EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_.data(), out) != 1 ||
      EVP_EncryptUpdate(cipher.get(), nullptr, &length, unsigned_bytes(context),
                        static_cast<int>(context.size())) != 1 ||
      EVP_EncryptUpdate(cipher.get(), out + nonce_bytes, &length, unsigned_bytes(text),
                        static_cast<int>(text.size())) != 1 ||
      EVP_EncryptFinal_ex(cipher.get(), out + nonce_bytes + length, &length) != 1 ||
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes,
                          out + nonce_bytes + text.size()) != 1) {
    return failure(cryptography_failed());
  }
  return sealed;
}

StoreResult<std::string> SecretKey::unseal(std::string_view sealed,
                                           std::string_view context) const {
  if (sealed.size() < nonce_bytes + tag_bytes) return failure(not_what_was_sealed());
  std::string text(sealed.size() - nonce_bytes - tag_bytes, '\0');
  std::string tag(sealed.substr(nonce_bytes + text.size()));
  const CipherContext cipher(EVP_CIPHER_CTX_new());
  int length = 0;
  if (!cipher ||
      EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_.data(),
                         unsigned_bytes(sealed)) != 1 ||
      EVP_DecryptUpdate(cipher.get(), nullptr, &length, unsigned_bytes(context),
                        static_cast<int>(context.size())) != 1 ||
      EVP_DecryptUpdate(cipher.get(), unsigned_bytes(text), &length,
                        unsigned_bytes(sealed) + nonce_bytes, static_cast<int>(text.size())) != 1 ||
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, tag.data()) != 1) {
    return failure(cryptography_failed());
  }
  if (EVP_DecryptFinal_ex(cipher.get(), unsigned_bytes(text) + length, &length) != 1) {
    wipe(text);
    return failure(not_what_was_sealed());
  }
  return text;
}

StoreResult<std::string> random_bytes(std::size_t length) {
  std::string bytes(length, '\0');
  if (RAND_priv_bytes(unsigned_bytes(bytes), static_cast<int>(length)) != 1) {
    return failure(cryptography_failed());
  }
  return bytes;
}

StoreError cryptography_failed() {
  return StoreError{StoreError::Kind::io,
                    "OpenSSL fails to encrypt: check its installation and configuration "
                    "(AES-256-CTR, AES-256-GCM and HKDF are needed)"};
}

void wipe(std::string& text) { OPENSSL_cleanse(text.data(), text.size()); }

}  // namespace dynarocks::kv
