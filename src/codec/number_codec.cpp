#include "codec/number_codec.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "model/decimal_text.h"
#include "model/limits.h"

namespace dynarocks::codec {
namespace {

constexpr char zero_byte = '\x80';
constexpr char negative_end = 102;
constexpr std::size_t max_pairs = 20;  // 38 digits, one of them alone in the first pair
constexpr int exponent_bias = 64;

/// Digits of an ordered form, without leading and trailing zeros, as in model::DecimalText.
struct OrderedDigits {
  std::array<char, 2 * max_pairs> buffer{};
  std::size_t first = 0;
  std::size_t end = 0;
  int point = 0;
  bool negative = false;
  [[nodiscard]] std::string_view view() const { return {buffer.data() + first, end - first}; }
};

bool is_zero(std::string_view ordered) { return ordered.size() == 1; }

bool is_negative(std::string_view ordered) {
  return static_cast<unsigned char>(ordered.front()) < 0x80;
}

/// (E + pad) / 2 of the layout in number_codec.h.
int pair_exponent(std::string_view ordered) {
  const auto byte = static_cast<unsigned char>(ordered.front());
  const auto bits = static_cast<std::int8_t>(is_negative(ordered) ? ~byte : byte);
  return bits + exponent_bias;
}

/// The bytes of the pairs, without the end mark of negatives.
std::string_view pair_bytes(std::string_view ordered) {
  std::string_view pairs = ordered.substr(1);
  if (is_negative(ordered) && pairs.back() == negative_end) {
    pairs.remove_suffix(1);
  }
  return pairs;
}

int pair_value(char byte, bool negative) { return negative ? 101 - byte : byte - 1; }

OrderedDigits ordered_digits(std::string_view ordered) {
  OrderedDigits digits;
  if (is_zero(ordered)) return digits;
  digits.negative = is_negative(ordered);
  for (const char byte : pair_bytes(ordered)) {
    const int pair = pair_value(byte, digits.negative);
    digits.buffer[digits.end++] = static_cast<char>('0' + pair / 10);
    digits.buffer[digits.end++] = static_cast<char>('0' + pair % 10);
  }
  digits.point = 2 * pair_exponent(ordered);
  if (digits.buffer[0] == '0') {
    digits.first = 1;
    --digits.point;
  }
  if (digits.buffer[digits.end - 1] == '0') --digits.end;
  return digits;
}

/// `digits` without leading and trailing zeros; none for zero. value = 0.digits * 10^point.
void append_ordered(bool negative, std::string_view digits, int point, std::string& out) {
  if (digits.empty()) {
    out += zero_byte;
    return;
  }
  const bool padded = point % 2 != 0;
  const int exponent = (point + (padded ? 1 : 0)) / 2 - exponent_bias;
  std::array<char, max_pairs + 2> bytes{};
  std::size_t size = 0;
  bytes[size++] = static_cast<char>(negative ? ~exponent : exponent);
  const auto put = [&](int pair) {
    bytes[size++] = static_cast<char>(negative ? 101 - pair : pair + 1);
  };
  std::size_t i = 0;
  if (padded) put(digits[i++] - '0');
  for (; i + 1 < digits.size(); i += 2) put((digits[i] - '0') * 10 + (digits[i + 1] - '0'));
  if (i < digits.size()) put((digits[i] - '0') * 10);
  const bool short_of_pairs = size - 1 < max_pairs;
  if (negative && short_of_pairs) bytes[size++] = negative_end;
  out.append(bytes.data(), size);
}

}  // namespace

void append_number(const model::Number& number, std::string& out) {
  std::array<char, model::limits::number_digits> buffer{};
  std::size_t first = buffer.size();
  // 128-bit division is slow and most numbers are short: leave 128 bits as soon as possible.
  unsigned __int128 wide = number.coefficient();
  for (; wide > UINT64_MAX; wide /= 10) buffer[--first] = static_cast<char>('0' + int(wide % 10));
  for (auto rest = static_cast<std::uint64_t>(wide); rest != 0; rest /= 10) {
    buffer[--first] = static_cast<char>('0' + rest % 10);
  }
  const std::string_view digits(buffer.data() + first, buffer.size() - first);
  append_ordered(number.is_negative(), digits, number.exponent() + static_cast<int>(digits.size()),
                 out);
}

Result<void, model::NumberFault> append_number(std::string_view text, std::string& out) {
  DYNAROCKS_ASSIGN(const auto decimal, model::parse_decimal_text(text));
  append_ordered(decimal.negative, decimal.significant(), decimal.point, out);
  return {};
}

model::Number decode_number(std::string_view ordered) {
  const OrderedDigits digits = ordered_digits(ordered);
  unsigned __int128 coefficient = 0;
  for (const char c : digits.view())
    coefficient = coefficient * 10 + static_cast<unsigned>(c - '0');
  return model::Number::from_parts(digits.negative, coefficient,
                                   digits.point - static_cast<int>(digits.view().size()));
}

void append_number_text(std::string_view ordered, std::string& out) {
  const OrderedDigits digits = ordered_digits(ordered);
  model::append_plain_decimal(digits.negative, digits.view(), digits.point, out);
}

std::size_t number_size(std::string_view ordered) {
  if (is_zero(ordered)) return model::decimal_size(false, 0, 0);
  const bool negative = is_negative(ordered);
  const std::string_view pairs = pair_bytes(ordered);
  const bool padded = pair_value(pairs.front(), negative) < 10;
  const bool filled = pair_value(pairs.back(), negative) % 10 == 0;
  const int digits = 2 * static_cast<int>(pairs.size()) - (padded ? 1 : 0) - (filled ? 1 : 0);
  return model::decimal_size(negative, digits, 2 * pair_exponent(ordered) - (padded ? 1 : 0));
}

bool is_well_formed_number(std::string_view ordered) {
  if (ordered.empty()) return false;
  if (is_zero(ordered)) return ordered.front() == zero_byte;
  const bool negative = is_negative(ordered);
  std::string_view pairs = ordered.substr(1);
  // A negative number ends in the mark exactly when it has fewer than the most pairs.
  if (negative && pairs.size() <= max_pairs) {
    const bool marked = pairs.back() == negative_end;
    if (marked) pairs.remove_suffix(1);
    if (marked == (pairs.size() == max_pairs)) return false;
  }
  if (pairs.empty() || pairs.size() > max_pairs) return false;
  const bool pairs_in_range = std::all_of(pairs.begin(), pairs.end(), [&](char byte) {
    const int pair = pair_value(byte, negative);
    return pair >= 0 && pair <= 99;
  });
  const int first = pair_value(pairs.front(), negative);
  const int last = pair_value(pairs.back(), negative);
  if (!pairs_in_range || first == 0 || last == 0) return false;
  // Every exponent byte is in range; 20 pairs hold 38 digits only between two filling zeros.
  return pairs.size() < max_pairs || (first < 10 && last % 10 == 0);
}

}  // namespace dynarocks::codec
