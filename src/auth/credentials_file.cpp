#include "auth/credentials_file.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <fstream>
#include <optional>
#include <set>
#include <utility>

#include "auth/arn_text.h"
#include "auth/authorization_header.h"
#include "auth/identity.h"

namespace dynarocks::auth {
namespace {

constexpr std::size_t max_file_bytes = 4 * 1024 * 1024;
constexpr std::size_t max_key_id_bytes = 128;
constexpr std::size_t max_secret_bytes = 1024;
constexpr std::size_t max_token_bytes = 8 * 1024;
constexpr std::size_t max_tags = 50;
constexpr std::size_t max_tag_key_bytes = 128;
constexpr std::size_t max_tag_value_bytes = 256;

/// Settings of the AWS CLI that say nothing about who somebody is.
constexpr std::array<std::string_view, 2> ignored_settings{"region", "output"};

std::string_view trim(std::string_view text) {
  constexpr std::string_view blanks = " \t\r";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// A value and where it stands.
struct Setting {
  std::string_view value;
  std::size_t line = 0;
};

/// One [profile] with what is below it.
struct Profile {
  std::string_view name;
  std::size_t line = 0;
  std::optional<Setting> access_key_id;
  std::optional<Setting> secret_access_key;
  std::optional<Setting> session_token;
  std::optional<Setting> account;
  std::optional<Setting> identity;
  std::optional<Setting> tags;

  [[nodiscard]] std::optional<Setting>* setting(std::string_view of) {
    if (of == "aws_access_key_id") return &access_key_id;
    if (of == "aws_secret_access_key") return &secret_access_key;
    if (of == "aws_session_token") return &session_token;
    if (of == "account") return &account;
    if (of == "identity") return &identity;
    return of == "tags" ? &tags : nullptr;
  }
};

class Reader {
 public:
  explicit Reader(std::string_view file_name) : file_name_(file_name) {}

  Result<std::vector<Credential>, std::string> read(std::string_view text) {
    std::size_t line_number = 0;
    while (!text.empty()) {
      const std::string_view line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(line.size() + 1, text.size()));
      DYNAROCKS_TRY(read_line(trim(line), ++line_number));
    }
    DYNAROCKS_TRY(end_profile());
    if (credentials_.empty()) return fault(1, "there is no key in the file");
    return std::move(credentials_);
  }

 private:
  [[nodiscard]] tl::unexpected<std::string> fault(std::size_t line, std::string_view what) const {
    return tl::unexpected<std::string>(std::string(file_name_) + ":" + std::to_string(line) + ": " +
                                       std::string(what));
  }

  Result<void, std::string> read_line(std::string_view line, std::size_t number) {
    if (line.empty() || line.front() == '#' || line.front() == ';') return {};
    if (line.front() == '[') {
      DYNAROCKS_TRY(end_profile());
      const std::string_view name = line.back() == ']' ? trim(line.substr(1, line.size() - 2)) : "";
      if (name.empty()) return fault(number, "a profile begins with its name: [alice]");
      if (!profile_names_.insert(name).second) return fault(number, "this profile is there twice");
      profile_ = Profile{};
      profile_->name = name;
      profile_->line = number;
      return {};
    }
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) {
      return fault(number, "a line is [profile], a comment or setting = value");
    }
    if (!profile_) return fault(number, "a setting needs a [profile] above it");
    const std::string_view name = trim(line.substr(0, equals));
    if (std::find(ignored_settings.begin(), ignored_settings.end(), name) !=
        ignored_settings.end()) {
      return {};
    }
    std::optional<Setting>* const setting = profile_->setting(name);
    if (setting == nullptr) return fault(number, "unknown setting '" + std::string(name) + "'");
    if (*setting) return fault(number, std::string(name) + " is there twice");
    *setting = Setting{trim(line.substr(equals + 1)), number};
    return {};
  }

  Result<void, std::string> end_profile() {
    if (!profile_) return {};
    const Profile profile = *std::exchange(profile_, std::nullopt);
    Credential credential;
    DYNAROCKS_TRY(read_key(profile, credential));
    DYNAROCKS_TRY(read_principal(profile, credential));
    credentials_.push_back(std::move(credential));
    return {};
  }

  Result<void, std::string> read_key(const Profile& profile, Credential& credential) {
    if (!profile.access_key_id) return fault(profile.line, "the profile has no aws_access_key_id");
    if (!profile.secret_access_key) {
      return fault(profile.line, "the profile has no aws_secret_access_key");
    }
    const auto [id, id_line] = *profile.access_key_id;
    const bool good = std::all_of(id.begin(), id.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             c == '_' || c == '-' || c == '.';
    });
    if (!good || id.empty() || id.size() > max_key_id_bytes) {
      return fault(id_line, "aws_access_key_id is 1 to 128 letters, digits, '_', '-' or '.'");
    }
    if (!key_ids_.insert(id).second) return fault(id_line, "this access key is there twice");
    const auto [secret, secret_line] = *profile.secret_access_key;
    if (secret.empty() || secret.size() > max_secret_bytes) {
      return fault(secret_line, "aws_secret_access_key is 1 to 1024 bytes long");
    }
    if (profile.session_token) {
      const auto [token, token_line] = *profile.session_token;
      if (token.empty() || token.size() > max_token_bytes) {
        return fault(token_line, "aws_session_token is 1 to 8192 bytes long");
      }
      credential.session_token = token;
    }
    credential.access_key_id = id;
    credential.secret_access_key = secret;
    credential.issuer = id;
    return {};
  }

  Result<void, std::string> read_principal(const Profile& profile, Credential& credential) const {
    std::string_view account = account_of(credential.access_key_id);
    if (profile.account) {
      account = profile.account->value;
      if (!is_account_id(account)) {
        return fault(profile.account->line, "account is 12 digits: 111122223333");
      }
    }
    const Setting identity = profile.identity.value_or(Setting{"root", profile.line});
    auto principal = parse_identity(identity.value, account);
    if (!principal) {
      return fault(identity.line,
                   "identity is root, user/alice, user/division/alice or role/Reader/session");
    }
    credential.principal = std::move(*principal);
    if (profile.tags) {
      if (!read_tags(profile.tags->value, credential.principal.tags)) {
        return fault(profile.tags->line,
                     "tags are up to 50 of the form team=blue, with commas between them");
      }
    }
    return {};
  }

  static bool read_tags(std::string_view text, std::vector<model::Tag>& tags) {
    while (!text.empty()) {
      const std::string_view tag = text.substr(0, text.find(','));
      text.remove_prefix(std::min(tag.size() + 1, text.size()));
      const std::size_t equals = tag.find('=');
      if (equals == std::string_view::npos) return false;
      const std::string_view key = trim(tag.substr(0, equals));
      const std::string_view value = trim(tag.substr(equals + 1));
      const bool twice = std::any_of(tags.begin(), tags.end(),
                                     [&](const model::Tag& other) { return other.key == key; });
      if (key.empty() || key.size() > max_tag_key_bytes || value.size() > max_tag_value_bytes ||
          twice || tags.size() == max_tags) {
        return false;
      }
      tags.push_back({std::string(key), std::string(value)});
    }
    return true;
  }

  std::string_view file_name_;
  std::optional<Profile> profile_;
  std::set<std::string_view> profile_names_;
  std::set<std::string_view> key_ids_;
  std::vector<Credential> credentials_;
};

}  // namespace

Result<std::vector<Credential>, std::string> parse_credentials(std::string_view text,
                                                               std::string_view file_name) {
  return Reader(file_name).read(text);
}

Result<std::vector<Credential>, std::string> read_credentials_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(max_file_bytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  // A directory can be opened, but not read.
  if (!file.eof() && file.fail()) return failure(path + ": the file cannot be read");
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > max_file_bytes) return failure(path + ": the file is larger than 4 MiB");
  return parse_credentials(text, path);
}

}  // namespace dynarocks::auth
