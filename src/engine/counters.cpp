#include "engine/counters.h"

namespace dynarocks::engine {
namespace {

constexpr std::size_t counter_bytes = 8;

std::int64_t read_counter(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = counter_bytes; i-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return static_cast<std::int64_t>(value);
}

}  // namespace

std::optional<Counters> decode_counters(std::string_view value) {
  if (value.size() != 2 * counter_bytes) return std::nullopt;
  return Counters{read_counter(value), read_counter(value.substr(counter_bytes))};
}

kv::StoreResult<Counters> read_counters(const kv::Store& store, kv::SpaceId space,
                                        std::string_view row) {
  std::optional<Counters> counters = Counters{};
  DYNAROCKS_TRY(store.get(space, row, nullptr,
                          [&](std::string_view value) { counters = decode_counters(value); }));
  if (!counters) {
    return failure(kv::StoreError{kv::StoreError::Kind::corrupt, "a counters row cannot be read"});
  }
  return *counters;
}

}  // namespace dynarocks::engine
