#pragma once
// IAM ignores the case of actions and of condition keys, which are ASCII.

#include <algorithm>
#include <string>
#include <string_view>

namespace dynarocks::auth {

[[nodiscard]] constexpr char fold_case(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] inline std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), fold_case);
  return lower;
}

[[nodiscard]] constexpr bool same_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return fold_case(x) == fold_case(y);
         });
}

}  // namespace dynarocks::auth
