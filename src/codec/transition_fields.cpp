#include "codec/transition_fields.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "codec/record_fields.h"
#include "codec/tagged_fields.h"

namespace dynarocks::codec {

using model::ClassChange;
using model::DestinationChange;
using model::EncryptionChange;
using model::StreamToggle;
using model::TableCreation;
using model::TableDeletion;
using model::TableTransition;
using model::TagsChange;
using model::ThroughputChange;

namespace {

using Change = decltype(TableTransition::change);

// Stored, so never changed and never reused: the field numbers below, and the order of the kinds.
template <std::size_t number, class Kind>
constexpr bool is_number = std::is_same_v<std::variant_alternative_t<number, Change>, Kind>;
static_assert(is_number<0, TableCreation> && is_number<1, ThroughputChange> &&
              is_number<2, StreamToggle> && is_number<3, ClassChange> &&
              is_number<4, EncryptionChange> && is_number<5, TagsChange> &&
              is_number<6, TableDeletion> && is_number<7, DestinationChange>);

/// Writes the fields of a kind, from 3 on.
struct Writer {
  FieldWriter& fields;

  void operator()(const TableCreation&) const {}
  void operator()(const ThroughputChange& change) const {
    fields.integer(3, enum_number(change.old_mode));
    fields.integer(4, enum_number(change.billing_mode));
    fields.integer(5, change.last_update_to_pay_per_request);
    fields.text(6, encode(change.provisioned_throughput));
    fields.text(7, encode(change.warm_throughput));
  }
  void operator()(const StreamToggle& change) const { fields.integer(3, change.enabling ? 1 : 0); }
  void operator()(const ClassChange& change) const {
    fields.integer(3, enum_number(change.table_class));
    fields.integer(4, change.update);
  }
  void operator()(const EncryptionChange& change) const {
    if (change.kms_key_arn) fields.text(3, *change.kms_key_arn);
  }
  void operator()(const TagsChange& change) const {
    for (const model::Tag& tag : change.tags) fields.text(3, encode(tag));
  }
  void operator()(const TableDeletion&) const {}
  void operator()(const DestinationChange& change) const {
    fields.text(3, encode(change.destination));
  }
};

/// Reads a field of a kind; answers whether it made sense.
struct Reader {
  const Field& field;

  bool operator()(TableCreation&) const { return true; }
  bool operator()(ThroughputChange& change) const {
    using enum model::BillingMode;
    if (field.number == 3) return read_enum(field, PAY_PER_REQUEST, change.old_mode);
    if (field.number == 4) return read_enum(field, PAY_PER_REQUEST, change.billing_mode);
    if (field.number == 5) return read_integer(field, change.last_update_to_pay_per_request);
    if (field.number == 6) return decode(field.bytes, change.provisioned_throughput);
    if (field.number == 7) return decode(field.bytes, change.warm_throughput);
    return true;
  }
  bool operator()(StreamToggle& change) const {
    return field.number != 3 || read_bool(field, change.enabling);
  }
  bool operator()(ClassChange& change) const {
    using enum model::TableClass;
    if (field.number == 3) return read_enum(field, STANDARD_INFREQUENT_ACCESS, change.table_class);
    if (field.number == 4) return read_integer(field, change.update);
    return true;
  }
  bool operator()(EncryptionChange& change) const {
    return field.number != 3 || read_text(field, change.kms_key_arn.emplace());
  }
  bool operator()(TagsChange& change) const {
    return field.number != 3 || decode(field.bytes, change.tags.emplace_back());
  }
  bool operator()(TableDeletion&) const { return true; }
  bool operator()(DestinationChange& change) const {
    return field.number != 3 || decode(field.bytes, change.destination);
  }
};

template <std::size_t... numbers>
std::optional<Change> change_of_kind(std::size_t kind, std::index_sequence<numbers...>) {
  std::optional<Change> change;
  (void)((kind == numbers && (change.emplace(std::in_place_index<numbers>), true)) || ...);
  return change;
}

bool read_kind(const Field& field, Change& change) {
  const auto kind = field.integer();
  if (!kind || *kind < 0) return false;
  auto empty = change_of_kind(static_cast<std::size_t>(*kind),
                              std::make_index_sequence<std::variant_size_v<Change>>());
  if (!empty) return false;
  change = *std::move(empty);
  return true;
}

}  // namespace

std::string encode(const TableTransition& transition) {
  const auto& [ends_at, change] = transition;
  std::string bytes;
  FieldWriter fields(bytes);
  fields.integer(1, ends_at);
  fields.integer(2, static_cast<std::int64_t>(change.index()));
  std::visit(Writer{fields}, change);
  return bytes;
}

bool decode(std::string_view bytes, TableTransition& transition) {
  return for_each_field(bytes, [&](const Field& field) {
    if (field.number == 1) return read_integer(field, transition.ends_at);
    if (field.number == 2) return read_kind(field, transition.change);
    return std::visit(Reader{field}, transition.change);
  });
}

}  // namespace dynarocks::codec
