#pragma once
// KeyConditionExpression: which keys a Query reads. Parsing needs no table; resolving joins the
// clauses with a table's or an index's key. Source: reference "expressions", section 6.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expression/placeholders.h"
#include "model/api_error.h"
#include "model/key_schema.h"
#include "model/validation_layer.h"

namespace dynarocks::expression {

enum class KeyOperator : std::uint8_t { eq, lt, le, gt, ge, between, begins_with };

struct KeyClause {
  std::string attribute_name;
  KeyOperator op = KeyOperator::eq;
  std::vector<std::string> values;  // encoded values: one, or two for between
  /// False when the condition is none a key can be read by, whatever `op` and `values` are: the
  /// legacy KeyConditions are refused for that only when the key is known.
  bool is_indexable = true;
};

/// The keys to read: equality on the hash attributes, and at most a range on the sort attributes.
/// Scalars are key scalar bytes (S: UTF-8, B: raw, N: ordered form), ready for key_codec.h.
struct KeyRange {
  std::vector<std::string> hash;         // one per HASH attribute, in schema order
  std::vector<std::string> range_equal;  // leading RANGE attributes fixed by '='
  struct Bound {
    KeyOperator op;    // not eq
    std::string low;   // the operand (between: lower)
    std::string high;  // between: upper
  };
  std::optional<Bound> range_bound;  // on the RANGE attribute after those
};

/// What a key condition may not contain, found while parsing but reported by check_structure.
struct KeyStructureFault {
  enum class Prefix : std::uint8_t { never, current_layer };  // "Invalid KeyConditionExpression: "
  std::string message;
  Prefix prefix = Prefix::never;
};

/// What else is to be checked of a key attribute, just before the condition on it.
using KeyAttributeCheck = std::function<model::ApiResult<void>(const model::KeyAttribute&)>;

class KeyCondition {
 public:
  [[nodiscard]] static model::ApiResult<KeyCondition> parse(std::string_view text,
                                                            model::ValidationLayer layer,
                                                            Placeholders& placeholders);
  /// For key conditions that come from elsewhere: the legacy KeyConditions, PartiQL. At most one
  /// clause per attribute.
  [[nodiscard]] static KeyCondition from_clauses(std::vector<KeyClause> clauses);

  /// Checks that need the expression alone but come after the other expressions were parsed.
  [[nodiscard]] model::ApiResult<void> check_structure(model::ValidationLayer layer) const;
  /// Joins with the key of the table or index; empty or oversized key values are errors too.
  [[nodiscard]] model::ApiResult<KeyRange> resolve(const model::KeyAttributes& key,
                                                   const KeyAttributeCheck& before = {}) const;
  [[nodiscard]] const std::vector<KeyClause>& clauses() const { return clauses_; }

 private:
  std::vector<KeyClause> clauses_;
  std::optional<KeyStructureFault> structure_fault_;
};

}  // namespace dynarocks::expression
