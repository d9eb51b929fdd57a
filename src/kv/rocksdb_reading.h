#pragma once
// A database that is only read. Private to rocksdb_*.cpp.

#include <memory>
#include <string>
#include <vector>

#include "kv/rocksdb_spaces.h"
#include "kv/store.h"

namespace dynarocks::kv {

struct StoreToRead {
  std::unique_ptr<Store> store;
  std::vector<SpaceId> spaces;
};

/// Opens the database at `path` in `database`'s environment, as far as it can be.
[[nodiscard]] StoreResult<StoreToRead> open_to_read(const std::shared_ptr<Database>& database,
                                                    const std::string& path);

}  // namespace dynarocks::kv
