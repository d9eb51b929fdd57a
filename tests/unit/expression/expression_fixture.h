#pragma once
// Short names for values, items and placeholders in the tests of this folder.

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "codec/item_codec.h"
#include "codec/item_view.h"
#include "expression/placeholders.h"
#include "model/api_error.h"
#include "model/attribute_value.h"

namespace dynarocks::expression::testing {

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
inline Value BS(std::vector<std::string> members) {
  return Value(model::BinarySet{std::move(members)});
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

/// An item in stored form that owns its bytes.
class Stored {
 public:
  explicit Stored(const Item& attributes) : bytes_(codec::encode_item(attributes)) {}
  [[nodiscard]] codec::ItemView view() const { return codec::ItemView(bytes_); }

 private:
  std::string bytes_;
};

using Names = std::vector<std::pair<std::string_view, std::string_view>>;
using Values = std::vector<std::pair<std::string_view, Value>>;

inline Placeholders placeholders(const Names& names, const Values& values) {
  Placeholders result;
  if (!names.empty()) {
    EXPECT_TRUE(result.set_names(names).has_value());
  }
  for (const auto& [key, value] : values) result.set_value(key, codec::encode_value(value));
  return result;
}

/// The item of the reference's check vectors.
inline Item sample_item() {
  return item({{"a", S("x")},
               {"n", N("5")},
               {"l", L({N("1"), N("2"), N("3")})},
               {"m", M({{"b", N("1")}, {"c", N("2")}})},
               {"s", SS({"p", "q"})},
               {"f", Bool(true)},
               {"z", Null()}});
}

inline const Names& sample_names() {
  static const Names names = {{"#a", "a"}, {"#n", "n"}, {"#m", "m"}, {"#dot", "a.b"}};
  return names;
}

/// One value of every type, and those of the check vectors.
inline const Values& sample_values() {
  static const Values values = {{":n5", N("5")},
                                {":sx", S("x")},
                                {":s5", S("5")},
                                {":t", Bool(true)},
                                {":sp", S("p")},
                                {":sb", S("b")},
                                {":sa", S("a")},
                                {":one", N("1")},
                                {":two", N("2")},
                                {":three", N("3")},
                                {":zero", N("0")},
                                {":bin", B("x")},
                                {":nul", Null()},
                                {":ss", SS({"p"})},
                                {":both", SS({"p", "q"})},
                                {":ns", NS({"1", "2"})},
                                {":bs", BS({"x"})},
                                {":l", L({N("9")})},
                                {":map", M({{"k", S("v")}})},
                                {":tS", S("S")},
                                {":tNULL", S("NULL")},
                                {":bad", S("STRING")}};
  return values;
}

inline Placeholders sample_placeholders() { return placeholders(sample_names(), sample_values()); }

/// The message of a failed result, "" of a good one.
template <class T>
std::string message_of(const model::ApiResult<T>& result) {
  return result ? std::string() : result.error().message;
}

}  // namespace dynarocks::expression::testing
