#pragma once
// Rows of a table's column family: as far apart and about as long as the real server's, whose
// partitions also lie in the order of a hash. Key values must not contain byte 0.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace ceiling {

inline constexpr char item_rows = 'I';
inline constexpr char index_rows = 'X';
inline constexpr char record_rows = 'S';

inline void append_big_endian(std::uint64_t number, std::string& row) {
  for (int shift = 56; shift >= 0; shift -= 8) row += static_cast<char>(number >> shift);
}

/// Common prefix of the rows of a partition, of the table or of the index.
inline std::string partition_rows(char kind, std::string_view partition_key) {
  std::string row;
  row.reserve(64);
  row += kind;
  append_big_endian(std::hash<std::string_view>()(partition_key), row);
  row.append(partition_key).push_back('\0');
  return row;
}

inline std::string item_row(std::string_view partition_key, std::string_view sort_key) {
  return partition_rows(item_rows, partition_key).append(sort_key);
}

/// The item row at the end keeps items with equal index keys apart.
inline std::string index_row(std::string_view partition_key, std::string_view sort_key,
                             std::string_view item_row) {
  std::string row = partition_rows(index_rows, partition_key);
  row.append(sort_key).push_back('\0');
  return row.append(item_row.substr(1));
}

inline std::string record_row(std::uint64_t sequence_number) {
  std::string row(1, record_rows);
  append_big_endian(sequence_number, row);
  return row;
}

/// The smallest row above all that begin with `prefix`, whose last byte is not 0xFF.
inline std::string above(std::string prefix) {
  ++prefix.back();
  return prefix;
}

}  // namespace ceiling
