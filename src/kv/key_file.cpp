#include "kv/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <string_view>

#include "base/base64.h"
#include "base/logging.h"
#include "kv/durable_file.h"
#include "kv/hexadecimal.h"

namespace dynarocks::kv {
namespace {

constexpr std::size_t most_bytes = 4096;  // far more than any form of a key takes

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool is_text(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](char c) { return is_space(c) || (c >= ' ' && c <= '~'); });
}

/// The key, or nothing when the content is none. 32 characters of text are no key, either, but half
/// of one, or a password.
std::optional<SecretKey> key_in(std::string_view content) {
  if (!is_text(content)) {
    if (content.size() == SecretKey::size) return SecretKey(content);
    return std::nullopt;
  }
  const std::string_view text = trimmed(content);
  auto bytes = from_hexadecimal(text);
  if (!bytes) bytes = decode_base64(text);
  if (!bytes || bytes->size() != SecretKey::size) return std::nullopt;
  SecretKey key(*bytes);
  wipe(*bytes);
  return key;
}

void warn_of_readers(const std::string& path, const File& file) {
  struct stat status {};
  constexpr mode_t others = S_IRWXG | S_IRWXO;
  if (::fstat(file.descriptor(), &status) == 0 && S_ISREG(status.st_mode) &&
      (status.st_mode & others) != 0) {
    log::warn("key file '" + path +
              "' is open to others than its owner; take their rights away: chmod 600 " + path);
  }
}

}  // namespace

StoreResult<SecretKey> read_key_file(const std::string& path) {
  const auto unreadable = [&](int error_number) {
    return failure(StoreError{StoreError::Kind::io, "key file '" + path + "' cannot be read (" +
                                                        error_text(error_number) +
                                                        "); name one that this user can read"});
  };
  const File file(path, O_RDONLY);
  if (!file.is_open()) return unreadable(errno);
  std::string content(most_bytes, '\0');
  const auto length = file.read(content.data(), content.size());
  if (!length) return unreadable(length.error());
  const auto key = key_in(std::string_view(content).substr(0, *length));
  wipe(content);
  if (!key) {
    return failure(StoreError{
        StoreError::Kind::invalid,
        "key file '" + path + "' (" + std::to_string(*length) +
            " bytes) does not hold a key: 32 random bytes, raw, as 64 hexadecimal digits or in "
            "base64; make one with: openssl rand -hex 32 > key"});
  }
  warn_of_readers(path, file);
  return *key;
}

}  // namespace dynarocks::kv
