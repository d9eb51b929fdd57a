#include "base/random.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string_view>

namespace dynarocks {
namespace {

std::mt19937_64& generator() {
  thread_local std::mt19937_64 engine = [] {
    std::random_device device;
    std::array<std::uint32_t, 16> entropy{};
    for (auto& word : entropy) word = device();
    std::seed_seq seed(entropy.begin(), entropy.end());
    return std::mt19937_64(seed);
  }();
  return engine;
}

/// All pairs of [0-9A-Z]: half the divisions of one character after the other.
constexpr auto character_pairs = [] {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  std::array<std::array<char, 2>, alphabet.size() * alphabet.size()> pairs{};
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    pairs[i] = {alphabet[i % alphabet.size()], alphabet[i / alphabet.size()]};
  }
  return pairs;
}();

}  // namespace

void append_random_request_id(std::string& out) {
  constexpr std::size_t length = 52;
  constexpr std::size_t pairs_per_word = 6;  // 36^12 < 2^64
  std::array<char, length> id;
  std::uint64_t word = 0;
  for (std::size_t pair = 0; pair < length / 2; ++pair) {
    if (pair % pairs_per_word == 0) word = generator()();
    const std::size_t both = word % character_pairs.size();
    word /= character_pairs.size();
    id[2 * pair] = character_pairs[both][0];
    id[2 * pair + 1] = character_pairs[both][1];
  }
  out.append(id.data(), id.size());
}

std::string random_uuid() {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string uuid = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";
  std::uint64_t word = 0;
  std::size_t digits = 0;
  for (char& c : uuid) {
    if (c != 'x' && c != 'y') continue;
    if (digits++ % 16 == 0) word = generator()();
    // The variant digit (y) is 8, 9, a or b: RFC 4122.
    c = c == 'x' ? hex[word & 15] : hex[8 | (word & 3)];
    word >>= 4;
  }
  return uuid;
}

}  // namespace dynarocks
