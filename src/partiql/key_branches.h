#pragma once
// Which keys a WHERE clause can be read by: the branches of its ORs, each with an equality or an IN
// on the partition key and perhaps a condition on the sort key.

#include <optional>
#include <string>
#include <vector>

#include "expression/condition_evaluator.h"
#include "expression/key_condition.h"
#include "model/key_schema.h"

namespace dynarocks::partiql {

struct KeyBranch {
  /// Of the partition key: one by equality, several by IN.
  std::vector<expression::Literal> partition_keys;
  std::optional<expression::KeyClause> sort_clause;
  /// What else the branch demands: terms of the WHERE clause, which must outlive them.
  std::vector<const expression::BoundTerm*> rest;
};

/// Nothing when a branch does not fix the partition key: all of the table or index is to be read.
/// `key` has one HASH attribute and at most one RANGE attribute.
[[nodiscard]] std::optional<std::vector<KeyBranch>> key_branches(const expression::BoundTerm& where,
                                                                 const model::KeyAttributes& key);

}  // namespace dynarocks::partiql
