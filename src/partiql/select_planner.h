#pragma once
// How a SELECT is answered: by which reads of which keys, in which order, and what is shown.
// Source: reference "partiql", sections 3 to 5.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "expression/condition.h"
#include "expression/key_condition.h"
#include "model/api_error.h"
#include "partiql/bound_statement.h"
#include "partiql/projection.h"
#include "partiql/target.h"

namespace dynarocks::partiql {

enum class Access : std::uint8_t {
  get,    // one item of the table, by its whole key
  query,  // partitions of the table or index, one after the other
  scan,   // all of it
};

struct PlannedRead {
  std::optional<expression::KeyRange> range;  // nothing: everything
  std::optional<expression::Condition> filter;
};

struct SelectPlan {
  Access access = Access::scan;
  std::optional<std::size_t> index;  // in TargetTable::indexes; nothing: the table
  /// One of a get or a scan, any number of a query. None finds an item of another, and their
  /// results follow each other.
  std::vector<PlannedRead> reads;
  std::string key;      // of a get: the key, encoded as an item
  bool forward = true;  // within each read
  /// A local index is read, and its entries lack what is shown or filtered by.
  bool fetch_items = false;
  std::optional<Projection> projection;  // nothing: all of the item or entry
};

/// The plan of a statement that says where its items are. Errors: an unknown or unsuitable index,
/// what it does not project, key values, and ORDER BY.
[[nodiscard]] model::ApiResult<SelectPlan> plan_select(const BoundSelect& select,
                                                       const TargetTable& table,
                                                       bool consistent_read);

/// One item of the table, and what it must also be like to be found.
struct ItemSelectPlan {
  std::string key;  // encoded as an item; the values' types and sizes are not checked
  std::optional<expression::Condition> filter;
};

/// The plan of a SELECT in a batch or a transaction; nothing when it names no item of the table by
/// its whole key. Error: ORDER BY of what is no key attribute.
[[nodiscard]] model::ApiResult<std::optional<ItemSelectPlan>> plan_item_select(
    const BoundSelect& select, const model::KeyAttributes& key);

}  // namespace dynarocks::partiql
