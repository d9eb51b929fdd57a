#pragma once
// Bound conditions taken apart into rows of ANDs, and put together again.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expression/condition.h"
#include "expression/condition_evaluator.h"

namespace dynarocks::partiql {

/// The terms that a condition joins by AND, however nested: itself when it is no AND.
[[nodiscard]] std::vector<const expression::BoundTerm*> conjunction_of(
    const expression::BoundTerm& term);

/// Nothing for no terms, the term itself for one.
[[nodiscard]] std::optional<expression::BoundTerm> join_terms(
    std::vector<expression::BoundTerm> terms, expression::ast::Connective connective);

[[nodiscard]] expression::Condition condition_of(expression::BoundTerm term);

/// The value an equality gives a whole attribute, whichever side it stands on; nullptr when the
/// term is no such equality.
[[nodiscard]] const expression::Literal* equality_on(const expression::BoundTerm& term,
                                                     std::string_view attribute);

}  // namespace dynarocks::partiql
