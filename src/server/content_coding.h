#pragma once
// Compressed bodies: which coding a client accepts, and both directions of gzip and deflate (which
// in HTTP means the zlib format). Source: reference "wire protocol", section 5.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dynarocks::server {

enum class ContentCoding : std::uint8_t { gzip, deflate };

/// "gzip" or "deflate".
[[nodiscard]] std::string_view coding_name(ContentCoding coding);

/// The coding DynamoDB picks for an Accept-Encoding value, or nothing. The highest q wins, ties go
/// to the coding listed first; "*" stands for the codings not listed; identity and unknown names
/// never keep a response from being compressed.
[[nodiscard]] std::optional<ContentCoding> negotiate_coding(std::string_view accept_encoding);

/// Appends the compressed form of `bytes` to `out`; false when zlib has no memory.
[[nodiscard]] bool compress(ContentCoding coding, std::string_view bytes, std::string& out);

enum class DecodeOutcome : std::uint8_t {
  ok,
  corrupt,    // unknown coding, or empty, damaged or truncated data
  too_large,  // more than the limit
};

/// Appends the plain form of `bytes` to `out`, at most `limit` bytes. `coding` is a
/// Content-Encoding value; gzip may have several members, deflate is one stream.
[[nodiscard]] DecodeOutcome decode_content(std::string_view coding, std::string_view bytes,
                                           std::size_t limit, std::string& out);

}  // namespace dynarocks::server
