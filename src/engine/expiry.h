#pragma once
// When an item expires, and the row that says so. Pure: a write, a backfill and the sweeper ask the
// same functions. Source: reference "time to live", section 1.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "codec/item_view.h"
#include "model/number.h"
#include "model/time_to_live.h"

namespace dynarocks::engine {

/// The largest whole number that is not above `number`; nothing beyond 64 bits. For a whole number
/// n, number < n exactly when its floor is < n: so the floor of an expiry time is all that has to
/// be kept of it.
[[nodiscard]] std::optional<std::int64_t> floor_of(const model::Number& number);

/// The item's expiry row; nothing when there is no item (it is empty), time to live is disabled, or
/// the item's attribute is missing or no number that fits into 64 bits.
[[nodiscard]] std::optional<std::string> expiry_row(const model::TimeToLive& time_to_live,
                                                    codec::ItemView item,
                                                    std::string_view item_row);

/// The expiry seconds that have passed at `now`, which counts in whole seconds, and are not ignored
/// as too old: from `begin` (inclusive) to `end` (exclusive).
struct ExpiredSeconds {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};
[[nodiscard]] ExpiredSeconds expired_seconds(EpochMillis now);

}  // namespace dynarocks::engine
