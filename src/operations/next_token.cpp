#include "operations/next_token.h"

#include <cstddef>
#include <optional>

#include "base/base64.h"
#include "codec/digest.h"
#include "codec/item_codec.h"

namespace dynarocks::operations {

namespace {

constexpr char format = 1;
constexpr std::size_t number_bytes = 4;
constexpr std::size_t header_bytes = 1 + codec::digest_bytes + number_bytes;

}  // namespace

std::string next_token(const PagePosition& position, std::string_view asked) {
  std::string bytes(1, format);
  bytes += asked;
  for (std::size_t i = 0; i < number_bytes; ++i) {
    bytes += static_cast<char>(position.read >> (8 * i) & 0xFFU);
  }
  bytes += position.last_key;
  std::string token;
  append_base64(bytes, token);
  return token;
}

model::ApiError invalid_next_token() { return model::validation_error("Invalid NextToken"); }

model::ApiResult<PagePosition> read_next_token(std::string_view token, std::string_view asked) {
  const std::optional<std::string> bytes = decode_base64(token);
  if (!bytes || bytes->size() < header_bytes || bytes->front() != format) {
    return failure(invalid_next_token());
  }
  PagePosition position;
  for (std::size_t i = 0; i < number_bytes; ++i) {
    const auto byte = static_cast<unsigned char>((*bytes)[1 + codec::digest_bytes + i]);
    position.read |= static_cast<std::uint32_t>(byte) << (8 * i);
  }
  position.last_key = bytes->substr(header_bytes);
  if (!codec::is_well_formed_item(position.last_key)) return failure(invalid_next_token());
  if (bytes->compare(1, codec::digest_bytes, asked) != 0) {
    return failure(model::validation_error("NextToken does not match request"));
  }
  return position;
}

}  // namespace dynarocks::operations
