#include "expression/update_evaluator.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>

#include "codec/item_codec.h"
#include "model/number_fault.h"

namespace dynarocks::expression {

namespace {

using model::AttributeMap;
using model::AttributeValue;
using ValueResult = model::ApiResult<AttributeValue>;

model::ApiError incorrect_data_type() {
  return model::validation_error("An operand in the update expression has an incorrect data type");
}

model::ApiError missing_attribute() {
  return model::validation_error(
      "The provided expression refers to an attribute that does not exist in the item");
}

/// A result of too many digits is reported as out of range: numbers are never rounded.
model::ApiError arithmetic_error(model::NumberFault fault) {
  if (fault == model::NumberFault::too_many_digits) fault = model::NumberFault::overflow;
  return model::validation_error(model::number_fault_message(fault, {}));
}

ValueResult combine(const AttributeValue& left, const AttributeValue& right,
                    ast::Arithmetic arithmetic) {
  const auto* a = left.get_if<model::Number>();
  const auto* b = right.get_if<model::Number>();
  if (a == nullptr || b == nullptr) return failure(incorrect_data_type());
  const auto result = arithmetic == ast::Arithmetic::minus ? model::Number::subtract(*a, *b)
                                                           : model::Number::add(*a, *b);
  if (!result) return failure(arithmetic_error(result.error()));
  return AttributeValue(*result);
}

ValueResult append_lists(AttributeValue front, AttributeValue back) {
  auto* head = front.get_if<model::List>();
  auto* tail = back.get_if<model::List>();
  if (head == nullptr || tail == nullptr) return failure(incorrect_data_type());
  head->insert(head->end(), std::make_move_iterator(tail->begin()),
               std::make_move_iterator(tail->end()));
  return front;
}

ValueResult evaluate_operand(const BoundOperand& operand, const AttributeMap& item);

/// Recursion is bounded by max_nested_calls.
ValueResult evaluate_call(const BoundCall& call, const AttributeMap& item) {
  if (call.function == Function::if_not_exists) {
    const AttributeValue* existing = find_value(item, *call.arguments[0].path());
    if (existing != nullptr) return *existing;
    return evaluate_operand(call.arguments[1], item);
  }
  DYNAROCKS_ASSIGN(AttributeValue front, evaluate_operand(call.arguments[0], item));
  DYNAROCKS_ASSIGN(AttributeValue back, evaluate_operand(call.arguments[1], item));
  return append_lists(std::move(front), std::move(back));
}

ValueResult evaluate_operand(const BoundOperand& operand, const AttributeMap& item) {
  if (const DocumentPath* path = operand.path()) {
    const AttributeValue* value = find_value(item, *path);
    if (value == nullptr) return failure(missing_attribute());
    return *value;
  }
  if (const Literal* literal = operand.literal()) return codec::decode_value(literal->view());
  return evaluate_call(*operand.call(), item);
}

/// Union or difference of two sets of one type; nothing when they are not.
template <class Set>
std::optional<AttributeValue> combine_sets(const AttributeValue& stored,
                                           const AttributeValue& literal, ast::Section section) {
  const Set* a = stored.get_if<Set>();
  const Set* b = literal.get_if<Set>();
  if (a == nullptr || b == nullptr) return std::nullopt;
  Set result;
  const auto out = std::back_inserter(result.members);
  if (section == ast::Section::add) {
    std::set_union(a->members.begin(), a->members.end(), b->members.begin(), b->members.end(), out);
  } else {
    std::set_difference(a->members.begin(), a->members.end(), b->members.begin(), b->members.end(),
                        out);
  }
  return AttributeValue(std::move(result));
}

ValueResult combine_any_sets(const AttributeValue& stored, const AttributeValue& literal,
                             ast::Section section) {
  std::optional<AttributeValue> result = combine_sets<model::StringSet>(stored, literal, section);
  if (!result) result = combine_sets<model::NumberSet>(stored, literal, section);
  if (!result) result = combine_sets<model::BinarySet>(stored, literal, section);
  if (!result) return failure(incorrect_data_type());
  return std::move(*result);
}

bool is_empty_set(const AttributeValue& value) {
  if (const auto* strings = value.get_if<model::StringSet>()) return strings->members.empty();
  if (const auto* numbers = value.get_if<model::NumberSet>()) return numbers->members.empty();
  const auto* binaries = value.get_if<model::BinarySet>();
  return binaries != nullptr && binaries->members.empty();
}

/// What ADD or DELETE makes of the stored value; both have one literal for an operand.
model::ApiResult<std::optional<AttributeValue>> add_or_delete(const BoundAction& action,
                                                              const AttributeValue* stored) {
  AttributeValue literal = codec::decode_value(action.operands[0].literal()->view());
  if (stored == nullptr) {
    if (action.section == ast::Section::delete_) return std::nullopt;
    return std::optional(std::move(literal));
  }
  if (action.dialect == UpdateDialect::attribute_updates && stored->type() != literal.type()) {
    return failure(model::validation_error("Type mismatch for attribute to update"));
  }
  if (literal.type() == model::AttributeType::N) {
    DYNAROCKS_ASSIGN(AttributeValue sum, combine(*stored, literal, ast::Arithmetic::plus));
    return std::optional(std::move(sum));
  }
  if (literal.type() == model::AttributeType::L) {
    DYNAROCKS_ASSIGN(AttributeValue list, append_lists(*stored, std::move(literal)));
    return std::optional(std::move(list));
  }
  DYNAROCKS_ASSIGN(AttributeValue set, combine_any_sets(*stored, literal, action.section));
  if (is_empty_set(set)) return std::nullopt;
  return std::optional(std::move(set));
}

const AttributeValue* child_of(const AttributeValue& value, const PathElement& element) {
  if (const auto* name = std::get_if<std::string>(&element)) {
    const auto* map = value.get_if<AttributeMap>();
    return map == nullptr ? nullptr : map->find(*name);
  }
  const auto* list = value.get_if<model::List>();
  const std::size_t index = std::get<std::uint32_t>(element);
  return list == nullptr || index >= list->size() ? nullptr : &(*list)[index];
}

}  // namespace

const AttributeValue* find_value(const AttributeMap& item, const DocumentPath& path) {
  const AttributeValue* value = item.find(path.attribute());
  for (std::size_t i = 1; value != nullptr && i < path.elements.size(); ++i) {
    value = child_of(*value, path.elements[i]);
  }
  return value;
}

model::ApiResult<std::optional<AttributeValue>> evaluate_action(const BoundAction& action,
                                                                const AttributeMap& item) {
  if (action.section == ast::Section::remove) return std::nullopt;
  if (action.section == ast::Section::set) {
    DYNAROCKS_ASSIGN(AttributeValue first, evaluate_operand(action.operands[0], item));
    if (action.arithmetic == ast::Arithmetic::none) return std::optional(std::move(first));
    DYNAROCKS_ASSIGN(AttributeValue second, evaluate_operand(action.operands[1], item));
    DYNAROCKS_ASSIGN(AttributeValue result, combine(first, second, action.arithmetic));
    return std::optional(std::move(result));
  }
  return add_or_delete(action, find_value(item, action.target));
}

}  // namespace dynarocks::expression
