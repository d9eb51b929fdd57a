#include "auth/signing_key.h"

#include <functional>

#include "auth/hmac.h"

namespace dynarocks::auth {

std::string derive_signing_key(const SigningScope& scope) {
  const std::string date_key = hmac_sha256(std::string("AWS4").append(scope.secret), scope.date);
  const std::string region_key = hmac_sha256(date_key, scope.region);
  return hmac_sha256(hmac_sha256(region_key, scope.service), "aws4_request");
}

std::string SigningKeyCache::key(const SigningScope& scope) {
  // No member but the first, the secret, has a line break in it.
  std::string text;
  text.reserve(scope.secret.size() + scope.date.size() + scope.region.size() +
               scope.service.size() + 3);
  text.append(scope.secret).append("\n").append(scope.date).append("\n");
  text.append(scope.region).append("\n").append(scope.service);
  Slot& slot = (*slots_)[std::hash<std::string>()(text) % slots];
  const std::lock_guard lock(slot.mutex);
  if (slot.scope != text) {
    slot.key = derive_signing_key(scope);
    slot.scope = std::move(text);
  }
  return slot.key;
}

}  // namespace dynarocks::auth
