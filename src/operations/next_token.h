#pragma once
// NextToken: where a SELECT goes on. It is base64 of a format byte, the digest of what was asked,
// the number of the read among those of the statement's plan (u32, little-endian), and the encoded
// key of the last item evaluated. It is not signed: who makes one up is told that it is invalid, or
// reads from where a client may start anyway.
// Source: reference "partiql", section 4.

#include <cstdint>
#include <string>
#include <string_view>

#include "model/api_error.h"

namespace dynarocks::operations {

struct PagePosition {
  std::uint32_t read = 0;
  std::string last_key;  // encoded as an item
};

/// `asked` is codec::digest of statement and parameters.
[[nodiscard]] std::string next_token(const PagePosition& position, std::string_view asked);

[[nodiscard]] model::ApiError invalid_next_token();

/// "Invalid NextToken" for what is none, "NextToken does not match request" for that of another
/// statement or other parameters. The key is a well-formed item, of whatever attributes.
[[nodiscard]] model::ApiResult<PagePosition> read_next_token(std::string_view token,
                                                             std::string_view asked);

}  // namespace dynarocks::operations
