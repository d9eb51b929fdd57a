#pragma once
// Reads key clauses out of a bound condition, which may only be comparisons joined by AND.

#include <optional>
#include <string>
#include <vector>

#include "expression/condition_evaluator.h"
#include "expression/key_condition.h"

namespace dynarocks::expression {

struct KeyConditionReading {
  std::vector<KeyClause> clauses;  // in written order, up to the fault if there is one
  std::optional<KeyStructureFault> fault;
};

/// The operator of a comparison as a key condition has it, seen from the key: `:v < k`, `reversed`,
/// is `k > :v`. Nothing when no key can be read by it.
[[nodiscard]] std::optional<KeyOperator> key_operator(PredicateKind kind, bool reversed);

/// The first clause that no key condition may contain is the fault.
[[nodiscard]] KeyConditionReading read_key_condition(const BoundTerm& root);

}  // namespace dynarocks::expression
