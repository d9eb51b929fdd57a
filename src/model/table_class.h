#pragma once
// Which storage a table is billed for.

#include <cstdint>
#include <string_view>

namespace dynarocks::model {

enum class TableClass : std::uint8_t { STANDARD, STANDARD_INFREQUENT_ACCESS };

[[nodiscard]] constexpr std::string_view class_name(TableClass table_class) {
  return table_class == TableClass::STANDARD ? "STANDARD" : "STANDARD_INFREQUENT_ACCESS";
}

}  // namespace dynarocks::model
