#include "codec/layout.h"

#include <cstddef>

#include "codec/key_codec.h"
#include "model/limits.h"

namespace dynarocks::codec {
namespace {

constexpr char item_prefix = 'I';
constexpr char table_prefix = 'T';

// A slice is the hash's first 12 bits: its first byte and the upper half of its second.
static_assert(model::limits::hash_slices == 1U << 12);

}  // namespace

std::string partition_prefix(std::string_view partition_scalar) {
  std::string row;
  // One allocation for the whole row in nearly every case.
  row.reserve(1 + 8 + partition_scalar.size() + 2 + 32);
  row += item_prefix;
  const std::uint64_t hash = partition_hash(partition_scalar);
  for (int shift = 56; shift >= 0; shift -= 8) row += static_cast<char>(hash >> shift & 0xFF);
  append_key_component(partition_scalar, row);
  return row;
}

std::string item_row(std::string_view partition_scalar,
                     std::optional<std::string_view> sort_scalar) {
  std::string row = partition_prefix(partition_scalar);
  if (sort_scalar) append_key_component(*sort_scalar, row);
  return row;
}

std::string hash_slice_start(std::uint32_t slice) {
  if (slice >= model::limits::hash_slices) return std::string(1, item_prefix + 1);
  std::string start(1, item_prefix);
  start += static_cast<char>(slice >> 4);
  start += static_cast<char>((slice & 0xF) << 4);
  return start;
}

std::uint32_t hash_slice_of_row(std::string_view item_row) {
  const auto byte = [&](std::size_t i) {
    return std::uint32_t{static_cast<unsigned char>(item_row[i])};
  };
  return byte(1) << 4 | byte(2) >> 4;
}

std::string table_row(const model::TableKey& key) {
  std::string row(1, table_prefix);
  row += key.owner.account_id;
  row += '\0';
  row += key.owner.region;
  row += '\0';
  row += key.table_name;
  return row;
}

}  // namespace dynarocks::codec
