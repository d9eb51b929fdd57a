#include "codec/index_fields.h"

#include "codec/record_fields.h"
#include "codec/tagged_fields.h"

namespace dynarocks::codec {

using model::IndexStatus;
using model::ProjectionType;

// Stored, so never changed and never reused: the field numbers below, and the enumerations.
static_assert(int(IndexStatus::CREATING) == 0 && int(IndexStatus::DELETING) == 3);
static_assert(int(ProjectionType::ALL) == 0 && int(ProjectionType::INCLUDE) == 2);

std::string encode(const model::SecondaryIndex& index) {
  const auto& [id, name, key_schema, projection] = index;
  std::string bytes;
  FieldWriter fields(bytes);
  fields.integer(1, id);
  fields.text(2, name);
  for (const auto& element : key_schema) fields.text(3, encode(element));
  fields.integer(4, enum_number(projection.type));
  for (const std::string& attribute : projection.non_key_attributes) fields.text(5, attribute);
  return bytes;
}

bool decode(std::string_view bytes, model::SecondaryIndex& index) {
  const bool readable = for_each_field(bytes, [&](const Field& field) {
    switch (field.number) {
      case 1:
        return read_integer(field, index.id);
      case 2:
        return read_text(field, index.name);
      case 3:
        return decode(field.bytes, index.key_schema.emplace_back());
      case 4:
        return read_enum(field, ProjectionType::INCLUDE, index.projection.type);
      case 5:
        return read_text(field, index.projection.non_key_attributes.emplace_back());
      default:
        return true;
    }
  });
  return readable && index.id != 0 && !index.name.empty() && !index.key_schema.empty();
}

namespace {

std::string encode(const model::IndexThroughput& throughput) {
  const auto& [provisioned_throughput, warm_throughput, on_demand_throughput] = throughput;
  std::string bytes;
  FieldWriter fields(bytes);
  fields.text(1, codec::encode(provisioned_throughput));
  fields.text(2, codec::encode(warm_throughput));
  fields.text(3, codec::encode(on_demand_throughput));
  return bytes;
}

bool decode(std::string_view bytes, model::IndexThroughput& throughput) {
  return for_each_field(bytes, [&](const Field& field) {
    if (field.number == 1) return codec::decode(field.bytes, throughput.provisioned_throughput);
    if (field.number == 2) return codec::decode(field.bytes, throughput.warm_throughput);
    if (field.number == 3) return codec::decode(field.bytes, throughput.on_demand_throughput);
    return true;
  });
}

}  // namespace

std::string encode(const model::GlobalSecondaryIndex& global) {
  const auto& [index, status, backfilling, provisioned_throughput, warm_throughput,
               on_demand_throughput, pending] = global;
  std::string bytes;
  FieldWriter fields(bytes);
  fields.text(1, encode(index));
  fields.integer(2, enum_number(status));
  if (backfilling) fields.integer(3, *backfilling ? 1 : 0);
  fields.text(4, encode(provisioned_throughput));
  fields.text(5, encode(warm_throughput));
  fields.text(6, encode(on_demand_throughput));
  if (pending) fields.text(7, encode(*pending));
  return bytes;
}

bool decode(std::string_view bytes, model::GlobalSecondaryIndex& global) {
  const bool readable = for_each_field(bytes, [&](const Field& field) {
    switch (field.number) {
      case 1:
        return decode(field.bytes, global.index);
      case 2:
        return read_enum(field, IndexStatus::DELETING, global.status);
      case 3:
        return read_bool(field, global.backfilling.emplace());
      case 4:
        return decode(field.bytes, global.provisioned_throughput);
      case 5:
        return decode(field.bytes, global.warm_throughput);
      case 6:
        return decode(field.bytes, global.on_demand_throughput);
      case 7:
        return decode(field.bytes, global.pending.emplace());
      default:
        return true;
    }
  });
  return readable && global.index.id != 0;
}

}  // namespace dynarocks::codec
