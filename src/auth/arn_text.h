#pragma once
// The parts of an Amazon Resource Name.

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace dynarocks::auth {

/// arn:partition:service:region:account:resource
inline constexpr std::size_t arn_parts = 6;

/// The last part may contain colons. Nothing when there are fewer parts; what they are is not
/// checked.
[[nodiscard]] std::optional<std::array<std::string_view, arn_parts>> split_arn(
    std::string_view arn);

/// 12 digits.
[[nodiscard]] bool is_account_id(std::string_view text);

}  // namespace dynarocks::auth
