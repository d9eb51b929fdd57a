#pragma once
// KeyConditions: which keys a Query reads, as comparisons on one or two key attributes.
// Source: reference "legacy parameters", section 7.

#include <vector>

#include "expression/key_condition.h"
#include "expression/legacy_condition.h"
#include "model/api_error.h"

namespace dynarocks::expression {

/// Each condition is one that check_legacy_condition accepts. More than two, or none, are an error;
/// an operator no key can be read by is one only when the key is known.
[[nodiscard]] model::ApiResult<KeyCondition> key_condition_of(
    std::vector<LegacyCondition> conditions);

}  // namespace dynarocks::expression
