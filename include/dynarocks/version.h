#pragma once
// The version of this DynaRocks.

#include <string_view>

namespace dynarocks {

inline constexpr std::string_view version = "0.1.0";

}  // namespace dynarocks
