#include "base/time_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>

namespace dynarocks {
namespace {

using std::chrono::milliseconds;

struct Unit {
  std::string_view name;
  std::int64_t millis;
};

constexpr std::array<Unit, 5> units{
    {{"ms", 1}, {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};
constexpr std::int64_t longest_duration_millis = 10'000LL * 366 * 86'400'000;

/// The digits' number; nothing when something else is among them, or it does not fit.
std::optional<std::int64_t> number(std::string_view digits) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  return whole && digits.front() != '-' ? std::optional(value) : std::nullopt;
}

/// Reads a text from its begin to its end; what does not fit is remembered.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    const auto value = rest_.size() >= count ? number(rest_.substr(0, count)) : std::nullopt;
    if (!value) {
      failed_ = true;
      return 0;
    }
    rest_.remove_prefix(count);
    return static_cast<int>(*value);
  }

  void expect(char c) {
    if (!rest_.starts_with(c)) {
      failed_ = true;
      return;
    }
    rest_.remove_prefix(1);
  }

  /// The decimals of a second, as milliseconds; 0 when there are none.
  int decimals() {
    if (!rest_.starts_with('.')) return 0;
    rest_.remove_prefix(1);
    const std::size_t count = std::min<std::size_t>(rest_.find_first_not_of("0123456789"), 4);
    if (count == 0 || count > 3) failed_ = true;
    if (failed_) return 0;
    constexpr std::array<int, 4> weight{0, 100, 10, 1};
    return digits(count) * weight[count];
  }

  [[nodiscard]] bool done() const { return !failed_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace

std::optional<milliseconds> parse_duration(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto* unit = std::find_if(units.begin(), units.end(), [&](const Unit& candidate) {
    return candidate.name == text.substr(digits);
  });
  if (digits == 0 || unit == units.end()) return std::nullopt;
  const auto count = number(text.substr(0, digits));
  if (!count || *count > longest_duration_millis / unit->millis) return std::nullopt;
  return milliseconds(*count * unit->millis);
}

std::optional<EpochMillis> parse_iso_time(std::string_view text) {
  Reader reader(text);
  const int year = reader.digits(4);
  reader.expect('-');
  const int month = reader.digits(2);
  reader.expect('-');
  const int day = reader.digits(2);
  reader.expect('T');
  const int hour = reader.digits(2);
  reader.expect(':');
  const int minute = reader.digits(2);
  reader.expect(':');
  const int second = reader.digits(2);
  const int millis = reader.decimals();
  reader.expect('Z');
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!reader.done() || year < 1970 || !date.ok() || hour > 23 || minute > 59 || second > 59) {
    return std::nullopt;
  }
  const milliseconds midnight = std::chrono::sys_days(date).time_since_epoch();
  return (midnight + std::chrono::hours(hour) + std::chrono::minutes(minute) +
          std::chrono::seconds(second) + milliseconds(millis))
      .count();
}

std::string iso_time(EpochMillis time) {
  const std::chrono::sys_time<milliseconds> point{milliseconds(time)};
  const auto midnight = std::chrono::floor<std::chrono::days>(point);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss<milliseconds> clock(point - midnight);
  std::array<char, 96> text;
  const int bytes = std::snprintf(
      text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
      static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
      static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
      static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
      static_cast<int>(clock.subseconds().count()));
  return std::string(text.data(), static_cast<std::size_t>(bytes));
}

std::string long_time(EpochMillis time) {
  constexpr std::array weekdays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                "Thursday", "Friday", "Saturday"};
  constexpr std::array months{"January",   "February", "March",    "April",
                              "May",       "June",     "July",     "August",
                              "September", "October",  "November", "December"};
  const std::chrono::sys_time<milliseconds> point{milliseconds(time)};
  const auto midnight = std::chrono::floor<std::chrono::days>(point);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss<milliseconds> clock(point - midnight);
  const auto hour = static_cast<int>(clock.hours().count());
  std::array<char, 128> text;
  const int bytes = std::snprintf(
      text.data(), text.size(), "%s, %s %u, %d at %d:%02d:%02d %s Coordinated Universal Time",
      weekdays[std::chrono::weekday(midnight).c_encoding()],
      months[static_cast<unsigned>(date.month()) - 1], static_cast<unsigned>(date.day()),
      static_cast<int>(date.year()), (hour + 11) % 12 + 1,
      static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
      hour < 12 ? "AM" : "PM");
  return std::string(text.data(), static_cast<std::size_t>(bytes));
}

}  // namespace dynarocks
