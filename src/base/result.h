#pragma once
// Result<T, E>: a value or an error, never an exception. Errors travel up as values on every floor;
// an exception in this code base means a bug. Built on tl::expected (C++23's std::expected).

#include <tl/expected.hpp>
#include <utility>

namespace dynarocks {

template <class T, class E>
using Result = tl::expected<T, E>;

/// Wraps an error for return from a function that returns a Result.
template <class E>
[[nodiscard]] auto failure(E&& error) {
  return tl::unexpected<std::decay_t<E>>(std::forward<E>(error));
}

}  // namespace dynarocks

/// Returns the error of `expression` from the enclosing function, if it is one.
#define DYNAROCKS_TRY(expression)                                                    \
  do {                                                                               \
    if (auto dynarocks_try_result = (expression); !dynarocks_try_result.has_value()) \
      return ::dynarocks::failure(std::move(dynarocks_try_result).error());          \
  } while (false)

#define DYNAROCKS_CONCAT_(a, b) a##b
#define DYNAROCKS_CONCAT(a, b) DYNAROCKS_CONCAT_(a, b)
#define DYNAROCKS_ASSIGN_(result, declaration, expression)                         \
  auto result = (expression);                                                      \
  if (!result.has_value()) return ::dynarocks::failure(std::move(result).error()); \
  declaration = std::move(*result)

/// `DYNAROCKS_ASSIGN(auto x, f())`: x is f's value, or the enclosing function returns f's error.
#define DYNAROCKS_ASSIGN(declaration, expression) \
  DYNAROCKS_ASSIGN_(DYNAROCKS_CONCAT(dynarocks_result_, __LINE__), declaration, expression)
