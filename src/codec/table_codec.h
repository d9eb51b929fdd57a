#pragma once
// Table descriptions to the bytes of their catalog rows and back. Byte by byte in
// docs/storage-format.md: a version byte, then tagged fields (tagged_fields.h).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/table_description.h"

namespace dynarocks::codec {

/// What the catalog stores of a table.
struct TableRecord {
  std::uint64_t space = 0;  // the store's name for the table's rows (kv::SpaceId)
  model::TableDescription description;
};

inline constexpr char table_record_version = 1;

[[nodiscard]] std::string encode_table_record(const TableRecord& record);

/// Nothing when the bytes are malformed, of another version, or lack what identifies a table: its
/// space, owner, name, id and key schema. Unknown fields are skipped, other absent ones keep their
/// defaults.
[[nodiscard]] std::optional<TableRecord> decode_table_record(std::string_view bytes);

}  // namespace dynarocks::codec
