#include "auth/session_token.h"

#include <openssl/evp.h>

#include <cstddef>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "auth/hmac.h"
#include "auth/secret_random.h"
#include "base/base64.h"

namespace dynarocks::auth {
namespace {

using Json = nlohmann::json;

// A token: version, length of the issuer's id, the id | nonce | tag | sealed.
constexpr char token_version = 1;
constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t max_token_bytes = 16 * 1024;
constexpr std::size_t max_issuer_bytes = 255;

unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
int size_of(std::string_view bytes) { return static_cast<int>(bytes.size()); }

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* cipher) const { EVP_CIPHER_CTX_free(cipher); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

void require(int outcome) {
  if (outcome != 1) throw std::runtime_error("OpenSSL has no AES-256-GCM");
}

std::string sealing_key(std::string_view issuer_secret) {
  return hmac_sha256(issuer_secret, "dynarocks-session-token");
}

/// The parts of a token. Views into its decoded bytes.
struct TokenParts {
  std::string_view head;  // version, length and id: readable, but authenticated
  std::string_view issuer;
  std::string_view nonce;
  std::string_view tag;
  std::string_view sealed;
};

std::optional<TokenParts> split(std::string_view bytes) {
  if (bytes.size() < 2 || bytes[0] != token_version) return std::nullopt;
  const auto issuer_bytes = static_cast<std::size_t>(static_cast<unsigned char>(bytes[1]));
  if (bytes.size() < 2 + issuer_bytes + nonce_bytes + tag_bytes) return std::nullopt;
  TokenParts parts;
  parts.head = bytes.substr(0, 2 + issuer_bytes);
  parts.issuer = parts.head.substr(2);
  bytes.remove_prefix(parts.head.size());
  parts.nonce = bytes.substr(0, nonce_bytes);
  parts.tag = bytes.substr(nonce_bytes, tag_bytes);
  parts.sealed = bytes.substr(nonce_bytes + tag_bytes);
  return parts;
}

std::optional<std::string> decode(std::string_view token) {
  if (token.size() > max_token_bytes) return std::nullopt;
  return decode_base64(token);
}

std::string seal(std::string_view key, std::string_view head, std::string_view nonce,
                 std::string_view plain, std::string& tag) {
  const Cipher cipher(EVP_CIPHER_CTX_new());
  std::string sealed(plain.size(), '\0');
  tag.resize(tag_bytes);
  int written = 0;
  require(EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, raw(key), raw(nonce)));
  require(EVP_EncryptUpdate(cipher.get(), nullptr, &written, raw(head), size_of(head)));
  require(EVP_EncryptUpdate(cipher.get(), raw(sealed), &written, raw(plain), size_of(plain)));
  require(EVP_EncryptFinal_ex(cipher.get(), raw(sealed) + written, &written));
  require(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, raw(tag)));
  return sealed;
}

std::optional<std::string> unseal(std::string_view key, const TokenParts& parts) {
  const Cipher cipher(EVP_CIPHER_CTX_new());
  std::string plain(parts.sealed.size(), '\0');
  std::string tag(parts.tag);
  int written = 0;
  require(EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, raw(key), raw(parts.nonce)));
  require(EVP_DecryptUpdate(cipher.get(), nullptr, &written, raw(parts.head), size_of(parts.head)));
  require(EVP_DecryptUpdate(cipher.get(), raw(plain), &written, raw(parts.sealed),
                            size_of(parts.sealed)));
  require(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, raw(tag)));
  const bool authentic = EVP_DecryptFinal_ex(cipher.get(), raw(plain) + written, &written) == 1;
  return authentic ? std::optional(std::move(plain)) : std::nullopt;
}

}  // namespace

std::string seal_session(const Credential& session, std::string_view issuer_secret) {
  const Principal& who = session.principal;
  Json tags = Json::array();
  for (const model::Tag& tag : who.tags) tags.push_back({tag.key, tag.value});
  const Json contents{{"id", session.access_key_id},
                      {"secret", session.secret_access_key},
                      {"expires", session.expires_at.value_or(0)},
                      {"account", who.account_id},
                      {"path", who.path},
                      {"role", who.name},
                      {"session", who.session_name},
                      {"unique", who.unique_id},
                      {"tags", std::move(tags)},
                      {"policy", session.session_policy}};
  std::string plain;
  Json::to_cbor(contents, plain);  // whose texts may be any bytes

  const std::string issuer = session.issuer.substr(0, max_issuer_bytes);
  std::string bytes{token_version, static_cast<char>(issuer.size())};
  bytes += issuer;
  const std::string nonce = secret_bytes(nonce_bytes);
  std::string tag;
  const std::string sealed = seal(sealing_key(issuer_secret), bytes, nonce, plain, tag);
  bytes.append(nonce).append(tag).append(sealed);
  std::string token;
  append_base64(bytes, token);
  return token;
}

std::optional<std::string> issuer_of(std::string_view token) {
  const auto bytes = decode(token);
  const auto parts = bytes ? split(*bytes) : std::nullopt;
  return parts ? std::optional<std::string>(parts->issuer) : std::nullopt;
}

std::optional<Credential> open_session(std::string_view token, std::string_view issuer_secret) {
  const auto bytes = decode(token);
  const auto parts = bytes ? split(*bytes) : std::nullopt;
  const auto plain = parts ? unseal(sealing_key(issuer_secret), *parts) : std::nullopt;
  if (!plain) return std::nullopt;
  // Nobody else could have sealed it: what is in it is what seal_session has put there.
  const Json contents = Json::from_cbor(*plain);
  Credential session;
  session.access_key_id = contents.at("id").get<std::string>();
  session.secret_access_key = contents.at("secret").get<std::string>();
  session.session_token = token;
  session.expires_at = contents.at("expires").get<EpochMillis>();
  session.session_policy = contents.at("policy").get<std::string>();
  session.issuer = parts->issuer;
  Principal& who = session.principal;
  who.kind = PrincipalKind::assumed_role;
  who.account_id = contents.at("account").get<std::string>();
  who.path = contents.at("path").get<std::string>();
  who.name = contents.at("role").get<std::string>();
  who.session_name = contents.at("session").get<std::string>();
  who.unique_id = contents.at("unique").get<std::string>();
  for (const Json& tag : contents.at("tags")) {
    who.tags.push_back({tag.at(0).get<std::string>(), tag.at(1).get<std::string>()});
  }
  return session;
}

}  // namespace dynarocks::auth
