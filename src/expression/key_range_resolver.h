#pragma once
// Joins key clauses with the key of a table or an index: which clause speaks of which key
// attribute, and whether together they name one contiguous range of keys.

#include <vector>

#include "expression/key_condition.h"
#include "model/api_error.h"
#include "model/key_schema.h"

namespace dynarocks::expression {

/// Errors are ValidationExceptions without a prefix. For each key attribute in schema order: what
/// `before` finds, no condition, type of the operands, operator; after all of them, empty and
/// oversized values.
[[nodiscard]] model::ApiResult<KeyRange> resolve_key_range(const std::vector<KeyClause>& clauses,
                                                           const model::KeyAttributes& key,
                                                           const KeyAttributeCheck& before);

}  // namespace dynarocks::expression
