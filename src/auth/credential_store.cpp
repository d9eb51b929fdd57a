#include "auth/credential_store.h"

#include <unordered_map>
#include <utility>

namespace dynarocks::auth {

struct CredentialStore::Snapshot {
  explicit Snapshot(std::vector<Credential> from) : credentials(std::move(from)) {
    for (const Credential& credential : credentials) {
      by_id.emplace(credential.access_key_id, &credential);
    }
  }
  std::vector<Credential> credentials;
  std::unordered_map<std::string_view, const Credential*> by_id;  // into `credentials`
};

CredentialStore::CredentialStore(std::vector<Credential> credentials) {
  replace(std::move(credentials));
}

CredentialStore::~CredentialStore() = default;

void CredentialStore::replace(std::vector<Credential> credentials) {
  snapshot_.store(std::make_shared<const Snapshot>(std::move(credentials)));
}

std::shared_ptr<const Credential> CredentialStore::find(std::string_view access_key_id) const {
  auto snapshot = snapshot_.load();
  const auto found = snapshot->by_id.find(access_key_id);
  if (found == snapshot->by_id.end()) return nullptr;
  const Credential* const credential = found->second;
  return {std::move(snapshot), credential};
}

}  // namespace dynarocks::auth
