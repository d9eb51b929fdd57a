#pragma once
// The file that holds a master key: 32 random bytes, raw, as 64 hexadecimal digits or in base64.

#include <string>

#include "kv/secret_key.h"
#include "kv/store.h"

namespace dynarocks::kv {

/// Every error names the file and says what to do. A file that others than its owner may read is
/// worth a warning in the log.
[[nodiscard]] StoreResult<SecretKey> read_key_file(const std::string& path);

}  // namespace dynarocks::kv
