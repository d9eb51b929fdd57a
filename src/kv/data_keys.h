#pragma once
// The keys that an opened data directory's files are, or may be, encrypted with.

#include <cstdint>
#include <map>
#include <optional>

#include "kv/secret_key.h"

namespace dynarocks::kv {

/// Names a data key in its data directory; from 1 up.
using DataKeyId = std::uint64_t;

struct DataKeys {
  std::map<DataKeyId, SecretKey> keys;
  /// What new files are encrypted with; nothing: they are not.
  std::optional<DataKeyId> write;
  /// Whether files may be there that are not encrypted.
  bool plain = false;

  /// Whether all files are alike: no change of keys is under way.
  [[nodiscard]] bool settled() const { return write ? keys.size() == 1 && !plain : keys.empty(); }
};

}  // namespace dynarocks::kv
