#pragma once
// One key under one operator of a statement's Condition.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/arn_pattern.h"
#include "auth/condition_context.h"
#include "auth/condition_operators.h"
#include "auth/text_pattern.h"

namespace dynarocks::auth {

struct ConditionOperand {
  TextPattern text;               // empty for arn_like
  std::optional<ArnPattern> arn;  // for arn_like; nothing when the text is no ARN, and matches none
};

/// The operand that `text` is under an operator; variables are those of version 2012-10-17.
[[nodiscard]] ConditionOperand parse_condition_operand(ConditionTest test, std::string_view text,
                                                       bool variables);

struct Condition {
  ConditionOperator op;
  std::string key;  // in lower case
  std::vector<ConditionOperand> operands;
};

/// Whether the request fulfils it.
///  - A positive operator needs a value that passes against any operand, and fails without the key.
///  - A negated one needs values that pass against none, and holds without the key.
///  - ForAllValues asks it of each value, and holds without any; ForAnyValue of at least one, and
///    fails without any. A key with several values and no quantifier: as ForAnyValue, negated as a
///    whole.
///  - ...IfExists holds without the key.
///  - A key with an empty list of values is absent.
[[nodiscard]] bool holds(const Condition& condition, const ConditionContext& context);

}  // namespace dynarocks::auth
