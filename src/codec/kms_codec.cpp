#include "codec/kms_codec.h"

#include "codec/record_fields.h"
#include "codec/tagged_fields.h"

namespace dynarocks::codec {

using model::KmsAlias;
using model::KmsKey;
using model::KmsKeyState;

namespace {

// Stored, so never changed and never reused: the field numbers below, and the enumeration.
static_assert(int(KmsKeyState::Enabled) == 0 && int(KmsKeyState::PendingDeletion) == 2);

constexpr char version = 1;

}  // namespace

std::string encode_kms_key(const KmsKey& key) {
  std::string bytes(1, version);
  FieldWriter fields(bytes);
  fields.text(1, key.owner.account_id);
  fields.text(2, key.owner.region);
  fields.text(3, key.id);
  fields.integer(4, enum_number(key.state));
  fields.integer(5, key.creation_time);
  fields.text(6, key.description);
  fields.integer(7, key.deletion_time);
  fields.integer(8, key.unusable_since);
  return bytes;
}

std::optional<KmsKey> decode_kms_key(std::string_view bytes) {
  if (bytes.empty() || bytes.front() != version) return std::nullopt;
  KmsKey key;
  const bool readable = for_each_field(bytes.substr(1), [&](const Field& field) {
    switch (field.number) {
      case 1:
        return read_text(field, key.owner.account_id);
      case 2:
        return read_text(field, key.owner.region);
      case 3:
        return read_text(field, key.id);
      case 4:
        return read_enum(field, KmsKeyState::PendingDeletion, key.state);
      case 5:
        return read_integer(field, key.creation_time);
      case 6:
        return read_text(field, key.description);
      case 7:
        return read_integer(field, key.deletion_time);
      case 8:
        return read_integer(field, key.unusable_since);
      default:
        return true;
    }
  });
  if (!readable || key.owner.account_id.empty() || key.owner.region.empty() || key.id.empty()) {
    return std::nullopt;
  }
  return key;
}

std::string encode_kms_alias(const KmsAlias& alias) {
  std::string bytes(1, version);
  FieldWriter fields(bytes);
  fields.text(1, alias.owner.account_id);
  fields.text(2, alias.owner.region);
  fields.text(3, alias.name);
  fields.text(4, alias.key_id);
  fields.integer(5, alias.creation_time);
  fields.integer(6, alias.last_update);
  return bytes;
}

std::optional<KmsAlias> decode_kms_alias(std::string_view bytes) {
  if (bytes.empty() || bytes.front() != version) return std::nullopt;
  KmsAlias alias;
  const bool readable = for_each_field(bytes.substr(1), [&](const Field& field) {
    switch (field.number) {
      case 1:
        return read_text(field, alias.owner.account_id);
      case 2:
        return read_text(field, alias.owner.region);
      case 3:
        return read_text(field, alias.name);
      case 4:
        return read_text(field, alias.key_id);
      case 5:
        return read_integer(field, alias.creation_time);
      case 6:
        return read_integer(field, alias.last_update);
      default:
        return true;
    }
  });
  if (!readable || alias.owner.account_id.empty() || alias.owner.region.empty() ||
      alias.name.empty() || alias.key_id.empty()) {
    return std::nullopt;
  }
  return alias;
}

}  // namespace dynarocks::codec
