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

}  // namespace

std::string random_request_id() {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  constexpr std::size_t length = 52;
  constexpr std::size_t characters_per_word = 12;  // 36^12 < 2^64
  std::string id(length, '0');
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < length; ++i) {
    if (i % characters_per_word == 0) word = generator()();
    id[i] = alphabet[word % alphabet.size()];
    word /= alphabet.size();
  }
  return id;
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
