#pragma once
// The lasting keys that may sign requests. All are replaced at once; a request under way keeps the
// one it found.

#include <atomic>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "auth/credential.h"

namespace dynarocks::auth {

/// Safe from any thread.
class CredentialStore {
 public:
  explicit CredentialStore(std::vector<Credential> credentials = {});
  ~CredentialStore();

  void replace(std::vector<Credential> credentials);

  /// nullptr when there is none.
  [[nodiscard]] std::shared_ptr<const Credential> find(std::string_view access_key_id) const;

 private:
  struct Snapshot;
  std::atomic<std::shared_ptr<const Snapshot>> snapshot_;
};

}  // namespace dynarocks::auth
