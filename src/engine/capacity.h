#pragma once
// Capacity units of reads and writes. Source: reference "item operations", section 14.

#include <algorithm>
#include <cstddef>

#include "model/limits.h"

namespace dynarocks::engine {

/// Units of reading `bytes`: whole 4 KiB blocks, at least one; half of it when eventually
/// consistent.
[[nodiscard]] inline double read_units(std::size_t bytes, bool consistent) {
  constexpr std::size_t block = model::limits::read_unit_bytes;
  const auto blocks = static_cast<double>(std::max<std::size_t>(1, (bytes + block - 1) / block));
  return consistent ? blocks : blocks / 2;
}

/// Units of a write: whole KiB of the larger of the old and the new item (0 where there is none),
/// at least one.
[[nodiscard]] inline double write_units(std::size_t old_bytes, std::size_t new_bytes) {
  constexpr std::size_t block = model::limits::write_unit_bytes;
  const std::size_t bytes = std::max(old_bytes, new_bytes);
  return static_cast<double>(std::max<std::size_t>(1, (bytes + block - 1) / block));
}

}  // namespace dynarocks::engine
