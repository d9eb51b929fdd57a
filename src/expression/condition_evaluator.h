#pragma once
// The bound form of a condition, and its truth over a stored item. Other code may build bound
// conditions too (Condition::from_bound), for instance from the legacy Expected parameter.

#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include "codec/item_view.h"
#include "expression/ast.h"
#include "expression/bound_operand.h"
#include "expression/document_path.h"

namespace dynarocks::expression {

/// Everything that answers true or false: operators and boolean functions.
enum class PredicateKind : std::uint8_t {
  eq,
  ne,
  lt,
  le,
  gt,
  ge,
  between,
  in,
  attribute_exists,
  attribute_not_exists,
  attribute_type,
  begins_with,
  contains,
};

/// As expressions write it: "=", "BETWEEN", "contains".
[[nodiscard]] std::string_view predicate_text(PredicateKind kind);
[[nodiscard]] PredicateKind predicate_kind(ast::Operator op);
/// `function` is one of which is_predicate holds.
[[nodiscard]] PredicateKind predicate_kind(Function function);

/// Operands: two; three for BETWEEN; the tested one and the list for IN; one for attribute_exists
/// and attribute_not_exists, which is a path (for PartiQL a size, too). attribute_type's second is
/// an S literal.
struct BoundPredicate {
  PredicateKind kind = PredicateKind::eq;
  std::vector<BoundOperand> operands;
};

struct BoundTerm;

/// AND of no terms is true, OR of none false; NOT has exactly one.
struct BoundLogical {
  ast::Connective connective = ast::Connective::and_;
  std::vector<BoundTerm> terms;
};

struct BoundTerm {
  std::variant<BoundPredicate, BoundLogical> node;
};

struct BoundCondition {
  BoundTerm root;
  std::vector<DocumentPath> paths;  // of the whole condition, in order of appearance
};

/// Every path under `term`, in order of appearance: what BoundCondition::paths holds.
[[nodiscard]] std::vector<DocumentPath> paths_of(const BoundTerm& term);

/// An attribute that is missing or of an unsuitable type is never an error: the predicate is false
/// (and `<>` true). Recurses as deeply as terms are nested.
[[nodiscard]] bool evaluate(const BoundTerm& term, codec::ItemView item);

}  // namespace dynarocks::expression
