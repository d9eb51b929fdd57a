#include "auth/policy_directory.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

#include "auth/arn_text.h"
#include "auth/policy_parser.h"

namespace dynarocks::auth {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 2> principal_folders{"users", "roles"};

std::string identity_key(std::string_view account_id, std::string_view kind,
                         std::string_view name) {
  return std::string(account_id).append("/").append(kind).append("/").append(name);
}

}  // namespace

/// Walks the directory and collects policies and faults.
class PolicyDirectoryLoader {
 public:
  PolicyDirectoryLoader(fs::path root, std::size_t max_files)
      : root_(std::move(root)), max_files_(max_files) {}

  void load() {
    for (const fs::path& path : entries_of(root_)) {
      const std::string name = path.filename().string();
      if (is_principal_folder(name)) {
        load_principals({}, path);
      } else if (is_account_id(name)) {
        load_account(name, path);
      } else {
        fault(path, "is neither users, roles nor a 12-digit account");
      }
    }
    add_general_policies();
  }

  [[nodiscard]] Result<PolicyDirectory, std::vector<std::string>> take() {
    if (!faults_.empty()) return failure(std::move(faults_));
    return std::move(loaded_);
  }

 private:
  static bool is_principal_folder(std::string_view name) {
    return std::find(principal_folders.begin(), principal_folders.end(), name) !=
           principal_folders.end();
  }

  void fault(const fs::path& path, std::string_view what) {
    faults_.push_back(path.string().append(": ").append(what));
  }

  /// What stands in a folder, sorted, without hidden entries.
  std::vector<fs::path> entries_of(const fs::path& folder) {
    std::vector<fs::path> entries;
    std::error_code error;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
      if (entry->path().filename().string().starts_with('.')) continue;
      if (entries.size() == max_files_) {
        fault(folder, "has more than " + std::to_string(max_files_) + " entries");
        break;
      }
      entries.push_back(entry->path());
    }
    if (error) fault(folder, error.message());
    std::sort(entries.begin(), entries.end());
    return entries;
  }

  void load_account(const std::string& account_id, const fs::path& folder) {
    for (const fs::path& path : entries_of(folder)) {
      if (is_principal_folder(path.filename().string())) {
        load_principals(account_id, path);
      } else {
        fault(path, "is neither users nor roles");
      }
    }
  }

  void load_principals(std::string_view account_id, const fs::path& folder) {
    const std::string kind = folder.filename().string();
    for (const fs::path& path : entries_of(folder)) {
      std::error_code error;
      const bool is_folder = fs::is_directory(path, error);
      const std::string name = is_folder ? path.filename().string() : path.stem().string();
      IdentityPolicies& identity = loaded_.identities_[identity_key(account_id, kind, name)];
      if (!is_folder) {
        load_file(path, PolicyKind::identity, identity.policies);
        continue;
      }
      for (const fs::path& file : entries_of(path)) {
        const std::string file_name = file.filename().string();
        if (file_name == "boundary.json") {
          load_file(file, PolicyKind::identity, identity.boundary);
        } else if (file_name == "trust.json" && kind == "roles") {
          load_file(file, PolicyKind::trust, identity.trust);
        } else {
          load_file(file, PolicyKind::identity, identity.policies);
        }
      }
    }
  }

  void load_file(const fs::path& path, PolicyKind kind, std::vector<Policy>& policies) {
    if (files_ == max_files_) {
      if (std::exchange(too_many_, true)) return;
      return fault(root_, "has more than " + std::to_string(max_files_) + " files");
    }
    ++files_;
    std::error_code error;
    if (path.extension() != ".json") return fault(path, "does not end in .json");
    if (!fs::is_regular_file(path, error)) return fault(path, "is not a file");
    const auto text = read(path);
    if (!text) return fault(path, "cannot be read");
    auto policy = parse_policy(*text, kind);
    if (!policy) return fault(path, policy.error().message);
    policy->name = path.lexically_relative(root_).generic_string();
    policies.push_back(std::move(*policy));
  }

  /// A byte more than a policy may have at most, so that the parser sees that there are too many.
  static std::optional<std::string> read(const fs::path& path) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    if (error) return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    std::string text(std::min<std::uintmax_t>(size, max_identity_policy_bytes + 1), '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!file.is_open() || file.bad()) return std::nullopt;
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
  }

  /// Gives the policies of every account to those that one account has policies of its own for.
  void add_general_policies() {
    for (auto& [key, identity] : loaded_.identities_) {
      if (key.starts_with('/')) continue;
      const auto general = loaded_.identities_.find(key.substr(key.find('/')));
      if (general == loaded_.identities_.end()) continue;
      const IdentityPolicies& all = general->second;
      identity.policies.insert(identity.policies.end(), all.policies.begin(), all.policies.end());
      if (identity.boundary.empty()) identity.boundary = all.boundary;
      if (identity.trust.empty()) identity.trust = all.trust;
    }
  }

  fs::path root_;
  std::size_t max_files_;
  PolicyDirectory loaded_;
  std::vector<std::string> faults_;
  std::size_t files_ = 0;
  bool too_many_ = false;
};

Result<PolicyDirectory, std::vector<std::string>> PolicyDirectory::load(const fs::path& directory,
                                                                        std::size_t max_files) {
  PolicyDirectoryLoader loader(directory, max_files);
  loader.load();
  return loader.take();
}

const IdentityPolicies* PolicyDirectory::find(std::string_view account_id, std::string_view kind,
                                              std::string_view name) const {
  auto found = identities_.find(identity_key(account_id, kind, name));
  if (found == identities_.end()) found = identities_.find(identity_key({}, kind, name));
  return found == identities_.end() ? nullptr : &found->second;
}

ApplicablePolicies PolicyDirectory::policies_of(const Principal& principal) const {
  ApplicablePolicies applicable;
  if (principal.kind == PrincipalKind::root) return applicable;
  const bool user = principal.kind == PrincipalKind::user;
  const IdentityPolicies* const identity =
      find(principal.account_id, principal_folders[user ? 0 : 1], principal.name);
  if (identity == nullptr) return applicable;
  applicable.identity = identity->policies;
  if (!identity->boundary.empty()) applicable.boundary = &identity->boundary.front();
  return applicable;
}

const Policy* PolicyDirectory::trust_of(std::string_view account_id, std::string_view role) const {
  const IdentityPolicies* const identity = find(account_id, principal_folders[1], role);
  return identity == nullptr || identity->trust.empty() ? nullptr : &identity->trust.front();
}

}  // namespace dynarocks::auth
