#include "kv/rocksdb_status.h"

#include <algorithm>
#include <string>

namespace dynarocks::kv {
namespace {

StoreError::Kind kind_of(const rocksdb::Status& status) {
  if (status.IsCorruption()) return StoreError::Kind::corrupt;
  if (status.IsInvalidArgument() || status.IsColumnFamilyDropped() || status.IsNotSupported()) {
    return StoreError::Kind::invalid;
  }
  return StoreError::Kind::io;
}

std::string_view advice_on(const rocksdb::Status& status) {
  if (status.IsCorruption()) {
    return "; the store's files are damaged: stop the server, see what is wrong with dynarocks "
           "verify, and restore a backup or save what can be saved with dynarocks repair";
  }
  if (status.IsNoSpace()) return "; the disk is full: free space";
  if (kind_of(status) == StoreError::Kind::invalid) {
    return "; this is a mistake in DynaRocks: please report it with this line";
  }
  return "; check the disk and the rights on the data directory: dynarocks verify tells whether "
         "files are missing or damaged";
}

}  // namespace

StoreError store_error(const rocksdb::Status& status, std::string_view doing) {
  std::string message = "cannot ";
  message += doing;
  message += ": ";
  message += status.ToString();
  std::replace(message.begin(), message.end(), '\n', ' ');
  message += advice_on(status);
  return StoreError{kind_of(status), std::move(message)};
}

StoreResult<void> store_result(const rocksdb::Status& status, std::string_view doing) {
  if (status.ok()) return {};
  return failure(store_error(status, doing));
}

StoreError no_such_space(SpaceId space) {
  return StoreError{StoreError::Kind::invalid,
                    "space " + std::to_string(space) + " does not exist (any more)"};
}

}  // namespace dynarocks::kv
