#pragma once
// How the members of a table record that are structures themselves are stored: attribute
// definitions, key schemas, throughput, tags, time to live, change histories, Kinesis destinations
// and resource policies (docs/storage-format.md, section 7).

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "codec/tagged_fields.h"
#include "model/table_description.h"

namespace dynarocks::codec {

/// Reads an enumeration whose largest value is `last` into `to` (an E or an optional E).
template <class E, class To>
[[nodiscard]] bool read_enum(const Field& field, E last, To& to) {
  const auto value = field.integer();
  if (!value || *value < 0 || *value > static_cast<std::int64_t>(last)) return false;
  to = static_cast<E>(*value);
  return true;
}

/// Into an integer that can hold it, or an optional one.
template <class To>
[[nodiscard]] bool read_integer(const Field& field, To& to) {
  const auto value = field.integer();
  if (!value) return false;
  if constexpr (std::is_integral_v<To>) {
    // A space id is stored as the bits of an i64.
    if (sizeof(To) < sizeof(*value) && !std::in_range<To>(*value)) return false;
    to = static_cast<To>(*value);
  } else {
    to = value;
  }
  return true;
}

[[nodiscard]] inline bool read_bool(const Field& field, bool& to) {
  const auto value = field.integer();
  if (!value || *value < 0 || *value > 1) return false;
  to = *value == 1;
  return true;
}

[[nodiscard]] inline bool read_text(const Field& field, std::string& to) {
  to = field.bytes;
  return true;
}

template <class E>
[[nodiscard]] std::int64_t enum_number(E value) {
  return static_cast<std::int64_t>(value);
}

/// Each as fields; decode answers whether the fields made sense.
[[nodiscard]] std::string encode(const model::AttributeDefinition& value);
[[nodiscard]] bool decode(std::string_view bytes, model::AttributeDefinition& value);
[[nodiscard]] std::string encode(const model::KeySchemaElement& value);
[[nodiscard]] bool decode(std::string_view bytes, model::KeySchemaElement& value);
[[nodiscard]] std::string encode(const model::ProvisionedThroughput& value);
[[nodiscard]] bool decode(std::string_view bytes, model::ProvisionedThroughput& value);
[[nodiscard]] std::string encode(const model::WarmThroughput& value);
[[nodiscard]] bool decode(std::string_view bytes, model::WarmThroughput& value);
[[nodiscard]] std::string encode(const model::OnDemandThroughput& value);
[[nodiscard]] bool decode(std::string_view bytes, model::OnDemandThroughput& value);
[[nodiscard]] std::string encode(const model::Tag& value);
[[nodiscard]] bool decode(std::string_view bytes, model::Tag& value);
[[nodiscard]] std::string encode(const model::TimeToLive& value);
[[nodiscard]] bool decode(std::string_view bytes, model::TimeToLive& value);
[[nodiscard]] std::string encode(const model::ChangeHistory& value);
[[nodiscard]] bool decode(std::string_view bytes, model::ChangeHistory& value);
[[nodiscard]] std::string encode(const model::KinesisDestination& value);
[[nodiscard]] bool decode(std::string_view bytes, model::KinesisDestination& value);
[[nodiscard]] std::string encode(const model::ResourcePolicy& value);
[[nodiscard]] bool decode(std::string_view bytes, model::ResourcePolicy& value);

}  // namespace dynarocks::codec
