#pragma once
// What holds of any text that is taken for a statement, from parsing to planning. Both random texts
// (partiql_soup_test.cpp) and the fuzzer's (tests/fuzz/partiql_fuzz.cpp) are held against it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "codec/item_codec.h"
#include "model/attribute_value.h"
#include "partiql/conjunction.h"
#include "partiql/printer.h"
#include "partiql/select_planner.h"
#include "partiql/statement_parser.h"
#include "partiql/write_planner.h"
#include "partiql_reads.h"

namespace dynarocks::partiql::testing {

/// A table with a local index, a global one and one that statements may not read.
inline TargetTable law_table() {
  using enum model::AttributeType;
  using enum model::KeyType;
  return {{{"a", S, HASH}, {"b", N, RANGE}},
          {{"I", true, {{"c", S, HASH}, {"d", N, RANGE}}, {{"a", "b", "c", "d", "s"}}},
           {"L", false, {{"a", S, HASH}, {"d", N, RANGE}}, {{"a", "b", "d"}}},
           {"M", true, {{"c", S, HASH}, {"s", S, HASH}}, std::nullopt}}};
}

/// Items of all keys that statements of few letters name, the first also with every type.
inline std::vector<std::string> law_items() {
  using model::AttributeValue;
  using model::Number;
  std::vector<std::string> items;
  for (const char* letter : {"a", "b", "x"}) {
    for (int i = 0; i < 4; ++i) {
      model::AttributeMap item;
      item.set("a", AttributeValue(std::string(letter)));
      item.set("b", AttributeValue(Number::from_int(i)));
      if (i != 1) item.set("c", AttributeValue(std::string(i < 3 ? "x" : "y")));
      if (i != 2) item.set("d", AttributeValue(Number::from_int(i / 2)));
      if (i == 0) {
        item.set("s", AttributeValue(model::StringSet{{"p", "q"}}));
        item.set("l",
                 AttributeValue(model::List{AttributeValue(true), AttributeValue(model::Null{})}));
        model::AttributeMap inner;
        inner.set("x", AttributeValue(Number::from_int(-5)));
        item.set("m", AttributeValue(std::move(inner)));
        item.set("z", AttributeValue(model::Binary{"\x01"}));
      }
      items.push_back(codec::encode_item(item));
    }
  }
  return items;
}

/// The values of the first `count` parameters: every type by turns, key values first.
inline std::vector<model::ApiResult<std::string>> law_parameters(std::uint32_t count) {
  using model::AttributeValue;
  using model::Number;
  static const std::vector<std::string> values = [] {
    std::vector<std::string> encoded;
    for (const AttributeValue& value : std::initializer_list<AttributeValue>{
             AttributeValue(std::string("x")), AttributeValue(Number::from_int(1)),
             AttributeValue(model::StringSet{{"p", "r"}}), AttributeValue(model::Binary{"\x01"}),
             AttributeValue(model::List{AttributeValue(Number::from_int(2))}), AttributeValue(true),
             AttributeValue(model::Null{}), AttributeValue(std::string())}) {
      encoded.push_back(codec::encode_value(value));
    }
    return encoded;
  }();
  std::vector<model::ApiResult<std::string>> parameters;
  for (std::uint32_t i = 0; i < count; ++i) parameters.emplace_back(values[i % values.size()]);
  return parameters;
}

/// Holds one text against the laws, up to the first that is broken.
class LawCheck {
 public:
  explicit LawCheck(std::string_view text) : text_(text) { check_text(); }

  /// Empty when all laws hold; else which one does not, and the text.
  [[nodiscard]] const std::string& broken() const { return broken_; }
  /// Whether the text is a statement whose values are fine.
  [[nodiscard]] bool bound() const { return bound_; }

 private:
  bool law(bool holds, std::string_view name) {
    if (!holds && broken_.empty()) broken_ = std::string(name) + ": " + std::string(text_);
    return holds;
  }
  template <class T>
  bool answered(const model::ApiResult<T>& result) {
    if (result) return true;
    law(result.error().code == model::ErrorCode::validation && !result.error().message.empty(),
        "a text without plan has a ValidationException");
    return false;
  }

  void check_text() {
    const auto statement = parse_statement(text_);
    if (!answered(statement)) return;
    check_tree(*statement);
    check_faulty_parameters(*statement);
    const auto parameters = law_parameters(statement->parameter_count);
    const auto bound = bind_statement(*statement, parameters);
    if (!answered(bound)) return;
    bound_ = true;
    std::visit([this](const auto& one) { check(one); }, *bound);
  }

  void check_tree(const ast::Statement& statement) {
    const std::string printed = print(statement);
    const auto again = parse_statement(printed);
    // The parentheses that printing adds count as nesting, too.
    const bool too_deep =
        !again && again.error().message.ends_with("The statement is nested too deeply");
    law(too_deep || (again && *again == statement), "what is printed means the same");
    const auto marks = std::count(text_.begin(), text_.end(), '?');
    law(statement.parameter_count <= marks, "every parameter is a ? of the text");
  }

  void check_faulty_parameters(const ast::Statement& statement) {
    const auto refuses = [&statement](const std::vector<model::ApiResult<std::string>>& given) {
      return !bind_statement(statement, given);
    };
    law(refuses(law_parameters(statement.parameter_count + 1)), "no parameter too many is bound");
    if (statement.parameter_count == 0) return;
    law(refuses(law_parameters(statement.parameter_count - 1)), "no parameter too few is bound");
    for (const std::uint32_t faulty : {std::uint32_t{0}, statement.parameter_count - 1}) {
      auto parameters = law_parameters(statement.parameter_count);
      parameters[faulty] = failure(model::validation_error("no value"));
      law(refuses(parameters), "every parameter is looked at");
    }
  }

  void check(const BoundSelect& select) {
    const TargetTable& table = the_table();
    for (const bool consistent : {false, true}) {
      const auto plan = plan_select(select, table, consistent);
      if (answered(plan)) check_plan(select, *plan);
    }
    const auto item = plan_item_select(select, table.key);
    if (answered(item) && *item) check_item_plan(select, **item);
  }

  void check_plan(const BoundSelect& select, const SelectPlan& plan) {
    law(plan.access == Access::query || plan.reads.size() == 1, "a get or scan is one read");
    if (plan.access == Access::get) {
      law(codec::is_well_formed_item(plan.key), "the key of a get is an item");
    }
    const TargetTable& table = the_table();
    const model::KeyAttributes& key = plan.index ? table.indexes[*plan.index].key : table.key;
    std::optional<expression::Condition> where;
    if (select.where) where = condition_of(*select.where);
    for (const codec::ItemView item : the_items()) {
      const bool is_there =
          std::all_of(key.begin(), key.end(), [item](const model::KeyAttribute& attribute) {
            return item.find(attribute.name).has_value();
          });
      if (!is_there) continue;
      const auto found =
          std::count_if(plan.reads.begin(), plan.reads.end(),
                        [&key, item](const PlannedRead& read) { return is_read(read, key, item); });
      const bool wanted = !where || where->evaluate(item);
      law(found == (wanted ? 1 : 0), "the reads find what WHERE says, once");
      if (plan.projection) {
        law(codec::is_well_formed_item(plan.projection->apply(item)), "what is shown is an item");
      }
    }
  }

  void check_item_plan(const BoundSelect& select, const ItemSelectPlan& plan) {
    law(codec::is_well_formed_item(plan.key), "the key of a SELECT of one item is an item");
    const expression::Condition where = condition_of(*select.where);
    for (const codec::ItemView item : the_items()) {
      const bool found = has_key(item, plan.key) && (!plan.filter || plan.filter->evaluate(item));
      law(found == where.evaluate(item), "a SELECT of one item finds what WHERE says");
    }
  }

  void check(const BoundInsert& insert) {
    law(codec::is_well_formed_item(insert.item), "what is inserted is an item");
  }

  void check(const BoundModification& modification) {
    const auto plan = plan_modification(modification, the_table().key);
    if (!answered(plan)) return;
    law(codec::is_well_formed_item(plan->key), "the key of a write is an item");
    const expression::Condition where = condition_of(*modification.where);
    for (const codec::ItemView item : the_items()) {
      const bool written =
          has_key(item, plan->key) && (!plan->condition || plan->condition->evaluate(item));
      law(written == where.evaluate(item), "a write is of the item WHERE says");
      if (!modification.update) continue;
      const auto updated = modification.update->apply(codec::decode_item(item), true);
      if (!answered(updated)) continue;
      law(codec::is_well_formed_item(codec::encode_item(*updated)), "what is updated is an item");
    }
    if (plan->condition && modification.update) {
      law(!plan->condition->evaluate(codec::ItemView()), "UPDATE makes no item");
    }
  }

  void check(const BoundExists& exists) {
    const auto plan = plan_exists(exists, the_table().key);
    if (!answered(plan)) return;
    law(plan->condition.has_value(), "EXISTS has a condition");
    law(codec::is_well_formed_item(plan->key), "the key of EXISTS is an item");
  }

  static const TargetTable& the_table() {
    static const TargetTable table = law_table();
    return table;
  }
  static const std::vector<codec::ItemView>& the_items() {
    static const std::vector<std::string> encoded = law_items();
    static const std::vector<codec::ItemView> items(encoded.begin(), encoded.end());
    return items;
  }
  static bool has_key(codec::ItemView item, const std::string& key) {
    const codec::ItemView wanted(key);
    for (const model::KeyAttribute& attribute : the_table().key) {
      const auto value = wanted.find(attribute.name);
      if (!value || !(*item.find(attribute.name) == *value)) return false;
    }
    return true;
  }

  std::string_view text_;
  std::string broken_;
  bool bound_ = false;
};

}  // namespace dynarocks::partiql::testing
