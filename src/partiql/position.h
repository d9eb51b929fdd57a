#pragma once
// Where a token stands in a statement, as error messages say it.

#include <cstdint>
#include <string>

namespace dynarocks::partiql {

/// Lines and columns count from 1; all three count characters, not bytes.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  std::uint32_t length = 0;

  /// "1:8:16"
  [[nodiscard]] std::string to_string() const {
    return std::to_string(line) + ":" + std::to_string(column) + ":" + std::to_string(length);
  }
};

}  // namespace dynarocks::partiql
