#include "auth/arn_text.h"

#include <algorithm>

namespace dynarocks::auth {

std::optional<std::array<std::string_view, arn_parts>> split_arn(std::string_view arn) {
  std::array<std::string_view, arn_parts> parts;
  for (std::size_t i = 0; i + 1 < arn_parts; ++i) {
    const std::size_t colon = arn.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    parts[i] = arn.substr(0, colon);
    arn.remove_prefix(colon + 1);
  }
  parts.back() = arn;
  return parts;
}

bool is_account_id(std::string_view text) {
  constexpr std::size_t digits = 12;
  return text.size() == digits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace dynarocks::auth
