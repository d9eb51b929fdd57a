#include "engine/expiry.h"

#include <chrono>
#include <limits>

#include "codec/layout.h"
#include "codec/number_codec.h"
#include "model/limits.h"

namespace dynarocks::engine {

std::optional<std::int64_t> floor_of(const model::Number& number) {
  constexpr auto bound = static_cast<unsigned __int128>(std::numeric_limits<std::int64_t>::max());
  unsigned __int128 magnitude = number.coefficient();
  bool has_fraction = false;
  for (int exponent = number.exponent(); exponent < 0 && magnitude != 0; ++exponent) {
    has_fraction = has_fraction || magnitude % 10 != 0;
    magnitude /= 10;
  }
  for (int exponent = number.exponent(); exponent > 0; --exponent) {
    if (magnitude > bound) return std::nullopt;
    magnitude *= 10;
  }
  if (number.is_negative() && has_fraction) ++magnitude;
  if (magnitude > bound) return std::nullopt;
  const auto whole = static_cast<std::int64_t>(magnitude);
  return number.is_negative() ? -whole : whole;
}

std::optional<std::string> expiry_row(const model::TimeToLive& time_to_live, codec::ItemView item,
                                      std::string_view item_row) {
  if (item.empty() || !time_to_live.attribute_name) return std::nullopt;
  const auto value = item.find(*time_to_live.attribute_name);
  if (!value || value->type() != model::AttributeType::N) return std::nullopt;
  const auto second = floor_of(codec::decode_number(value->scalar()));
  if (!second) return std::nullopt;
  return codec::expiry_row(*second, item_row);
}

ExpiredSeconds expired_seconds(EpochMillis now) {
  using std::chrono::floor;
  using std::chrono::milliseconds;
  using std::chrono::seconds;
  const std::int64_t second = floor<seconds>(milliseconds(now)).count();
  return {second - model::limits::expiry_ignored_seconds, second};
}

}  // namespace dynarocks::engine
