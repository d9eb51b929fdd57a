// Law: evaluating a condition over stored bytes agrees with a naive evaluation over trees.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "codec/item_codec.h"
#include "expression/condition.h"
#include "expression/printer.h"
#include "expression_random.h"

namespace dynarocks::expression {
namespace {

using model::AttributeMap;
using model::AttributeType;
using model::AttributeValue;

/// The tree-based evaluator: values are copied freely, nothing is shared with the real one but the
/// syntax tree.
class NaiveEvaluator {
 public:
  NaiveEvaluator(const AttributeMap& item, const std::map<std::string, AttributeValue>& values,
                 const std::map<std::string, std::string>& names)
      : item_(item), values_(values), names_(names) {}

  [[nodiscard]] bool holds(const ast::Condition& condition) const {
    if (const auto* logical = std::get_if<ast::Logical>(&condition.node)) {
      if (logical->connective == ast::Connective::not_) return !holds(logical->terms[0]);
      const bool decisive = logical->connective == ast::Connective::or_;
      bool result = !decisive;
      for (const ast::Condition& term : logical->terms) {
        if (holds(term) == decisive) result = decisive;
      }
      return result;
    }
    if (const auto* predicate = std::get_if<ast::Predicate>(&condition.node)) {
      return holds(*predicate);
    }
    return holds(std::get<ast::FunctionCall>(condition.node));
  }

 private:
  using Optional = std::optional<AttributeValue>;

  [[nodiscard]] Optional value(const ast::Operand& operand) const {
    if (const auto* name = std::get_if<ast::ValueName>(&operand.node)) {
      return values_.at(name->name);
    }
    if (const auto* call = std::get_if<ast::FunctionCall>(&operand.node)) {
      return size(value(call->arguments[0]));
    }
    Optional current = AttributeValue(item_);
    for (const PathElement& element : std::get<ast::Path>(operand.node).elements) {
      current = child(*current, element);
      if (!current) return std::nullopt;
    }
    return current;
  }

  [[nodiscard]] Optional child(const AttributeValue& parent, const PathElement& element) const {
    if (const auto* written = std::get_if<std::string>(&element)) {
      const std::string name = (*written)[0] == '#' ? names_.at(*written) : *written;
      const auto* map = parent.get_if<AttributeMap>();
      if (map == nullptr || map->find(name) == nullptr) return std::nullopt;
      return *map->find(name);
    }
    const std::size_t index = std::get<std::uint32_t>(element);
    const auto* list = parent.get_if<model::List>();
    if (list == nullptr || index >= list->size()) return std::nullopt;
    return (*list)[index];
  }

  [[nodiscard]] static Optional size(const Optional& value) {
    if (!value) return std::nullopt;
    std::size_t count = 0;
    if (const auto* text = value->get_if<std::string>()) {
      for (const char c : *text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 || byte >= 0xC0) count += byte >= 0xF0 ? 2 : 1;
      }
    } else if (const auto* binary = value->get_if<model::Binary>()) {
      count = binary->bytes.size();
    } else if (const auto* strings = value->get_if<model::StringSet>()) {
      count = strings->members.size();
    } else if (const auto* numbers = value->get_if<model::NumberSet>()) {
      count = numbers->members.size();
    } else if (const auto* binaries = value->get_if<model::BinarySet>()) {
      count = binaries->members.size();
    } else if (const auto* list = value->get_if<model::List>()) {
      count = list->size();
    } else if (const auto* map = value->get_if<AttributeMap>()) {
      count = map->size();
    } else {
      return std::nullopt;
    }
    return AttributeValue(model::Number::from_int(static_cast<std::int64_t>(count)));
  }

  /// Whether `a op b` for one of < <= > >=.
  [[nodiscard]] static bool ordered(ast::Operator op, const Optional& a, const Optional& b) {
    if (!a || !b || a->type() != b->type()) return false;
    std::strong_ordering order = std::strong_ordering::equal;
    if (const auto* number = a->get_if<model::Number>()) {
      order = *number <=> *b->get_if<model::Number>();
    } else if (const auto* text = a->get_if<std::string>()) {
      order = text->compare(*b->get_if<std::string>()) <=> 0;
    } else if (const auto* binary = a->get_if<model::Binary>()) {
      order = binary->bytes.compare(b->get_if<model::Binary>()->bytes) <=> 0;
    } else {
      return false;
    }
    switch (op) {
      case ast::Operator::lt:
        return order < 0;
      case ast::Operator::le:
        return order <= 0;
      case ast::Operator::gt:
        return order > 0;
      default:
        return order >= 0;
    }
  }

  [[nodiscard]] bool holds(const ast::Predicate& predicate) const {
    const Optional a = value(predicate.operands[0]);
    const Optional b = value(predicate.operands[1]);
    switch (predicate.op) {
      case ast::Operator::eq:
        return a && b && *a == *b;
      case ast::Operator::ne:
        return !(a && b && *a == *b);
      case ast::Operator::between:
        return ordered(ast::Operator::ge, a, b) &&
               ordered(ast::Operator::le, a, value(predicate.operands[2]));
      case ast::Operator::in: {
        bool found = false;
        for (std::size_t i = 1; i < predicate.operands.size(); ++i) {
          const Optional candidate = value(predicate.operands[i]);
          found = found || (a && candidate && *a == *candidate);
        }
        return found;
      }
      default:
        return ordered(predicate.op, a, b);
    }
  }

  [[nodiscard]] static bool has(const std::vector<std::string>& members,
                                const std::string* member) {
    return member != nullptr && std::find(members.begin(), members.end(), *member) != members.end();
  }

  [[nodiscard]] static bool contains(const AttributeValue& a, const AttributeValue& b) {
    const auto* text = b.get_if<std::string>();
    const auto* binary = b.get_if<model::Binary>();
    const auto* number = b.get_if<model::Number>();
    if (const auto* whole = a.get_if<std::string>()) {
      return text != nullptr && whole->find(*text) != std::string::npos;
    }
    if (const auto* whole = a.get_if<model::Binary>()) {
      return binary != nullptr && whole->bytes.find(binary->bytes) != std::string::npos;
    }
    if (const auto* set = a.get_if<model::StringSet>()) return has(set->members, text);
    if (const auto* set = a.get_if<model::BinarySet>()) {
      return has(set->members, binary == nullptr ? nullptr : &binary->bytes);
    }
    if (const auto* set = a.get_if<model::NumberSet>()) {
      return number != nullptr &&
             std::find(set->members.begin(), set->members.end(), *number) != set->members.end();
    }
    const auto* list = a.get_if<model::List>();
    return list != nullptr && std::find(list->begin(), list->end(), b) != list->end();
  }

  [[nodiscard]] static bool begins_with(const AttributeValue& a, const AttributeValue& b) {
    if (const auto* text = a.get_if<std::string>()) {
      const auto* prefix = b.get_if<std::string>();
      return prefix != nullptr && text->rfind(*prefix, 0) == 0;
    }
    const auto* binary = a.get_if<model::Binary>();
    const auto* prefix = b.get_if<model::Binary>();
    return binary != nullptr && prefix != nullptr && binary->bytes.rfind(prefix->bytes, 0) == 0;
  }

  [[nodiscard]] bool holds(const ast::FunctionCall& call) const {
    const Optional a = value(call.arguments[0]);
    if (call.name == "attribute_exists") return a.has_value();
    if (call.name == "attribute_not_exists") return !a.has_value();
    const Optional b = value(call.arguments[1]);
    if (!a || !b) return false;
    if (call.name == "attribute_type") {
      return std::string(model::type_name(a->type())) == *b->get_if<std::string>();
    }
    return call.name == "contains" ? contains(*a, *b) : begins_with(*a, *b);
  }

  const AttributeMap& item_;
  const std::map<std::string, AttributeValue>& values_;
  const std::map<std::string, std::string>& names_;
};

/// Conditions most of which pass the checks: known functions with the right number of arguments.
class RandomCondition {
 public:
  explicit RandomCondition(testing::RandomExpression& random) : random_(random) {}

  [[nodiscard]] ast::Condition condition(int depth = 0) {
    if (depth < 3 && random_.chance(3)) {
      ast::Logical logical{static_cast<ast::Connective>(random_.below(3)), {}};
      const std::size_t terms =
          logical.connective == ast::Connective::not_ ? 1 : 2 + random_.below(2);
      for (std::size_t i = 0; i < terms; ++i) logical.terms.push_back(condition(depth + 1));
      return {logical};
    }
    if (random_.chance(3)) return {call()};
    ast::Predicate predicate{static_cast<ast::Operator>(random_.below(8)), {}};
    std::size_t operands = 2;
    if (predicate.op == ast::Operator::between) operands = 3;
    if (predicate.op == ast::Operator::in) operands = 2 + random_.below(3);
    for (std::size_t i = 0; i < operands; ++i) predicate.operands.push_back(operand());
    return {predicate};
  }

 private:
  [[nodiscard]] ast::Operand operand() {
    if (random_.chance(6)) {
      ast::FunctionCall size{"size", {}};
      size.arguments.push_back({random_.path()});
      return {size};
    }
    if (random_.chance(2)) return {random_.value_name()};
    return {random_.path()};
  }

  [[nodiscard]] ast::FunctionCall call() {
    static const char* const names[] = {"attribute_exists", "attribute_not_exists",
                                        "attribute_type",   "begins_with",
                                        "contains",         "contains"};
    ast::FunctionCall call{random_.pick(names), {}};
    const bool tests_presence = call.name.ends_with("exists");
    call.arguments.push_back(tests_presence ? ast::Operand{random_.path()} : operand());
    if (call.name == "attribute_type") {
      call.arguments.push_back({ast::ValueName{":v0"}});
    } else if (!tests_presence) {
      call.arguments.push_back(operand());
    }
    return call;
  }

  testing::RandomExpression& random_;
};

TEST(ExpressionEvaluator, AgreesWithTheNaiveOne) {
  constexpr int wanted = 100'000;
  testing::RandomExpression random(4);
  RandomCondition conditions(random);
  const std::map<std::string, std::string> names = {{"#x", "a"}, {"#y", "x.y"}, {"#0", "b"}};
  int evaluated = 0;
  int held = 0;
  while (evaluated < wanted) {
    std::map<std::string, AttributeValue> values;
    values[":v0"] = AttributeValue(std::string(random.chance(2) ? "S" : "N"));
    Placeholders placeholders;
    ASSERT_TRUE(placeholders.set_names({{"#x", "a"}, {"#y", "x.y"}, {"#0", "b"}}).has_value());
    placeholders.set_value(":v0", codec::encode_value(values[":v0"]));
    for (int i = 1; i < 12; ++i) {
      const std::string key = ":v" + std::to_string(i);
      values[key] = random.value();
      placeholders.set_value(key, codec::encode_value(values[key]));
    }
    const ast::Condition tree = conditions.condition();
    const std::string text = print(tree);
    const auto condition = Condition::parse(text, ConditionKind::condition,
                                            model::ValidationLayer::current, placeholders);
    if (!condition) continue;  // operand types that a literal must not have
    for (int i = 0; i < 4; ++i) {
      const AttributeMap item = random.item();
      const std::string encoded = codec::encode_item(item);
      const bool expected = NaiveEvaluator(item, values, names).holds(tree);
      ASSERT_EQ(condition->evaluate(codec::ItemView(encoded)), expected) << text;
      ++evaluated;
      held += expected ? 1 : 0;
    }
  }
  EXPECT_GT(held, wanted / 10);
  EXPECT_LT(held, wanted * 9 / 10);
}

}  // namespace
}  // namespace dynarocks::expression
