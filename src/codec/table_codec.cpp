#include "codec/table_codec.h"

#include "codec/tagged_fields.h"

namespace dynarocks::codec {
namespace {

using model::AttributeType;
using model::BillingMode;
using model::KeyType;
using model::TableClass;
using model::TableStatus;

/// Field numbers of a table record: stored, so never changed and never reused.
enum RecordField : std::uint32_t {
  field_space = 1,
  field_account_id = 2,
  field_region = 3,
  field_table_name = 4,
  field_table_id = 5,
  field_status = 6,
  field_creation_time = 7,
  field_attribute_definition = 8,  // repeated
  field_key_schema_element = 9,    // repeated
  field_billing_mode = 10,
  field_last_update_to_pay_per_request = 11,
  field_provisioned_throughput = 12,
  field_warm_throughput = 13,
  field_on_demand_throughput = 14,
  field_table_class = 15,
  field_table_class_update = 16,
  field_deletion_protection_enabled = 17,
  field_tag = 18,  // repeated
};

// Enumerations are stored as their numbers: reordering one would change the meaning of old records.
static_assert(int(TableStatus::CREATING) == 0 && int(TableStatus::DELETING) == 3);
static_assert(int(BillingMode::PROVISIONED) == 0 && int(BillingMode::PAY_PER_REQUEST) == 1);
static_assert(int(TableClass::STANDARD) == 0 && int(TableClass::STANDARD_INFREQUENT_ACCESS) == 1);
static_assert(int(KeyType::HASH) == 0 && int(KeyType::RANGE) == 1);
static_assert(int(AttributeType::S) == 0 && int(AttributeType::N) == 1 &&
              int(AttributeType::B) == 2);

/// Reads an enumeration whose largest value is `last` into `to` (an E or an optional E).
template <class E, class To>
bool read_enum(const Field& field, E last, To& to) {
  const auto value = field.integer();
  if (!value || *value < 0 || *value > static_cast<std::int64_t>(last)) return false;
  to = static_cast<E>(*value);
  return true;
}

/// Into an integer or an optional one.
template <class To>
bool read_integer(const Field& field, To& to) {
  const auto value = field.integer();
  if (value) to = *value;
  return value.has_value();
}

bool read_bool(const Field& field, bool& to) {
  const auto value = field.integer();
  if (!value || *value < 0 || *value > 1) return false;
  to = *value == 1;
  return true;
}

bool read_text(const Field& field, std::string& to) {
  to = field.bytes;
  return true;
}

template <class E>
std::int64_t enum_number(E value) {
  return static_cast<std::int64_t>(value);
}

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

template <class T>
bool append_decoded(const Field& field, std::vector<T>& to) {
  return decode(field.bytes, to.emplace_back());
}

void write_description(const model::TableDescription& description, FieldWriter& fields) {
  // Naming every member makes a new one a compile error here: it needs a field, a line below and
  // one in read_field, and a row in docs/storage-format.md.
  const auto& [key, table_id, status, creation_time, attribute_definitions, key_schema,
               billing_mode, last_update_to_pay_per_request, provisioned_throughput,
               warm_throughput, on_demand_throughput, table_class, table_class_update,
               deletion_protection_enabled, tags] = description;
  fields.text(field_account_id, key.owner.account_id);
  fields.text(field_region, key.owner.region);
  fields.text(field_table_name, key.table_name);
  fields.text(field_table_id, table_id);
  fields.integer(field_status, enum_number(status));
  fields.integer(field_creation_time, creation_time);
  for (const auto& definition : attribute_definitions) {
    fields.text(field_attribute_definition, encode(definition));
  }
  for (const auto& element : key_schema) fields.text(field_key_schema_element, encode(element));
  fields.integer(field_billing_mode, enum_number(billing_mode));
  fields.integer(field_last_update_to_pay_per_request, last_update_to_pay_per_request);
  fields.text(field_provisioned_throughput, encode(provisioned_throughput));
  fields.text(field_warm_throughput, encode(warm_throughput));
  fields.text(field_on_demand_throughput, encode(on_demand_throughput));
  if (table_class) fields.integer(field_table_class, enum_number(*table_class));
  fields.integer(field_table_class_update, table_class_update);
  fields.integer(field_deletion_protection_enabled, deletion_protection_enabled ? 1 : 0);
  for (const auto& tag : tags) fields.text(field_tag, encode(tag));
}

/// Whether the field made sense.
bool read_field(const Field& field, TableRecord& record) {
  model::TableDescription& to = record.description;
  switch (field.number) {
    case field_space:
      return read_integer(field, record.space);
    case field_account_id:
      return read_text(field, to.key.owner.account_id);
    case field_region:
      return read_text(field, to.key.owner.region);
    case field_table_name:
      return read_text(field, to.key.table_name);
    case field_table_id:
      return read_text(field, to.table_id);
    case field_status:
      return read_enum(field, TableStatus::DELETING, to.status);
    case field_creation_time:
      return read_integer(field, to.creation_time);
    case field_attribute_definition:
      return append_decoded(field, to.attribute_definitions);
    case field_key_schema_element:
      return append_decoded(field, to.key_schema);
    case field_billing_mode:
      return read_enum(field, BillingMode::PAY_PER_REQUEST, to.billing_mode);
    case field_last_update_to_pay_per_request:
      return read_integer(field, to.last_update_to_pay_per_request);
    case field_provisioned_throughput:
      return decode(field.bytes, to.provisioned_throughput);
    case field_warm_throughput:
      return decode(field.bytes, to.warm_throughput);
    case field_on_demand_throughput:
      return decode(field.bytes, to.on_demand_throughput);
    case field_table_class:
      return read_enum(field, TableClass::STANDARD_INFREQUENT_ACCESS, to.table_class);
    case field_table_class_update:
      return read_integer(field, to.table_class_update);
    case field_deletion_protection_enabled:
      return read_bool(field, to.deletion_protection_enabled);
    case field_tag:
      return append_decoded(field, to.tags);
    default:
      return true;
  }
}

}  // namespace

std::string encode_table_record(const TableRecord& record) {
  std::string bytes(1, table_record_version);
  FieldWriter fields(bytes);
  fields.integer(field_space, static_cast<std::int64_t>(record.space));
  write_description(record.description, fields);
  return bytes;
}

std::optional<TableRecord> decode_table_record(std::string_view bytes) {
  if (bytes.empty() || bytes.front() != table_record_version) return std::nullopt;
  TableRecord record;
  const bool readable = for_each_field(
      bytes.substr(1), [&](const Field& field) { return read_field(field, record); });
  const model::TableDescription& description = record.description;
  const bool identified = record.space != 0 && !description.key.owner.account_id.empty() &&
                          !description.key.owner.region.empty() &&
                          !description.key.table_name.empty() && !description.table_id.empty() &&
                          !description.key_schema.empty();
  if (!readable || !identified) return std::nullopt;
  return record;
}

}  // namespace dynarocks::codec
