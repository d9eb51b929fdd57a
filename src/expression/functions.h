#pragma once
// The functions of the expression language, by the names of the API (lower case, case-sensitive).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dynarocks::expression {

enum class Function : std::uint8_t {
  attribute_exists,
  attribute_not_exists,
  attribute_type,
  begins_with,
  contains,
  size,           // the only one of these that is an operand
  if_not_exists,  // updates only, as the last
  list_append,
};

[[nodiscard]] std::optional<Function> find_function(std::string_view name);
[[nodiscard]] std::string_view function_name(Function function);
/// How many arguments it takes: never more and never fewer.
[[nodiscard]] std::size_t function_arity(Function function);

/// Whether a call is a condition by itself.
[[nodiscard]] constexpr bool is_predicate(Function function) { return function < Function::size; }
[[nodiscard]] constexpr bool is_update_function(Function function) {
  return function > Function::size;
}

}  // namespace dynarocks::expression
