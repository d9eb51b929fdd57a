#pragma once
// A file of the store in another form: encrypted with another data key, encrypted, or not.

#include <cstdint>
#include <functional>
#include <string>

#include "kv/data_keys.h"
#include "kv/store.h"

namespace dynarocks::kv {

/// Whether the file at `path` has not yet the form of new files. A failure says what is wrong with
/// "it".
[[nodiscard]] StoreResult<bool> needs_copy(const std::string& path, const DataKeys& keys);

/// Writes the content of `source` to `target` in the form of new files, and flushes it; calls
/// `copied` with the bytes of each step. A failure says what went wrong.
[[nodiscard]] StoreResult<void> copy_file(const std::string& source, const std::string& target,
                                          const DataKeys& keys,
                                          const std::function<void(std::uint64_t)>& copied);

}  // namespace dynarocks::kv
