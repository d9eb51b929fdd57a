#include "expression/condition_evaluator.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

#include "codec/number_codec.h"
#include "codec/value_encoder.h"
#include "model/attribute_type.h"
#include "model/number.h"

namespace dynarocks::expression {

namespace {

using codec::ValueView;
using model::AttributeType;

/// UTF-16 code units of UTF-8 text: one per character, two beyond the basic plane (4 bytes long).
std::size_t utf16_units(std::string_view utf8) {
  std::size_t units = 0;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) ++units;
    if (byte >= 0xF0U) ++units;
  }
  return units;
}

std::optional<std::size_t> size_of(const ValueView& value) {
  switch (value.type()) {
    case AttributeType::S:
      return utf16_units(value.scalar());
    case AttributeType::B:
      return value.scalar().size();
    case AttributeType::SS:
    case AttributeType::NS:
    case AttributeType::BS:
      return value.set().count();
    case AttributeType::L:
      return value.list().count();
    case AttributeType::M:
      return value.map().count();
    case AttributeType::N:
    case AttributeType::BOOL:
    case AttributeType::NULL_:
      return std::nullopt;
  }
  return std::nullopt;
}

/// The value of an operand. A computed one keeps its bytes here, so it must not be moved.
class OperandValue {
 public:
  OperandValue(const BoundOperand& operand, codec::ItemView item) : view_(find(operand, item)) {}
  OperandValue(const OperandValue&) = delete;
  OperandValue& operator=(const OperandValue&) = delete;

  explicit operator bool() const { return view_.has_value(); }
  const ValueView& operator*() const { return *view_; }
  const ValueView* operator->() const { return &*view_; }

 private:
  std::optional<ValueView> find(const BoundOperand& operand, codec::ItemView item) {
    if (const DocumentPath* path = operand.path()) return path->resolve(item);
    if (const Literal* literal = operand.literal()) return literal->view();
    // size is the only function that is an operand of a condition.
    const OperandValue argument(operand.call()->arguments.front(), item);
    if (!argument) return std::nullopt;
    const std::optional<std::size_t> size = size_of(*argument);
    if (!size) return std::nullopt;
    std::string ordered;
    codec::append_number(model::Number::from_int(static_cast<std::int64_t>(*size)), ordered);
    codec::ValueEncoder(computed_).number(ordered);
    return ValueView(computed_);
  }

  std::string computed_;
  std::optional<ValueView> view_;
};

bool equal(const OperandValue& a, const OperandValue& b) { return a && b && *a == *b; }

/// -1, 0 or 1; nothing when the two cannot be ordered.
std::optional<int> order(const OperandValue& a, const OperandValue& b) {
  if (!a || !b || a->type() != b->type() || !model::is_scalar_key(a->type())) return std::nullopt;
  return codec::compare_scalars(*a, *b);
}

bool compare(PredicateKind kind, const OperandValue& a, const OperandValue& b) {
  if (kind == PredicateKind::eq) return equal(a, b);
  if (kind == PredicateKind::ne) return !equal(a, b);
  const std::optional<int> ordering = order(a, b);
  if (!ordering) return false;
  switch (kind) {
    case PredicateKind::lt:
      return *ordering < 0;
    case PredicateKind::le:
      return *ordering <= 0;
    case PredicateKind::gt:
      return *ordering > 0;
    default:
      return *ordering >= 0;
  }
}

bool begins_with(const ValueView& value, const ValueView& prefix) {
  const AttributeType type = value.type();
  if (type != prefix.type()) return false;
  if (type != AttributeType::S && type != AttributeType::B) return false;
  return value.scalar().starts_with(prefix.scalar());
}

bool list_contains(const codec::ListView& list, const ValueView& value) {
  auto elements = list.elements();
  while (const std::optional<ValueView> element = elements.next()) {
    if (*element == value) return true;
  }
  return false;
}

bool contains(const ValueView& container, const ValueView& value) {
  const AttributeType type = value.type();
  switch (container.type()) {
    case AttributeType::S:
    case AttributeType::B:
      return type == container.type() &&
             container.scalar().find(value.scalar()) != std::string_view::npos;
    case AttributeType::SS:
      return type == AttributeType::S && container.set().contains(value.scalar());
    case AttributeType::NS:
      return type == AttributeType::N && container.set().contains(value.scalar());
    case AttributeType::BS:
      return type == AttributeType::B && container.set().contains(value.scalar());
    case AttributeType::L:
      return list_contains(container.list(), value);
    case AttributeType::N:
    case AttributeType::BOOL:
    case AttributeType::NULL_:
    case AttributeType::M:
      return false;
  }
  return false;
}

bool evaluate_between(const std::vector<BoundOperand>& operands, codec::ItemView item) {
  const OperandValue value(operands[0], item);
  if (!compare(PredicateKind::ge, value, OperandValue(operands[1], item))) return false;
  return compare(PredicateKind::le, value, OperandValue(operands[2], item));
}

bool evaluate_in(const std::vector<BoundOperand>& operands, codec::ItemView item) {
  const OperandValue value(operands[0], item);
  return value && std::any_of(operands.begin() + 1, operands.end(), [&](const auto& candidate) {
           return equal(value, OperandValue(candidate, item));
         });
}

bool evaluate_predicate(const BoundPredicate& predicate, codec::ItemView item) {
  const std::vector<BoundOperand>& operands = predicate.operands;
  switch (predicate.kind) {
    case PredicateKind::between:
      return evaluate_between(operands, item);
    case PredicateKind::in:
      return evaluate_in(operands, item);
    case PredicateKind::attribute_exists:
      return static_cast<bool>(OperandValue(operands[0], item));
    case PredicateKind::attribute_not_exists:
      return !OperandValue(operands[0], item);
    default:
      break;
  }
  const OperandValue a(operands[0], item);
  const OperandValue b(operands[1], item);
  switch (predicate.kind) {
    case PredicateKind::attribute_type:
      return a && b && model::type_name(a->type()) == b->scalar();
    case PredicateKind::begins_with:
      return a && b && begins_with(*a, *b);
    case PredicateKind::contains:
      return a && b && contains(*a, *b);
    default:
      return compare(predicate.kind, a, b);
  }
}

}  // namespace

std::string_view predicate_text(PredicateKind kind) {
  if (kind <= PredicateKind::in) return ast::operator_text(static_cast<ast::Operator>(kind));
  const int function = static_cast<int>(kind) - static_cast<int>(PredicateKind::attribute_exists);
  return function_name(static_cast<Function>(function));
}

PredicateKind predicate_kind(ast::Operator op) { return static_cast<PredicateKind>(op); }

PredicateKind predicate_kind(Function function) {
  return static_cast<PredicateKind>(static_cast<int>(PredicateKind::attribute_exists) +
                                    static_cast<int>(function));
}

static_assert(static_cast<int>(PredicateKind::in) == static_cast<int>(ast::Operator::in));
static_assert(static_cast<int>(PredicateKind::contains) ==
              static_cast<int>(PredicateKind::attribute_exists) +
                  static_cast<int>(Function::contains));

std::vector<DocumentPath> paths_of(const BoundTerm& term) {
  std::vector<DocumentPath> paths;
  const auto append = [&paths](const BoundTerm& current, const auto& self) -> void {
    if (const auto* predicate = std::get_if<BoundPredicate>(&current.node)) {
      append_paths(predicate->operands, paths);
      return;
    }
    for (const BoundTerm& inner : std::get<BoundLogical>(current.node).terms) self(inner, self);
  };
  append(term, append);
  return paths;
}

bool evaluate(const BoundTerm& term, codec::ItemView item) {
  if (const auto* predicate = std::get_if<BoundPredicate>(&term.node)) {
    return evaluate_predicate(*predicate, item);
  }
  const auto& logical = std::get<BoundLogical>(term.node);
  const auto holds = [item](const BoundTerm& inner) { return evaluate(inner, item); };
  switch (logical.connective) {
    case ast::Connective::and_:
      return std::all_of(logical.terms.begin(), logical.terms.end(), holds);
    case ast::Connective::or_:
      return std::any_of(logical.terms.begin(), logical.terms.end(), holds);
    case ast::Connective::not_:
      return !holds(logical.terms.front());
  }
  return false;
}

}  // namespace dynarocks::expression
