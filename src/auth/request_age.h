#pragma once
// Whether a request is signed for now. Source: reference "security", section 2.3.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace dynarocks::auth {

/// How far the clocks of a client and the server may be apart.
inline constexpr std::chrono::seconds allowed_skew = std::chrono::minutes(15);
/// A presigned request is good for a week at most.
inline constexpr std::chrono::seconds longest_expiry = std::chrono::hours(7 * 24);

/// "20260102T030405Z"; nothing unless it is a time of the years 1970 to 9999 in this form.
[[nodiscard]] std::optional<EpochMillis> parse_basic_time(std::string_view text);

[[nodiscard]] std::string basic_time(EpochMillis time);

/// How long a request is good for that has this X-Amz-Expires: that many seconds, no more than a
/// week; what is no number counts as none.
[[nodiscard]] std::chrono::seconds validity(std::string_view expires);

/// DynamoDB's text for a request of `time` that is too old or from the future; empty when it is
/// neither.
[[nodiscard]] std::string age_fault(EpochMillis time, EpochMillis now,
                                    std::chrono::seconds validity);

}  // namespace dynarocks::auth
