#include "codec/layout.h"

#include <cstddef>

#include "codec/key_codec.h"
#include "model/limits.h"

namespace dynarocks::codec {
namespace {

constexpr char item_prefix = item_row_prefix.front();
constexpr char index_prefix = 'X';
constexpr char collection_prefix = 'K';
constexpr char shard_prefix = 'S';
constexpr char stream_record_prefix = 'L';
constexpr char table_prefix = 'T';
constexpr char request_token_prefix = request_token_rows.front();

void append_big_endian(std::uint64_t value, std::string& out) {
  char bytes[sizeof value];
  for (std::size_t i = sizeof value; i-- > 0; value >>= 8) bytes[i] = static_cast<char>(value);
  out.append(bytes, sizeof bytes);
}

void append_number(std::uint32_t number, std::string& out) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 0xFF);
}

std::string with_index_id(char prefix, std::uint32_t index_id) {
  std::string row(1, prefix);
  append_number(index_id, row);
  return row;
}

/// The start of slice `slice` among rows that begin with `rows` and then a hash; the end of those
/// rows for the slice after the last.
std::string slice_start(std::string rows, std::uint32_t slice) {
  if (slice >= model::limits::hash_slices) return prefix_successor(rows);
  rows += static_cast<char>(slice >> 4);
  rows += static_cast<char>((slice & 0xF) << 4);
  return rows;
}

/// A key of several HASH attributes is hashed as its components, one after the other; a key of one
/// as its scalar, like a table's.
std::uint64_t index_hash(std::span<const std::string_view> hash_scalars) {
  if (hash_scalars.size() == 1) return partition_hash(hash_scalars.front());
  std::string components;
  for (const std::string_view scalar : hash_scalars) append_key_component(scalar, components);
  return partition_hash(components);
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
  return slice_start(std::string(1, item_prefix), slice);
}

std::string index_rows(std::uint32_t index_id) { return with_index_id(index_prefix, index_id); }

std::string index_partition_prefix(std::uint32_t index_id,
                                   std::span<const std::string_view> hash_scalars) {
  std::string row = index_rows(index_id);
  append_big_endian(index_hash(hash_scalars), row);
  for (const std::string_view scalar : hash_scalars) append_key_component(scalar, row);
  return row;
}

std::string index_row(std::uint32_t index_id, std::span<const std::string_view> hash_scalars,
                      std::span<const std::string_view> range_scalars, std::string_view item_row) {
  std::string row = index_partition_prefix(index_id, hash_scalars);
  for (const std::string_view scalar : range_scalars) append_key_component(scalar, row);
  row += item_row.substr(1);
  return row;
}

std::string index_hash_slice_start(std::uint32_t index_id, std::uint32_t slice) {
  return slice_start(index_rows(index_id), slice);
}

std::string index_counters_row(std::uint32_t index_id) {
  return with_index_id(counters_row.front(), index_id);
}

std::string collection_counters_row(std::string_view partition_scalar) {
  std::string row = partition_prefix(partition_scalar);
  row.front() = collection_prefix;
  return row;
}

std::string expiry_row(std::int64_t second, std::string_view item_row) {
  std::string row = expiry_rows_from(second);
  row += item_row.substr(1);
  return row;
}

std::string expiry_rows_from(std::int64_t second) {
  std::string row(expiry_rows);
  // Two's complement orders as unsigned numbers once its sign is inverted.
  append_big_endian(static_cast<std::uint64_t>(second) ^ std::uint64_t{1} << 63, row);
  return row;
}

std::string expiring_item_row(std::string_view expiry_row) {
  std::string row(1, item_prefix);
  row += expiry_row.substr(expiry_rows.size() + sizeof(std::int64_t));
  return row;
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

std::string stream_row(const model::StreamKey& key) {
  std::string row = owned_row(stream_rows.front(), key.table.owner, key.table.table_name);
  row += '\0';
  row += key.label;
  return row;
}

std::string kms_key_row(const model::AccountRegion& owner, std::string_view key_id) {
  return owned_row(kms_key_rows.front(), owner, key_id);
}

std::string kms_alias_row(const model::AccountRegion& owner, std::string_view alias) {
  return owned_row(kms_alias_rows.front(), owner, alias);
}

std::string shard_rows(std::uint64_t stream_id) {
  std::string row(1, shard_prefix);
  append_big_endian(stream_id, row);
  return row;
}

std::string shard_row(std::uint64_t stream_id, std::uint32_t shard_number) {
  std::string row = shard_rows(stream_id);
  append_number(shard_number, row);
  return row;
}

std::string stream_record_rows(std::uint64_t stream_id) {
  std::string row(1, stream_record_prefix);
  append_big_endian(stream_id, row);
  return row;
}

std::string stream_record_row(std::uint64_t stream_id, std::uint32_t shard_number,
                              model::SequenceNumber sequence) {
  std::string row = stream_record_rows(stream_id);
  row.reserve(row.size() + sizeof(shard_number) + sizeof(sequence));
  append_number(shard_number, row);
  append_big_endian(sequence, row);
  return row;
}

model::SequenceNumber sequence_of_row(std::string_view stream_record_row) {
  model::SequenceNumber sequence = 0;
  for (const char byte : stream_record_row.substr(stream_record_row.size() - sizeof(sequence))) {
    sequence = sequence << 8 | static_cast<unsigned char>(byte);
  }
  return sequence;
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
