#pragma once
// CRC-32C (Castagnoli), the checksum in RocksDB's log.

#include <cstdint>
#include <string_view>

namespace dynarocks::kv {

/// The checksum of `bytes`, or of what stood before them, whose checksum is `before`, and them.
[[nodiscard]] std::uint32_t crc32c(std::string_view bytes, std::uint32_t before = 0);

}  // namespace dynarocks::kv
