#pragma once
// ExpressionAttributeNames and ExpressionAttributeValues of one request: what #name and :value
// mean, and which of them no expression has used.
//
// Use: set_names, check_value_keys, set_value for each value, then parse the expressions (which
// look placeholders up here), then check_all_used. Messages carry no "Invalid XExpression:" prefix.
// Source: reference "expressions", section 3.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "codec/value_view.h"
#include "model/api_error.h"

namespace dynarocks::expression {

class Placeholders {
 public:
  /// Checks the map (not empty, key length and shape, no empty name) and keeps it.
  [[nodiscard]] model::ApiResult<void> set_names(
      const std::vector<std::pair<std::string_view, std::string_view>>& names);
  /// Checks the keys of the values map (not empty, length, shape) before the values are read.
  [[nodiscard]] static model::ApiResult<void> check_value_keys(
      const std::vector<std::string_view>& keys);
  /// `encoded` is one value in stored form (codec/value_view.h).
  void set_value(std::string_view key, std::string encoded);

  /// Names and values together, keys included, are bounded (limits::placeholder_map_bytes). To be
  /// asked once all of them are set.
  [[nodiscard]] model::ApiResult<void> check_size() const;

  /// Looks "#name" up and marks it used.
  [[nodiscard]] std::optional<std::string_view> name(std::string_view key);
  /// Looks ":value" up and marks it used. The view lives as long as this object is not moved.
  [[nodiscard]] std::optional<codec::ValueView> value(std::string_view key);

  /// Both maps as bytes, the same for any order of their entries: for telling whether two requests
  /// are one.
  [[nodiscard]] std::string canonical_bytes() const;

  /// "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #b}", names
  /// first.
  [[nodiscard]] model::ApiResult<void> check_all_used() const;

 private:
  template <class T>
  struct Entry {
    T content;
    bool used = false;
  };
  std::map<std::string, Entry<std::string>, std::less<>> names_;
  std::map<std::string, Entry<std::string>, std::less<>> values_;
  std::size_t bytes_ = 0;  // of all keys, names and values
};

}  // namespace dynarocks::expression
