#include "codec/record_fields.h"

namespace dynarocks::codec {

using model::AttributeType;
using model::CreationTimePrecision;
using model::DestinationStatus;
using model::KeyType;

// Enumerations are stored as their numbers: reordering one would change the meaning of old records.
static_assert(int(KeyType::HASH) == 0 && int(KeyType::RANGE) == 1);
static_assert(int(AttributeType::S) == 0 && int(AttributeType::N) == 1 &&
              int(AttributeType::B) == 2);
static_assert(int(DestinationStatus::ENABLING) == 0 && int(DestinationStatus::UPDATING) == 5);
static_assert(int(CreationTimePrecision::MILLISECOND) == 0 &&
              int(CreationTimePrecision::MICROSECOND) == 1);

std::string encode(const model::AttributeDefinition& definition) {
  std::string bytes;
  FieldWriter fields(bytes);
  fields.text(1, definition.attribute_name);
  fields.integer(2, enum_number(definition.attribute_type));
  return bytes;
}

bool decode(std::string_view bytes, model::AttributeDefinition& definition) {
  return for_each_field(bytes, [&](const Field& field) {
    if (field.number == 1) return read_text(field, definition.attribute_name);
    if (field.number == 2) return read_enum(field, AttributeType::B, definition.attribute_type);
    return true;
  });
}

std::string encode(const model::KeySchemaElement& element) {
  std::string bytes;
  FieldWriter fields(bytes);
  fields.text(1, element.attribute_name);
  fields.integer(2, enum_number(element.key_type));
  return bytes;
}

bool decode(std::string_view bytes, model::KeySchemaElement& element) {
  return for_each_field(bytes, [&](const Field& field) {
    if (field.number == 1) return read_text(field, element.attribute_name);
    if (field.number == 2) return read_enum(field, KeyType::RANGE, element.key_type);
    return true;
  });
}

std::string encode(const model::ProvisionedThroughput& throughput) {
  std::string bytes;
  FieldWriter fields(bytes);
  fields.integer(1, throughput.read_capacity_units);
  fields.integer(2, throughput.write_capacity_units);
  fields.integer(3, throughput.number_of_decreases_today);
  fields.integer(4, throughput.last_increase);
  fields.integer(5, throughput.last_decrease);
  return bytes;
}

bool decode(std::string_view bytes, model::ProvisionedThroughput& throughput) {
  return for_each_field(bytes, [&](const Field& field) {
    switch (field.number) {
      case 1:
        return read_integer(field, throughput.read_capacity_units);
      case 2:
        return read_integer(field, throughput.write_capacity_units);
      case 3:
        return read_integer(field, throughput.number_of_decreases_today);
      case 4:
        return read_integer(field, throughput.last_increase);
      case 5:
        return read_integer(field, throughput.last_decrease);
      default:
        return true;
    }
  });
}

std::string encode(const model::WarmThroughput& throughput) {
  std::string bytes;
  FieldWriter fields(bytes);
  fields.integer(1, throughput.read_units_per_second);
  fields.integer(2, throughput.write_units_per_second);
  return bytes;
}

bool decode(std::string_view bytes, model::WarmThroughput& throughput) {
  return for_each_field(bytes, [&](const Field& field) {
    if (field.number == 1) return read_integer(field, throughput.read_units_per_second);
    if (field.number == 2) return read_integer(field, throughput.write_units_per_second);
    return true;
  });
}

std::string encode(const model::OnDemandThroughput& throughput) {
  std::string bytes;
  FieldWriter fields(bytes);
  fields.integer(1, throughput.max_read_request_units);
  fields.integer(2, throughput.max_write_request_units);
  return bytes;
}

bool decode(std::string_view bytes, model::OnDemandThroughput& throughput) {
  return for_each_field(bytes, [&](const Field& field) {
    if (field.number == 1) return read_integer(field, throughput.max_read_request_units);
    if (field.number == 2) return read_integer(field, throughput.max_write_request_units);
    return true;
  });
}

std::string encode(const model::Tag& tag) {
  std::string bytes;
  FieldWriter fields(bytes);
  fields.text(1, tag.key);
  fields.text(2, tag.value);
  return bytes;
}

bool decode(std::string_view bytes, model::Tag& tag) {
  return for_each_field(bytes, [&](const Field& field) {
    if (field.number == 1) return read_text(field, tag.key);
    if (field.number == 2) return read_text(field, tag.value);
    return true;
  });
}

std::string encode(const model::TimeToLive& time_to_live) {
  const auto& [attribute_name, last_change, expiry_rows_exact] = time_to_live;
  std::string bytes;
  FieldWriter fields(bytes);
  if (attribute_name) fields.text(1, *attribute_name);
  fields.integer(2, last_change);
  fields.integer(3, expiry_rows_exact ? 1 : 0);
  return bytes;
}

bool decode(std::string_view bytes, model::TimeToLive& time_to_live) {
  return for_each_field(bytes, [&](const Field& field) {
    if (field.number == 1) return read_text(field, time_to_live.attribute_name.emplace());
    if (field.number == 2) return read_integer(field, time_to_live.last_change);
    if (field.number == 3) return read_bool(field, time_to_live.expiry_rows_exact);
    return true;
  });
}

std::string encode(const model::ChangeHistory& history) {
  const auto& [deletion_protection, table_class, encryption, encryption_window,
               encryption_changes] = history;
  std::string bytes;
  FieldWriter fields(bytes);
  fields.integer(1, deletion_protection);
  fields.integer(2, table_class);
  fields.integer(3, encryption);
  fields.integer(4, encryption_window);
  fields.integer(5, encryption_changes);
  return bytes;
}

bool decode(std::string_view bytes, model::ChangeHistory& history) {
  return for_each_field(bytes, [&](const Field& field) {
    if (field.number == 1) return read_integer(field, history.deletion_protection);
    if (field.number == 2) return read_integer(field, history.table_class);
    if (field.number == 3) return read_integer(field, history.encryption);
    if (field.number == 4) return read_integer(field, history.encryption_window);
    if (field.number == 5) return read_integer(field, history.encryption_changes);
    return true;
  });
}

std::string encode(const model::KinesisDestination& destination) {
  const auto& [stream_arn, status, status_description, precision] = destination;
  std::string bytes;
  FieldWriter fields(bytes);
  fields.text(1, stream_arn);
  fields.integer(2, enum_number(status));
  if (!status_description.empty()) fields.text(3, status_description);
  if (precision) fields.integer(4, enum_number(*precision));
  return bytes;
}

bool decode(std::string_view bytes, model::KinesisDestination& destination) {
  return for_each_field(bytes, [&](const Field& field) {
    switch (field.number) {
      case 1:
        return read_text(field, destination.stream_arn);
      case 2:
        return read_enum(field, DestinationStatus::UPDATING, destination.status);
      case 3:
        return read_text(field, destination.status_description);
      case 4:
        return read_enum(field, CreationTimePrecision::MICROSECOND, destination.precision);
      default:
        return true;
    }
  });
}

std::string encode(const model::ResourcePolicy& policy) {
  const auto& [document, last_change] = policy;
  std::string bytes;
  FieldWriter fields(bytes);
  if (!document.empty()) fields.text(1, document);
  fields.integer(2, last_change);
  return bytes;
}

bool decode(std::string_view bytes, model::ResourcePolicy& policy) {
  return for_each_field(bytes, [&](const Field& field) {
    if (field.number == 1) return read_text(field, policy.document);
    if (field.number == 2) return read_integer(field, policy.last_change);
    return true;
  });
}

}  // namespace dynarocks::codec
