#include "model/sequence_number.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>

namespace dynarocks::model {
namespace {

constexpr std::size_t digits = 20;  // of the greatest number
constexpr std::size_t most_digits = 40;

}  // namespace

std::string sequence_number_text(SequenceNumber number) {
  const std::string tail = std::to_string(number);
  return "1" + std::string(digits - tail.size(), '0') + tail;
}

std::optional<SequenceNumber> parse_sequence_number(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.empty() || text.size() > most_digits ||
      !std::all_of(text.begin(), text.end(), is_digit)) {
    return std::nullopt;
  }
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
  if (text.size() <= digits) return SequenceNumber{0};
  SequenceNumber number = 0;
  const std::string_view tail = text.substr(1);
  const auto [end, error] = std::from_chars(tail.data(), tail.data() + tail.size(), number);
  if (text.size() > digits + 1 || text.front() != '1' || error != std::errc{}) {
    return std::numeric_limits<SequenceNumber>::max();
  }
  return number;
}

}  // namespace dynarocks::model
