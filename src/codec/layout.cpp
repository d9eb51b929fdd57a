#include "codec/layout.h"

#include <cstddef>

#include "codec/key_codec.h"
#include "model/limits.h"

namespace dynarocks::codec {
namespace {

constexpr char item_prefix = 'I';
constexpr char table_prefix = 'T';
constexpr char request_token_prefix = 'R';

void append_big_endian(std::uint64_t value, std::string& out) {
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFF);
}

std::string owned_row(char prefix, const model::AccountRegion& owner, std::string_view name) {
  std::string row(1, prefix);
  row += owner.account_id;
  row += '\0';
  row += owner.region;
  row += '\0';
  row += name;
  return row;
}

// A slice is the hash's first 12 bits: its first byte and the upper half of its second.
static_assert(model::limits::hash_slices == 1U << 12);

}  // namespace

std::string partition_prefix(std::string_view partition_scalar) {
  std::string row;
  // One allocation for the whole row in nearly every case.
  row.reserve(1 + 8 + partition_scalar.size() + 2 + 32);
  row += item_prefix;
  append_big_endian(partition_hash(partition_scalar), row);
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
  return owned_row(table_prefix, key.owner, key.table_name);
}

std::string request_token_row(const model::AccountRegion& owner, std::string_view token) {
  return owned_row(request_token_prefix, owner, token);
}

std::string request_expiry_row(std::int64_t completed_millis, std::string_view request_token_row) {
  std::string row(request_expiry_rows);
  append_big_endian(static_cast<std::uint64_t>(completed_millis), row);
  row += request_token_row;
  return row;
}

std::string_view listed_request_token_row(std::string_view request_expiry_row) {
  return request_expiry_row.substr(request_expiry_rows.size() + sizeof(std::uint64_t));
}

}  // namespace dynarocks::codec
