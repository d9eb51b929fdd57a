#include "expression/functions.h"

#include <array>

namespace dynarocks::expression {

namespace {

struct FunctionRow {
  std::string_view name;
  std::size_t arity;
};

/// In the order of Function.
constexpr std::array<FunctionRow, 8> function_rows = {{{"attribute_exists", 1},
                                                       {"attribute_not_exists", 1},
                                                       {"attribute_type", 2},
                                                       {"begins_with", 2},
                                                       {"contains", 2},
                                                       {"size", 1},
                                                       {"if_not_exists", 2},
                                                       {"list_append", 2}}};

const FunctionRow& row(Function function) {
  return function_rows[static_cast<std::uint8_t>(function)];
}

}  // namespace

std::optional<Function> find_function(std::string_view name) {
  for (std::size_t i = 0; i < function_rows.size(); ++i) {
    if (function_rows[i].name == name) return static_cast<Function>(i);
  }
  return std::nullopt;
}

std::string_view function_name(Function function) { return row(function).name; }

std::size_t function_arity(Function function) { return row(function).arity; }

}  // namespace dynarocks::expression
