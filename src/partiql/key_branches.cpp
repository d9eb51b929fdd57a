#include "partiql/key_branches.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "expression/key_condition_reader.h"
#include "partiql/conjunction.h"

namespace dynarocks::partiql {

namespace {

using expression::BoundLogical;
using expression::BoundOperand;
using expression::BoundPredicate;
using expression::BoundTerm;
using expression::KeyClause;
using expression::PredicateKind;
using Connective = expression::ast::Connective;

/// Own bounds: an AND of two ORs has as many branches as their product, each with all other terms
/// of the AND. Beyond them, an OR is looked at as a whole.
constexpr std::size_t max_branches = 1024;
constexpr std::size_t max_product_terms = 4096;

using Terms = std::vector<const BoundTerm*>;

bool is_attribute(const BoundOperand& operand, std::string_view attribute) {
  const expression::DocumentPath* path = operand.path();
  return path != nullptr && !path->is_nested() && path->attribute() == attribute;
}

bool all_literals(const std::vector<BoundOperand>& operands, std::size_t first) {
  return std::all_of(operands.begin() + static_cast<std::ptrdiff_t>(first), operands.end(),
                     [](const BoundOperand& operand) { return operand.literal() != nullptr; });
}

std::vector<expression::Literal> literals_of(const std::vector<BoundOperand>& operands) {
  std::vector<expression::Literal> literals;
  for (const BoundOperand& operand : operands) {
    if (operand.literal() != nullptr) literals.push_back(*operand.literal());
  }
  return literals;
}

/// The values a term allows the attribute, when it is an equality or an IN; else none.
std::vector<expression::Literal> listed_values(const BoundTerm& term, std::string_view attribute) {
  if (const expression::Literal* value = equality_on(term, attribute)) return {*value};
  const auto* predicate = std::get_if<BoundPredicate>(&term.node);
  const bool is_list = predicate != nullptr && predicate->kind == PredicateKind::in &&
                       is_attribute(predicate->operands[0], attribute) &&
                       all_literals(predicate->operands, 1);
  if (!is_list) return {};
  return literals_of(predicate->operands);
}

/// A term as a condition on the sort key that can be read by.
std::optional<KeyClause> sort_clause(const BoundTerm& term, std::string_view attribute) {
  const auto* predicate = std::get_if<BoundPredicate>(&term.node);
  if (predicate == nullptr) return std::nullopt;
  const std::vector<BoundOperand>& operands = predicate->operands;
  const bool forward = is_attribute(operands[0], attribute) && all_literals(operands, 1);
  const bool can_reverse = predicate->kind < PredicateKind::between;
  const bool reversed = can_reverse && !forward && operands[0].literal() != nullptr &&
                        is_attribute(operands[1], attribute);
  if (!forward && !reversed) return std::nullopt;
  const std::optional<expression::KeyOperator> op =
      expression::key_operator(predicate->kind, reversed);
  if (!op) return std::nullopt;
  KeyClause clause;
  clause.attribute_name = attribute;
  clause.op = *op;
  for (expression::Literal& literal : literals_of(operands)) {
    clause.values.push_back(std::move(literal.encoded));
  }
  return clause;
}

/// Which key attributes nothing around a term has fixed yet: only then are its ORs taken apart.
struct Wanted {
  bool hash = true;
  bool range = true;
};

class BranchFinder {
 public:
  explicit BranchFinder(const model::KeyAttributes& key)
      : hash_(key.front().name), range_(key.size() > 1 ? key[1].name : std::string_view()) {}

  /// The branches of a term, each a row of terms joined by AND. Recursion is bounded by the parser.
  [[nodiscard]] std::vector<Terms> branches_of(const BoundTerm& term, Wanted wanted) const;
  /// Nothing when the branch does not fix the partition key.
  [[nodiscard]] std::optional<KeyBranch> key_branch(const Terms& terms) const;
  [[nodiscard]] bool has_range() const { return !range_.empty(); }

 private:
  [[nodiscard]] bool fixes_hash(const BoundTerm& term) const {
    return !listed_values(term, hash_).empty();
  }
  [[nodiscard]] bool fixes_range(const BoundTerm& term) const {
    return has_range() && sort_clause(term, range_).has_value();
  }
  /// What of `wanted` the term fixes, somewhere outside of a NOT.
  [[nodiscard]] Wanted fixed_within(const BoundTerm& term, Wanted wanted) const;
  [[nodiscard]] std::vector<Terms> branches_of_and(const BoundTerm& conjunction,
                                                   Wanted wanted) const;

  std::string_view hash_;
  std::string_view range_;  // empty: none
};

Wanted BranchFinder::fixed_within(const BoundTerm& term, Wanted wanted) const {
  const auto* logical = std::get_if<BoundLogical>(&term.node);
  if (logical == nullptr) {
    return {wanted.hash && fixes_hash(term), wanted.range && fixes_range(term)};
  }
  Wanted fixed{false, false};
  if (logical->connective == Connective::not_) return fixed;
  for (const BoundTerm& inner : logical->terms) {
    const Wanted here = fixed_within(inner, wanted);
    fixed = {fixed.hash || here.hash, fixed.range || here.range};
  }
  return fixed;
}

std::size_t count_terms(const std::vector<Terms>& branches) {
  std::size_t count = 0;
  for (const Terms& branch : branches) count += branch.size();
  return count;
}

std::vector<Terms> BranchFinder::branches_of_and(const BoundTerm& conjunction,
                                                 Wanted wanted) const {
  const Terms terms = conjunction_of(conjunction);
  for (const BoundTerm* term : terms) {
    wanted.hash = wanted.hash && !fixes_hash(*term);
    wanted.range = wanted.range && !fixes_range(*term);
  }
  std::vector<Terms> branches(1);
  for (const BoundTerm* term : terms) {
    const std::vector<Terms> parts = branches_of(*term, wanted);
    // Each of the other terms will be in every branch.
    const std::size_t product_terms =
        parts.size() * (count_terms(branches) + branches.size() * terms.size()) +
        branches.size() * count_terms(parts);
    if (parts.size() == 1 || product_terms > max_product_terms) {
      for (Terms& branch : branches) branch.push_back(term);
      continue;
    }
    const Wanted fixed = fixed_within(*term, wanted);
    wanted = {wanted.hash && !fixed.hash, wanted.range && !fixed.range};
    std::vector<Terms> product;
    for (const Terms& branch : branches) {
      for (const Terms& part : parts) {
        product.push_back(branch);
        product.back().insert(product.back().end(), part.begin(), part.end());
      }
    }
    branches = std::move(product);
  }
  return branches;
}

std::vector<Terms> BranchFinder::branches_of(const BoundTerm& term, Wanted wanted) const {
  const auto* logical = std::get_if<BoundLogical>(&term.node);
  if (logical == nullptr || logical->connective == Connective::not_) return {{&term}};
  if (logical->connective == Connective::and_) return branches_of_and(term, wanted);
  const Wanted fixed = fixed_within(term, wanted);
  if (!fixed.hash && !fixed.range) return {{&term}};
  std::vector<Terms> branches;
  for (const BoundTerm& inner : logical->terms) {
    for (Terms& branch : branches_of(inner, wanted)) branches.push_back(std::move(branch));
  }
  if (branches.size() > max_branches) return {{&term}};
  return branches;
}

std::optional<KeyBranch> BranchFinder::key_branch(const Terms& terms) const {
  KeyBranch branch;
  for (const BoundTerm* term : terms) {
    if (branch.partition_keys.empty()) {
      branch.partition_keys = listed_values(*term, hash_);
      if (!branch.partition_keys.empty()) continue;
    }
    if (has_range() && !branch.sort_clause) {
      branch.sort_clause = sort_clause(*term, range_);
      if (branch.sort_clause) continue;
    }
    branch.rest.push_back(term);
  }
  if (branch.partition_keys.empty()) return std::nullopt;
  return branch;
}

}  // namespace

std::optional<std::vector<KeyBranch>> key_branches(const BoundTerm& where,
                                                   const model::KeyAttributes& key) {
  const BranchFinder finder(key);
  std::vector<KeyBranch> branches;
  for (const Terms& terms : finder.branches_of(where, {true, finder.has_range()})) {
    std::optional<KeyBranch> branch = finder.key_branch(terms);
    if (!branch) return std::nullopt;
    branches.push_back(std::move(*branch));
  }
  return branches;
}

}  // namespace dynarocks::partiql
