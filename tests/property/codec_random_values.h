#pragma once
// Random input for the codec's laws: one seeded generator a test, so that a failure can be
// repeated. Small alphabets and near neighbours make the interesting cases frequent.

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "model/attribute_value.h"
#include "model/number.h"

namespace dynarocks::codec {

inline constexpr int cases = 100'000;

class RandomValues {
 public:
  explicit RandomValues(std::uint64_t seed) : seed_(seed), engine_(seed) {}

  /// For SCOPED_TRACE or a failure's message.
  [[nodiscard]] std::string seed() const { return "seed " + std::to_string(seed_); }

  /// From `low` to `high`, both included.
  int number(int low, int high) {
    return low + static_cast<int>(engine_() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool one_in(int n) { return number(1, n) == 1; }
  std::mt19937_64& engine() { return engine_; }

  /// Bytes out of few, with those that the escapes of keys are about.
  std::string bytes(int max_length) {
    static constexpr std::string_view alphabet(
        "\x00\x01\x02\xFE\xFF"
        "ab",
        7);
    std::string result;
    for (int i = number(0, max_length); i > 0; --i) {
      result += alphabet[static_cast<std::size_t>(number(0, 6))];
    }
    return result;
  }

  /// UTF-8 of one to four bytes a character, the null character among them.
  std::string text(int max_characters) {
    static const std::vector<std::string> alphabet = {
        std::string(1, '\0'), "\x01", "a", "b", "Z", "\x7F", "ü", "\u07FF", "€", "\uFFFF", "😀"};
    std::string result;
    for (int i = number(0, max_characters); i > 0; --i) {
      result +=
          alphabet[static_cast<std::size_t>(number(0, static_cast<int>(alphabet.size()) - 1))];
    }
    return result;
  }

  /// 1 to `max_length` decimal digits, with runs of zeros and nines.
  std::string digits(int max_length) {
    std::string result;
    const int style = number(0, 3);
    for (int i = number(1, max_length); i > 0; --i) {
      const bool extreme = style != 0 && !one_in(6);
      result += extreme ? (style == 1 ? '9' : '0') : static_cast<char>('0' + number(0, 9));
    }
    return result;
  }

  model::Number valid_number() {
    while (true) {
      std::string text = one_in(3) ? "-" : "";
      text += digits(one_in(3) ? 38 : 5);
      text += 'e';
      text += std::to_string(one_in(4) ? number(-167, 125) : number(-6, 6));
      if (const auto parsed = model::Number::parse(text)) return *parsed;
    }
  }

  model::AttributeValue value(int levels) {
    using model::AttributeValue;
    switch (number(0, levels > 0 ? 9 : 7)) {
      case 0:
        return AttributeValue(text(6));
      case 1:
        return AttributeValue(valid_number());
      case 2:
        return AttributeValue(model::Binary{bytes(one_in(50) ? 300 : 6)});
      case 3:
        return AttributeValue(one_in(2));
      case 4:
        return AttributeValue(model::Null{});
      case 5:
        return AttributeValue(model::StringSet{members([this] { return text(3); })});
      case 6:
        return AttributeValue(model::NumberSet{members([this] { return valid_number(); })});
      case 7:
        return AttributeValue(model::BinarySet{members([this] { return bytes(3); })});
      case 8: {
        model::List list;
        for (int i = number(0, 4); i > 0; --i) list.push_back(value(levels - 1));
        return AttributeValue(std::move(list));
      }
      default:
        return AttributeValue(map(levels - 1));
    }
  }

  model::AttributeMap map(int levels) {
    model::AttributeMap result;
    for (int i = number(0, 4); i > 0; --i) result.set(text(3), value(levels));
    return result;
  }

  /// An item; now and then one as deep as the service allows.
  model::AttributeMap item() {
    model::AttributeMap result = map(3);
    if (one_in(50)) {
      model::AttributeValue deep = value(0);
      for (int wraps = number(1, 31); wraps > 0; --wraps) {
        if (one_in(2)) {
          deep = model::AttributeValue(model::List{std::move(deep)});
        } else {
          model::AttributeMap wrapper;
          wrapper.set("k", std::move(deep));
          deep = model::AttributeValue(std::move(wrapper));
        }
      }
      result.set("deep", std::move(deep));
    }
    return result;
  }

 private:
  /// Sorted and unique, at least one.
  template <class Make>
  std::vector<std::invoke_result_t<Make>> members(Make make) {
    std::vector<std::invoke_result_t<Make>> result;
    for (int i = number(1, 4); i > 0; --i) result.push_back(make());
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
  }

  std::uint64_t seed_;
  std::mt19937_64 engine_;
};

}  // namespace dynarocks::codec
