#pragma once
// CRC-32 (IEEE 802.3), the checksum of the x-amz-crc32 response header.

#include <cstdint>
#include <string_view>

namespace dynarocks {

[[nodiscard]] std::uint32_t crc32(std::string_view bytes);

}  // namespace dynarocks
