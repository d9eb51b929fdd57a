#include "auth/policy_time.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace dynarocks::auth {
namespace {

constexpr std::size_t most_epoch_digits = 12;  // far beyond the year 9999

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes a text apart from its begin to its end; what does not fit is remembered.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] bool done() const { return !failed_ && rest_.empty(); }

  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!take(c)) failed_ = true;
  }

  /// A number of as many digits, which is at most `most`.
  int digits(std::size_t count, int most) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (rest_.empty() || !is_digit(rest_.front())) {
        failed_ = true;
        return 0;
      }
      value = value * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    if (value > most) failed_ = true;
    return value;
  }

  /// ".25" as milliseconds; 0 when there are no decimals.
  int decimals() {
    if (!take('.')) return 0;
    int millis = 0;
    int weight = 100;
    if (rest_.empty() || !is_digit(rest_.front())) failed_ = true;
    for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1)) {
      millis += (rest_.front() - '0') * weight;
      weight /= 10;
    }
    return millis;
  }

  /// "Z" or "+hh:mm", in minutes.
  int offset() {
    if (take('Z')) return 0;
    const int sign = take('-') ? -1 : 1;
    if (sign > 0) expect('+');
    const int hours = digits(2, 23);
    expect(':');
    return sign * (hours * 60 + digits(2, 59));
  }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

std::optional<EpochMillis> parse_epoch_seconds(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
  if (count == 0 || count > most_epoch_digits) return std::nullopt;
  std::int64_t seconds = 0;
  for (const char digit : text.substr(0, count)) seconds = seconds * 10 + (digit - '0');
  Reader rest(text.substr(count));
  const EpochMillis time = seconds * 1000 + rest.decimals();
  if (!rest.done()) return std::nullopt;
  return negative ? -time : time;
}

std::optional<EpochMillis> parse_iso(std::string_view text) {
  namespace chr = std::chrono;
  Reader reader(text);
  const int year = reader.digits(4, 9999);
  reader.expect('-');
  const int month = reader.digits(2, 12);
  reader.expect('-');
  const int day = reader.digits(2, 31);
  const chr::year_month_day date{chr::year(year), chr::month(static_cast<unsigned>(month)),
                                 chr::day(static_cast<unsigned>(day))};
  chr::milliseconds time_of_day{0};
  if (!reader.at_end()) {
    reader.expect('T');
    time_of_day += chr::hours(reader.digits(2, 23));
    reader.expect(':');
    time_of_day += chr::minutes(reader.digits(2, 59));
    if (reader.take(':')) {
      time_of_day += chr::seconds(reader.digits(2, 59));
      time_of_day += chr::milliseconds(reader.decimals());
    }
    time_of_day -= chr::minutes(reader.offset());
  }
  if (!reader.done() || !date.ok() || year == 0) return std::nullopt;
  return (chr::milliseconds(chr::sys_days(date).time_since_epoch()) + time_of_day).count();
}

}  // namespace

std::optional<EpochMillis> parse_policy_time(std::string_view text) {
  if (const auto seconds = parse_epoch_seconds(text)) return seconds;
  return parse_iso(text);
}

}  // namespace dynarocks::auth
