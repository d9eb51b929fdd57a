#include "codec/table_codec.h"

#include "codec/index_fields.h"
#include "codec/record_fields.h"
#include "codec/tagged_fields.h"
#include "codec/transition_fields.h"

namespace dynarocks::codec {
namespace {

using model::BillingMode;
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
  field_tag = 18,                     // repeated
  field_local_secondary_index = 19,   // repeated
  field_global_secondary_index = 20,  // repeated
  field_last_index_id = 21,
  field_time_to_live = 22,
  field_stream_view_type = 23,
  field_latest_stream_label = 24,
  field_transition = 26,  // repeated
  field_kms_key_arn = 30,
  field_change_history = 31,
  field_kinesis_destination = 32,  // repeated
  field_delivery_label = 33,
  field_resource_policy = 34,
};

// Enumerations are stored as their numbers: reordering one would change the meaning of old records.
static_assert(int(TableStatus::CREATING) == 0 && int(TableStatus::DELETING) == 3);
static_assert(int(BillingMode::PROVISIONED) == 0 && int(BillingMode::PAY_PER_REQUEST) == 1);
static_assert(int(TableClass::STANDARD) == 0 && int(TableClass::STANDARD_INFREQUENT_ACCESS) == 1);

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
               deletion_protection_enabled, tags, local_secondary_indexes, global_secondary_indexes,
               last_index_id, time_to_live, stream_view_type, latest_stream_label, transitions,
               kms_key_arn, change_history, kinesis_destinations, delivery_label, resource_policy] =
      description;
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
  for (const auto& index : local_secondary_indexes) {
    fields.text(field_local_secondary_index, encode(index));
  }
  for (const auto& index : global_secondary_indexes) {
    fields.text(field_global_secondary_index, encode(index));
  }
  if (last_index_id != 0) fields.integer(field_last_index_id, last_index_id);
  if (time_to_live.last_change) fields.text(field_time_to_live, encode(time_to_live));
  if (stream_view_type) fields.integer(field_stream_view_type, enum_number(*stream_view_type));
  if (!latest_stream_label.empty()) fields.text(field_latest_stream_label, latest_stream_label);
  for (const auto& transition : transitions) fields.text(field_transition, encode(transition));
  if (kms_key_arn) fields.text(field_kms_key_arn, *kms_key_arn);
  if (change_history != model::ChangeHistory{}) {
    fields.text(field_change_history, encode(change_history));
  }
  for (const auto& destination : kinesis_destinations) {
    fields.text(field_kinesis_destination, encode(destination));
  }
  if (!delivery_label.empty()) fields.text(field_delivery_label, delivery_label);
  if (resource_policy.last_change) fields.text(field_resource_policy, encode(resource_policy));
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
    case field_local_secondary_index:
      return append_decoded(field, to.local_secondary_indexes);
    case field_global_secondary_index:
      return append_decoded(field, to.global_secondary_indexes);
    case field_last_index_id:
      return read_integer(field, to.last_index_id);
    case field_time_to_live:
      return decode(field.bytes, to.time_to_live);
    case field_stream_view_type:
      return read_enum(field, model::StreamViewType::NEW_AND_OLD_IMAGES, to.stream_view_type);
    case field_latest_stream_label:
      return read_text(field, to.latest_stream_label);
    case field_transition:
      return append_decoded(field, to.transitions);
    case field_kms_key_arn:
      return read_text(field, to.kms_key_arn.emplace());
    case field_change_history:
      return decode(field.bytes, to.change_history);
    case field_kinesis_destination:
      return append_decoded(field, to.kinesis_destinations);
    case field_delivery_label:
      return read_text(field, to.delivery_label);
    case field_resource_policy:
      return decode(field.bytes, to.resource_policy);
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
