#include "auth/request_age.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "base/time_text.h"

namespace dynarocks::auth {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// "(<now> - 15 min.)"
std::string bound(EpochMillis now, char sign, seconds distance) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(distance).count();
  return "(" + basic_time(now) + " " + sign + " " + std::to_string(minutes) + " min.)";
}

}  // namespace

std::optional<EpochMillis> parse_basic_time(std::string_view text) {
  if (text.size() != 16) return std::nullopt;
  std::string iso;
  iso.append(text.substr(0, 4)).append("-").append(text.substr(4, 2)).append("-");
  iso.append(text.substr(6, 5)).append(":").append(text.substr(11, 2)).append(":");
  iso.append(text.substr(13));
  return parse_iso_time(iso);
}

std::string basic_time(EpochMillis time) {
  std::string text = iso_time(time);
  text.erase(text.find('.'));
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text + "Z";
}

seconds validity(std::string_view expires) {
  std::uint32_t count = 0;
  const char* const end = expires.data() + expires.size();
  const auto [stop, error] = std::from_chars(expires.data(), end, count);
  if (error == std::errc::result_out_of_range && stop == end) return longest_expiry;
  if (error != std::errc() || stop != end) return allowed_skew;
  return std::min(seconds(count), longest_expiry);
}

std::string age_fault(EpochMillis time, EpochMillis now, seconds validity) {
  now -= now % 1000;  // as precise as the request's
  const EpochMillis oldest = now - milliseconds(validity).count();
  const EpochMillis newest = now + milliseconds(allowed_skew).count();
  if (time < oldest) {
    return "Signature expired: " + basic_time(time) + " is now earlier than " +
           basic_time(std::max<EpochMillis>(oldest, 0)) + " " + bound(now, '-', validity);
  }
  if (time > newest) {
    return "Signature not yet current: " + basic_time(time) + " is still later than " +
           basic_time(newest) + " " + bound(now, '+', allowed_skew);
  }
  return {};
}

}  // namespace dynarocks::auth
