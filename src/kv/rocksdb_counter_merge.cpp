#include "kv/rocksdb_counter_merge.h"

#include <cstddef>

namespace dynarocks::kv {
namespace {

constexpr std::size_t counter_bytes = 8;
constexpr std::size_t row_bytes = 2 * counter_bytes;

std::uint64_t read_counter(const char* from) {
  std::uint64_t value = 0;
  for (std::size_t i = counter_bytes; i-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(from[i]);
  }
  return value;
}

void append_counter(std::uint64_t value, std::string& out) {
  for (std::size_t i = 0; i < counter_bytes; ++i) {
    out.push_back(static_cast<char>(value >> (8 * i) & 0xff));
  }
}

}  // namespace

std::string encode_counters(std::int64_t first, std::int64_t second) {
  std::string row;
  row.reserve(row_bytes);
  append_counter(static_cast<std::uint64_t>(first), row);
  append_counter(static_cast<std::uint64_t>(second), row);
  return row;
}

bool CounterMerge::Merge(const rocksdb::Slice& /*key*/, const rocksdb::Slice* existing_value,
                         const rocksdb::Slice& value, std::string* new_value,
                         rocksdb::Logger* /*logger*/) const {
  if (value.size() != row_bytes) return false;
  if (existing_value == nullptr) {
    new_value->assign(value.data(), value.size());
    return true;
  }
  if (existing_value->size() != row_bytes) return false;
  // Unsigned: a sum that wraps is defined. `new_value` never overlaps the two inputs.
  new_value->clear();
  for (std::size_t at = 0; at < row_bytes; at += counter_bytes) {
    append_counter(read_counter(existing_value->data() + at) + read_counter(value.data() + at),
                   *new_value);
  }
  return true;
}

}  // namespace dynarocks::kv
