#pragma once
// The keys requests are signed with: one for each secret, day, Region and service. Source:
// reference "security", section 2.5.

#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace dynarocks::auth {

struct SigningScope {
  std::string_view secret;
  std::string_view date;  // YYYYMMDD
  std::string_view region;
  std::string_view service;
};

/// 32 bytes.
[[nodiscard]] std::string derive_signing_key(const SigningScope& scope);

/// Keys derived before, as many as fit: deriving one costs four HMACs, which would be most of a
/// verification. Safe from any thread.
class SigningKeyCache {
 public:
  [[nodiscard]] std::string key(const SigningScope& scope);

 private:
  static constexpr std::size_t slots = 256;
  struct Slot {
    std::mutex mutex;
    std::string scope;
    std::string key;
  };
  // A scope has one place; who comes last has it.
  std::unique_ptr<std::array<Slot, slots>> slots_ = std::make_unique<std::array<Slot, slots>>();
};

}  // namespace dynarocks::auth
