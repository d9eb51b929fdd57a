#pragma once
// Whether a table's items expire, and by which attribute.

#include <optional>
#include <string>

#include "base/clock.h"

namespace dynarocks::model {

struct TimeToLive {
  /// Set while it is enabled; the attribute of an earlier time is forgotten.
  std::optional<std::string> attribute_name;
  /// When it was last enabled or disabled. Grows with every change, so it also names the change.
  std::optional<EpochMillis> last_change;
  /// Whether the table's expiry rows are known to be those of its items: all when it is enabled,
  /// none when it is not.
  bool expiry_rows_exact = true;

  friend bool operator==(const TimeToLive&, const TimeToLive&) = default;
};

}  // namespace dynarocks::model
