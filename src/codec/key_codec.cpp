// MD5 is part of the observed scan order, not of any security: it is called directly, because
// OpenSSL's general interface costs more than the digest of a key, and may be configured away.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "codec/key_codec.h"

#include <openssl/md5.h>

#include <array>
#include <cstddef>

namespace dynarocks::codec {
namespace {

constexpr char escape = '\x00';
constexpr char escaped_zero = '\xFF';
constexpr char terminator = '\x01';

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
  std::array<unsigned char, MD5_DIGEST_LENGTH> digest{};
  MD5_CTX md5;
  MD5_Init(&md5);
  MD5_Update(&md5, salt.data(), salt.size());
  MD5_Update(&md5, scalar.data(), scalar.size());
  MD5_Final(digest.data(), &md5);
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
