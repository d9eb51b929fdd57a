#include "codec/digest.h"

#include <openssl/evp.h>

#include <memory>
#include <stdexcept>

namespace dynarocks::codec {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

/// Looking an algorithm up by name costs OpenSSL more than the digest of a short text.
const EVP_MD* sha256() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

}  // namespace

std::string digest(std::string_view bytes) {
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  unsigned char sum[digest_bytes];
  if (EVP_DigestInit_ex(context.get(), sha256(), nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) != 1 ||
      EVP_DigestFinal_ex(context.get(), sum, nullptr) != 1) {
    throw std::runtime_error("OpenSSL has no SHA-256");
  }
  return {reinterpret_cast<const char*>(sum), sizeof sum};
}

}  // namespace dynarocks::codec
