#pragma once
// What is remembered of a completed request that carried a ClientRequestToken, as bytes
// (docs/storage-format.md, section 7).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynarocks::codec {

struct RequestTokenRecord {
  std::int64_t completed_millis = 0;
  std::string request_digest;  // of the request's meaning (digest.h)
  /// For each action, the 4 KiB blocks of the larger image of its item: what a replay reports.
  std::vector<std::uint64_t> read_blocks;
};

[[nodiscard]] std::string encode_request_token(const RequestTokenRecord& record);
/// Nothing when the bytes are no such record.
[[nodiscard]] std::optional<RequestTokenRecord> decode_request_token(std::string_view bytes);

}  // namespace dynarocks::codec
