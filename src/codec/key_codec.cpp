#include "codec/key_codec.h"

#include <openssl/evp.h>

#include <array>
#include <cstdlib>
#include <memory>

#include "base/logging.h"

namespace dynarocks::codec {
namespace {

constexpr char escape = '\x00';
constexpr char escaped_zero = '\xFF';
constexpr char terminator = '\x01';

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

/// MD5 is part of the observed scan order, not of any security. A process that cannot compute it
/// could neither read nor write a row, so it stops.
[[noreturn]] void stop_without_md5() {
  log::error(
      "OpenSSL provides no MD5, which orders the items of a table; enable its default provider");
  std::abort();
}

const EVP_MD* md5() {
  static const EVP_MD* const digest = EVP_MD_fetch(nullptr, "MD5", nullptr);
  return digest;
}

}  // namespace

void append_key_component_prefix(std::string_view scalar_prefix, std::string& out) {
  while (true) {
    const std::size_t zero = scalar_prefix.find(escape);
    out += scalar_prefix.substr(0, zero);
    if (zero == std::string_view::npos) return;
    out += escape;
    out += escaped_zero;
    scalar_prefix.remove_prefix(zero + 1);
  }
}

void append_key_component(std::string_view scalar, std::string& out) {
  append_key_component_prefix(scalar, out);
  out += escape;
  out += terminator;
}

std::optional<std::string> take_key_component(std::string_view& bytes) {
  std::string scalar;
  std::string_view rest = bytes;
  while (true) {
    const std::size_t zero = rest.find(escape);
    if (zero == std::string_view::npos || zero + 1 == rest.size()) return std::nullopt;
    scalar += rest.substr(0, zero);
    const char mark = rest[zero + 1];
    rest.remove_prefix(zero + 2);
    if (mark == terminator) break;
    if (mark != escaped_zero) return std::nullopt;
    scalar += escape;
  }
  bytes = rest;
  return scalar;
}

std::uint64_t partition_hash(std::string_view scalar) {
  constexpr std::string_view salt = "Outliers";
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  if (md5() == nullptr || context == nullptr ||
      EVP_DigestInit_ex(context.get(), md5(), nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), salt.data(), salt.size()) != 1 ||
      EVP_DigestUpdate(context.get(), scalar.data(), scalar.size()) != 1 ||
      EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) != 1) {
    stop_without_md5();
  }
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < sizeof hash; ++i) hash = hash << 8 | digest[i];
  return hash;
}

std::string prefix_successor(std::string_view prefix) {
  std::string successor(prefix);
  while (!successor.empty() && successor.back() == '\xFF') successor.pop_back();
  if (!successor.empty()) {
    successor.back() = static_cast<char>(static_cast<unsigned char>(successor.back()) + 1);
  }
  return successor;
}

}  // namespace dynarocks::codec
