#include "kv/crc32c.h"

#include <array>
#include <cstddef>

namespace dynarocks::kv {
namespace {

constexpr std::uint32_t polynomial = 0x82F63B78;  // with its bits reversed
constexpr std::size_t step = 8;                   // bytes at once

using Tables = std::array<std::array<std::uint32_t, 256>, step>;

/// Table i: what a byte does to the checksum when i bytes follow it.
constexpr Tables make_tables() {
  Tables tables{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1U) * polynomial;
    tables[0][byte] = crc;
  }
  for (std::size_t table = 1; table < step; ++table) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const std::uint32_t crc = tables[table - 1][byte];
      tables[table][byte] = crc >> 8 ^ tables[0][crc & 0xFF];
    }
  }
  return tables;
}

constexpr Tables tables = make_tables();

}  // namespace

std::uint32_t crc32c(std::string_view bytes, std::uint32_t before) {
  std::uint32_t crc = ~before;
  const auto byte = [&](std::size_t i) {
    return std::uint32_t{static_cast<unsigned char>(bytes[i])};
  };
  while (bytes.size() >= step) {
    crc ^= byte(0) | byte(1) << 8 | byte(2) << 16 | byte(3) << 24;
    crc = tables[7][crc & 0xFF] ^ tables[6][crc >> 8 & 0xFF] ^ tables[5][crc >> 16 & 0xFF] ^
          tables[4][crc >> 24] ^ tables[3][byte(4)] ^ tables[2][byte(5)] ^ tables[1][byte(6)] ^
          tables[0][byte(7)];
    bytes.remove_prefix(step);
  }
  for (std::size_t i = 0; i < bytes.size(); ++i) crc = crc >> 8 ^ tables[0][(crc ^ byte(i)) & 0xFF];
  return ~crc;
}

}  // namespace dynarocks::kv
