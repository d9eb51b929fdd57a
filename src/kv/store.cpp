#include "kv/store.h"

namespace dynarocks::kv {

StoreResult<std::optional<std::string>> get_copy(const Store& store, SpaceId space,
                                                 std::string_view key, const Snapshot* snapshot) {
  std::optional<std::string> copy;
  DYNAROCKS_TRY(
      store.get(space, key, snapshot, [&](std::string_view value) { copy.emplace(value); }));
  return copy;
}

}  // namespace dynarocks::kv
