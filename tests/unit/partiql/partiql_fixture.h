#pragma once
// Short names for the tests of this folder: statements bound with parameters, and what they say.

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "codec/item_codec.h"
#include "codec/item_view.h"
#include "expression/condition.h"
#include "model/api_error.h"
#include "model/attribute_value.h"
#include "partiql/bound_statement.h"
#include "partiql/conjunction.h"
#include "partiql/statement_parser.h"

namespace dynarocks::partiql::testing {

using Value = model::AttributeValue;
using Item = model::AttributeMap;

inline Value S(std::string text) { return Value(std::move(text)); }
inline model::Number number(std::string_view text) { return model::Number::parse(text).value(); }
inline Value N(std::string_view text) { return Value(number(text)); }
inline Value B(std::string bytes) { return Value(model::Binary{std::move(bytes)}); }
inline Value Bool(bool value) { return Value(value); }
inline Value Null() { return Value(model::Null{}); }
/// Members of sets must be given in ascending order.
inline Value SS(std::vector<std::string> members) {
  return Value(model::StringSet{std::move(members)});
}
inline Value NS(std::initializer_list<std::string_view> members) {
  model::NumberSet set;
  for (const std::string_view member : members) set.members.push_back(number(member));
  return Value(std::move(set));
}
inline Value L(model::List elements) { return Value(std::move(elements)); }
inline Item item(std::initializer_list<std::pair<std::string_view, Value>> attributes) {
  Item map;
  for (const auto& [name, value] : attributes) map.set(name, value);
  return map;
}
inline Value M(std::initializer_list<std::pair<std::string_view, Value>> entries) {
  return Value(item(entries));
}

inline model::ApiResult<BoundStatement> bound(std::string_view text,
                                              const std::vector<Value>& values = {}) {
  DYNAROCKS_ASSIGN(const ast::Statement statement, parse_statement(text));
  std::vector<model::ApiResult<std::string>> parameters;
  for (const Value& value : values) parameters.emplace_back(codec::encode_value(value));
  return bind_statement(statement, parameters);
}

/// The message a statement is refused with, "" when it is fine.
inline std::string fault_of(std::string_view text, const std::vector<Value>& values = {}) {
  const auto result = bound(text, values);
  if (!result) {
    EXPECT_EQ(result.error().code, model::ErrorCode::validation);
  }
  return result ? std::string() : result.error().message;
}

/// A bound statement of a known kind, which must be fine.
template <class T>
T bound_as(std::string_view text, const std::vector<Value>& values = {}) {
  auto result = bound(text, values);
  if (!result) {
    ADD_FAILURE() << text << ": " << result.error().message;
    return {};
  }
  return std::get<T>(std::move(*result));
}

/// Whether the WHERE clause holds for the item.
inline bool holds(const std::string& where, const Item& attributes,
                  const std::vector<Value>& values = {}) {
  const auto select = bound_as<BoundSelect>("SELECT * FROM T WHERE " + where, values);
  if (!select.where) return false;
  const std::string encoded = codec::encode_item(attributes);
  return condition_of(*select.where).evaluate(codec::ItemView(encoded));
}

}  // namespace dynarocks::partiql::testing
