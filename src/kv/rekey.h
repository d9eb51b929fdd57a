#pragma once
// Another key for a data directory that no server has open: none to one, one to another, one to
// none. Every file is written anew, under a new data key. It may be killed at any moment: the
// directory can be opened before, between and after, and repeating the call ends the change.
//
// 1. KEYS is replaced: it names both forms of files, and is sealed under the new master key. From
//    here on the new key opens the directory, and the old one, unless there is no new one, does
//    not.
// 2. Each file is copied to store/REKEY in its new form, flushed, and renamed to its own name. A
//    file tells by its first bytes which form it has, so any mixture can be read.
// 3. Once the renames are flushed KEYS is replaced by one that names the new form alone, or
// removed.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "kv/store.h"

namespace dynarocks::kv {

struct RekeyRequest {
  std::string data_dir;
  std::string old_key_file;  // empty: the directory is not encrypted
  std::string new_key_file;  // empty: it shall not be
};

struct RekeyOutcome {
  bool already = false;  // as asked, before anything was done
  std::size_t files = 0;
  std::uint64_t bytes = 0;
};

/// Called now and then with the bytes done, and all there are to do.
using RekeyProgress = std::function<void(std::uint64_t done, std::uint64_t all)>;

/// Errors as those of open_rocksdb; besides, io when the disk has no room for the largest file.
[[nodiscard]] StoreResult<RekeyOutcome> rekey(const RekeyRequest& request,
                                              const RekeyProgress& progress);

}  // namespace dynarocks::kv
