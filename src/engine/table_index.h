#pragma once
// The secondary indexes of a table as reads and writes see them: an immutable state, published
// together with the table's description.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/key_schema.h"
#include "model/table_description.h"

namespace dynarocks::engine {

struct TableIndex {
  std::uint32_t id = 0;
  std::string name;
  bool is_global = false;
  model::KeyAttributes key_attributes;  // HASH attributes first; each of its type
  model::ProjectionType projection = model::ProjectionType::ALL;
  /// What an entry of a projection other than ALL holds: the keys of the index and of the table,
  /// and the attributes INCLUDE names; sorted.
  std::vector<std::string> attributes;
  /// Whether every item of the table that belongs into the index is known to be in it. Not while
  /// it is CREATING.
  bool is_complete = true;
  /// Whether it can be read: ACTIVE or UPDATING.
  bool is_readable = true;

  /// Whether entries hold this attribute, when the item has it.
  [[nodiscard]] bool projects(std::string_view attribute_name) const;
  [[nodiscard]] std::size_t hash_attribute_count() const;
};

class TableIndexes {
 public:
  TableIndexes() = default;
  /// An index that is DELETING is not among them: writes leave its rows to the index builder.
  explicit TableIndexes(const model::TableDescription& table);

  /// In the byte order of their names, which is the order in which faults are looked for.
  [[nodiscard]] const std::vector<TableIndex>& all() const { return indexes_; }
  [[nodiscard]] bool empty() const { return indexes_.empty(); }
  [[nodiscard]] const TableIndex* find(std::string_view name) const;
  /// Whether a partition's items form an item collection (a table with local secondary indexes).
  [[nodiscard]] bool has_local() const { return has_local_; }

 private:
  std::vector<TableIndex> indexes_;
  bool has_local_ = false;
};

}  // namespace dynarocks::engine
