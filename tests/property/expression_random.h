#pragma once
// Random syntax trees, values and items for the property tests of expressions.

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "expression/ast.h"
#include "model/attribute_value.h"

namespace dynarocks::expression::testing {

class RandomExpression {
 public:
  explicit RandomExpression(std::uint64_t seed) : engine_(seed) {}

  [[nodiscard]] std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(engine_);
  }
  [[nodiscard]] bool chance(std::size_t one_in) { return below(one_in) == 0; }
  template <class T, std::size_t count>
  [[nodiscard]] const T& pick(const T (&choices)[count]) {
    return choices[below(count)];
  }

  [[nodiscard]] ast::Path path() {
    static const char* const names[] = {"a", "b", "c", "l", "m", "#x", "#y", "#0", "b_2", "nope"};
    ast::Path path;
    path.elements.emplace_back(std::string(pick(names)));
    while (chance(3) && path.elements.size() < 6) {
      if (chance(2)) {
        path.elements.emplace_back(static_cast<std::uint32_t>(below(4)));
      } else {
        path.elements.emplace_back(std::string(pick(names)));
      }
    }
    return path;
  }

  [[nodiscard]] ast::ValueName value_name() { return {":v" + std::to_string(below(12))}; }

  /// Any function with any number of arguments: for syntax, not for meaning.
  [[nodiscard]] ast::FunctionCall call(int depth) {
    static const char* const names[] = {"size",          "contains",         "begins_with", "f",
                                        "if_not_exists", "attribute_exists", "list_append"};
    ast::FunctionCall call{pick(names), {}};
    do {
      call.arguments.push_back(operand(depth + 1));
    } while (chance(2));
    return call;
  }

  [[nodiscard]] ast::Operand operand(int depth = 0) {
    switch (below(depth < 4 ? 5 : 4)) {
      case 0:
      case 1:
        return {path()};
      case 4:
        return {call(depth)};
      default:
        return {value_name()};
    }
  }

  [[nodiscard]] ast::Condition condition(int depth = 0) {
    switch (below(depth < 4 ? 6 : 3)) {
      case 0:
      case 1:
        return {predicate()};
      case 2:
        return {call(0)};
      case 3: {
        ast::Logical negation{ast::Connective::not_, {}};
        negation.terms.push_back(condition(depth + 1));
        return {negation};
      }
      default: {
        ast::Logical logical{chance(2) ? ast::Connective::and_ : ast::Connective::or_, {}};
        const std::size_t terms = 2 + below(3);
        for (std::size_t i = 0; i < terms; ++i) logical.terms.push_back(condition(depth + 1));
        return {logical};
      }
    }
  }

  [[nodiscard]] ast::Predicate predicate() {
    ast::Predicate predicate{static_cast<ast::Operator>(below(8)), {}};
    std::size_t operands = 2;
    if (predicate.op == ast::Operator::between) operands = 3;
    if (predicate.op == ast::Operator::in) operands = 2 + below(4);
    for (std::size_t i = 0; i < operands; ++i) predicate.operands.push_back(operand());
    return predicate;
  }

  [[nodiscard]] ast::Update update() {
    ast::Update update;
    do {
      ast::UpdateSection section{static_cast<ast::Section>(below(4)), {}};
      do {
        section.actions.push_back(action(section.section));
      } while (chance(2));
      update.sections.push_back(std::move(section));
    } while (chance(2));
    return update;
  }

  /// A value over a small alphabet, so that comparisons often meet equals.
  [[nodiscard]] model::AttributeValue value(int depth = 0) {
    using model::AttributeValue;
    switch (below(depth < 3 ? 10 : 8)) {
      case 0:
        return AttributeValue(text());
      case 1:
        return AttributeValue(number());
      case 2:
        return AttributeValue(model::Binary{text()});
      case 3:
        return AttributeValue(chance(2));
      case 4:
        return AttributeValue(model::Null{});
      case 5:
        return AttributeValue(chance(2) ? model::StringSet{{"a"}} : model::StringSet{{"a", "ab"}});
      case 6:
        return AttributeValue(model::NumberSet{
            {model::Number::from_int(1), model::Number::from_int(2 + below_int(2))}});
      case 7:
        return AttributeValue(chance(2) ? model::BinarySet{{"a"}} : model::BinarySet{{"a", "b"}});
      case 8: {
        model::List list;
        while (!chance(3)) list.push_back(value(depth + 1));
        return AttributeValue(std::move(list));
      }
      default:
        return AttributeValue(item(depth + 1));
    }
  }

  [[nodiscard]] model::AttributeMap item(int depth = 0) {
    static const char* const names[] = {"a", "b", "c", "l", "m", "b_2", "x.y"};
    model::AttributeMap map;
    while (!chance(5)) map.set(pick(names), value(depth));
    return map;
  }

 private:
  [[nodiscard]] int below_int(std::size_t bound) { return static_cast<int>(below(bound)); }
  [[nodiscard]] std::string text() {
    static const char* const texts[] = {"", "a", "ab", "b", "é", "😀", "S", "NULL"};
    return pick(texts);
  }
  [[nodiscard]] model::Number number() {
    static const char* const texts[] = {"0", "1", "2", "-1", "1.5", "1e10", "-1e-10", "4"};
    return model::Number::parse(pick(texts)).value();
  }
  [[nodiscard]] ast::UpdateAction action(ast::Section section) {
    ast::UpdateAction action{path(), {}, ast::Arithmetic::none};
    if (section == ast::Section::remove) return action;
    if (section != ast::Section::set) {
      action.operands.push_back({value_name()});
      return action;
    }
    action.operands.push_back(operand());
    if (chance(3)) {
      action.arithmetic = chance(2) ? ast::Arithmetic::plus : ast::Arithmetic::minus;
      action.operands.push_back(operand());
    }
    return action;
  }

  std::mt19937_64 engine_;
};

}  // namespace dynarocks::expression::testing
