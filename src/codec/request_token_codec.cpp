#include "codec/request_token_codec.h"

#include "codec/digest.h"
#include "codec/tagged_fields.h"

namespace dynarocks::codec {
namespace {

constexpr char version = 1;

/// Field numbers of a request token record: stored, so never changed and never reused.
enum TokenField : std::uint32_t {
  field_completed = 1,
  field_request_digest = 2,
  field_read_blocks = 3,
};

bool read_varints(std::string_view bytes, std::vector<std::uint64_t>& out) {
  while (!bytes.empty()) {
    const auto number = take_checked_varint(bytes);
    if (!number) return false;
    out.push_back(*number);
  }
  return true;
}

}  // namespace

std::string encode_request_token(const RequestTokenRecord& record) {
  std::string out(1, version);
  FieldWriter fields(out);
  fields.integer(field_completed, record.completed_millis);
  fields.text(field_request_digest, record.request_digest);
  std::string blocks;
  for (const std::uint64_t number : record.read_blocks) append_varint(number, blocks);
  fields.text(field_read_blocks, blocks);
  return out;
}

std::optional<RequestTokenRecord> decode_request_token(std::string_view bytes) {
  if (bytes.empty() || bytes.front() != version) return std::nullopt;
  RequestTokenRecord record;
  bool has_time = false;
  const bool sound = for_each_field(bytes.substr(1), [&](const codec::Field& field) {
    switch (field.number) {
      case field_completed: {
        const auto millis = field.integer();
        record.completed_millis = millis.value_or(0);
        return has_time = millis.has_value();
      }
      case field_request_digest:
        record.request_digest = field.bytes;
        return true;
      case field_read_blocks:
        return read_varints(field.bytes, record.read_blocks);
      default:
        return true;
    }
  });
  if (!sound || !has_time || record.request_digest.size() != digest_bytes) return std::nullopt;
  return record;
}

}  // namespace dynarocks::codec
