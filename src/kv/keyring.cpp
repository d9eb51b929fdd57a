#include "kv/keyring.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <string_view>

#include "kv/durable_file.h"
#include "kv/hexadecimal.h"

namespace dynarocks::kv {
namespace {

constexpr const char* file_name = "KEYS";
constexpr std::string_view version_line = "dynarocks-keys 1";
constexpr std::string_view plain_word = "plain";
constexpr std::size_t most_bytes = std::size_t{1} << 20;  // thousands of keys
constexpr std::size_t master_id_bytes = 8;

StoreError damaged() {
  return StoreError{StoreError::Kind::corrupt,
                    "has a damaged KEYS file; restore it from a backup, since nothing else can "
                    "decrypt the data"};
}

StoreError not_written(int error_number) {
  return StoreError{StoreError::Kind::io,
                    "cannot be written (KEYS: " + error_text(error_number) +
                        "); check the disk and the rights on it, and try again"};
}

/// Two masters' names differ, and tell nothing of them.
StoreResult<std::string> master_id(const SecretKey& master) {
  DYNAROCKS_ASSIGN(const std::string id,
                   master.derive({}, "dynarocks master key id", master_id_bytes));
  return to_hexadecimal(id);
}

StoreResult<SecretKey> sealing_key(const SecretKey& master) {
  DYNAROCKS_ASSIGN(std::string bytes, master.derive({}, "dynarocks keyring", SecretKey::size));
  SecretKey key(bytes);
  wipe(bytes);
  return key;
}

/// Takes the line "<name> <rest>" off the text; nothing when it begins with another.
std::optional<std::string_view> take_line(std::string_view& text, std::string_view name) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos || end <= name.size() || !text.starts_with(name) ||
      text[name.size()] != ' ') {
    return std::nullopt;
  }
  const std::string_view rest = text.substr(name.size() + 1, end - name.size() - 1);
  text.remove_prefix(end + 1);
  return rest;
}

std::optional<DataKeyId> id_of(std::string_view word) {
  DataKeyId id = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), id);
  if (error != std::errc() || end != word.data() + word.size() || id == 0) return std::nullopt;
  return id;
}

}  // namespace

std::optional<Keyring> Keyring::parse(std::string_view text) {
  const std::string_view whole = text;
  Keyring keyring;
  if (!take_line(text, version_line.substr(0, version_line.find(' ')))) return std::nullopt;
  const auto write = take_line(text, "write");
  auto read = take_line(text, "read");
  const auto master = take_line(text, "master");
  if (!write || !read || !master) return std::nullopt;
  keyring.head_ = whole.substr(0, whole.size() - text.size());
  const auto digits = take_line(text, "sealed");
  if (!digits || !text.empty()) return std::nullopt;
  auto sealed = from_hexadecimal(*digits);
  if (!sealed) return std::nullopt;
  keyring.sealed_ = std::move(*sealed);
  keyring.master_ = *master;
  if (*write != plain_word) {
    keyring.write_ = id_of(*write);
    if (!keyring.write_) return std::nullopt;
  }
  while (!read->empty()) {
    const std::size_t end = std::min(read->find(' '), read->size());
    const std::string_view word = read->substr(0, end);
    read->remove_prefix(std::min(end + 1, read->size()));
    if (word == plain_word) {
      keyring.plain_ = true;
      continue;
    }
    const auto id = id_of(word);
    if (!id) return std::nullopt;
    keyring.read_.push_back(*id);
  }
  return keyring;
}

StoreResult<std::optional<Keyring>> Keyring::read(const std::string& directory) {
  const auto text = read_start(directory + "/" + file_name, most_bytes);
  if (!text) {
    return failure(
        StoreError{StoreError::Kind::io, "cannot be read (KEYS: " + error_text(text.error()) +
                                             "); give this user the right to read it"});
  }
  if (!*text) return std::nullopt;
  const std::string_view first_line = std::string_view(**text).substr(0, (*text)->find('\n'));
  if (first_line.starts_with("dynarocks-keys ") && first_line != version_line) {
    return failure(StoreError{StoreError::Kind::newer_format,
                              "has a KEYS file of a newer DynaRocks; start the newer version"});
  }
  auto keyring = parse(**text);
  if (!keyring) return failure(damaged());
  return keyring;
}

StoreResult<void> Keyring::write(const std::string& directory, const DataKeys& keys,
                                 const SecretKey& master) {
  DYNAROCKS_ASSIGN(const std::string id, master_id(master));
  std::string text(version_line);
  text += "\nwrite ";
  text += keys.write ? std::to_string(*keys.write) : std::string(plain_word);
  text += "\nread";
  std::string secrets;
  for (const auto& [key_id, key] : keys.keys) {
    text.append(" ").append(std::to_string(key_id));
    secrets += key.bytes();
  }
  if (keys.plain) text.append(" ").append(plain_word);
  text.append("\nmaster ").append(id).append("\n");
  DYNAROCKS_ASSIGN(const SecretKey sealing, sealing_key(master));
  const auto sealed = sealing.seal(secrets, text);
  wipe(secrets);
  DYNAROCKS_TRY(sealed);
  text.append("sealed ").append(to_hexadecimal(*sealed)).append("\n");
  const auto written = replace_file(directory, file_name, text);
  if (!written) return failure(not_written(written.error()));
  return {};
}

StoreResult<void> Keyring::remove(const std::string& directory) {
  const std::string path = directory + "/" + file_name;
  (void)::unlink((path + ".new").c_str());  // what a kill may have left
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return failure(not_written(errno));
  const auto flushed = flush_directory(directory);
  if (!flushed) return failure(not_written(flushed.error()));
  return {};
}

StoreResult<bool> Keyring::belongs_to(const SecretKey& master) const {
  DYNAROCKS_ASSIGN(const std::string id, master_id(master));
  return id == master_;
}

StoreResult<DataKeys> Keyring::open(const SecretKey& master) const {
  DYNAROCKS_ASSIGN(const SecretKey sealing, sealing_key(master));
  auto secrets = sealing.unseal(sealed_, head_);
  if (!secrets) {
    if (secrets.error().kind == StoreError::Kind::corrupt) return failure(damaged());
    return failure(std::move(secrets).error());
  }
  if (secrets->size() != read_.size() * SecretKey::size) return failure(damaged());
  DataKeys keys;
  keys.write = write_;
  keys.plain = plain_;
  for (std::size_t i = 0; i < read_.size(); ++i) {
    keys.keys.emplace(read_[i], SecretKey(std::string_view(*secrets).substr(i * SecretKey::size,
                                                                            SecretKey::size)));
  }
  wipe(*secrets);
  if (keys.write && keys.keys.count(*keys.write) == 0) return failure(damaged());
  return keys;
}

bool Keyring::settled() const { return write_ && read_.size() == 1 && !plain_; }

}  // namespace dynarocks::kv
