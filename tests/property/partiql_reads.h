#pragma once
// Whether a planned read finds an item: what the engine does with it, for tests.

#include <string_view>

#include "codec/item_view.h"
#include "expression/key_condition.h"
#include "model/key_schema.h"
#include "partiql/select_planner.h"

namespace dynarocks::partiql::testing {

inline bool bound_holds(const expression::KeyRange::Bound& bound, std::string_view value) {
  using expression::KeyOperator;
  switch (bound.op) {
    case KeyOperator::lt:
      return value < bound.low;
    case KeyOperator::le:
      return value <= bound.low;
    case KeyOperator::gt:
      return value > bound.low;
    case KeyOperator::ge:
      return value >= bound.low;
    case KeyOperator::between:
      return value >= bound.low && value <= bound.high;
    case KeyOperator::begins_with:
      return value.starts_with(bound.low);
    case KeyOperator::eq:
      break;
  }
  return false;
}

/// `key` is that of the table or index, one HASH and one RANGE attribute, which the item has.
inline bool is_read(const PlannedRead& read, const model::KeyAttributes& key,
                    codec::ItemView item) {
  if (read.range) {
    if (item.find(key[0].name)->scalar() != read.range->hash.front()) return false;
    const std::string_view sort_key = item.find(key[1].name)->scalar();
    if (!read.range->range_equal.empty() && sort_key != read.range->range_equal.front()) {
      return false;
    }
    if (read.range->range_bound && !bound_holds(*read.range->range_bound, sort_key)) return false;
  }
  return !read.filter || read.filter->evaluate(item);
}

}  // namespace dynarocks::partiql::testing
