#pragma once
// Expected: what a write expects of the stored item, one attribute at a time, either by a
// comparison or, in the older form, by Value and Exists alone.
// Source: reference "legacy parameters", section 4.

#include <optional>
#include <string>

#include "expression/legacy_condition.h"
#include "model/api_error.h"

namespace dynarocks::expression {

/// One entry of Expected: which of its members are given, without the values.
struct ExpectedForm {
  std::string attribute_name;
  bool has_value = false;
  bool has_value_list = false;
  std::optional<bool> exists;
  std::optional<ComparisonOperator> op;
};

/// Which members may stand together; told before the values are looked at.
[[nodiscard]] model::ApiResult<void> check_expected_form(const ExpectedForm& form);

/// The comparison a well-formed entry means: its operator, or with Value alone EQ, or with
/// `Exists: false` NULL.
[[nodiscard]] ComparisonOperator expected_operator(const ExpectedForm& form);

}  // namespace dynarocks::expression
