#include "operations/table_description_json.h"

#include <string>
#include <string_view>

#include "operations/description_members_json.h"
#include "operations/stream_specification.h"

namespace dynarocks::operations {
namespace {

std::string_view status_name(model::TableStatus status) {
  switch (status) {
    case model::TableStatus::CREATING:
      return "CREATING";
    case model::TableStatus::UPDATING:
      return "UPDATING";
    case model::TableStatus::DELETING:
      return "DELETING";
    case model::TableStatus::ACTIVE:
      break;
  }
  return "ACTIVE";
}

std::string_view table_status(const model::TableDescription& table, const TableAnswer& answer) {
  const bool is_active = table.status == model::TableStatus::ACTIVE;
  if (is_active && answer.inaccessible_since) return "INACCESSIBLE_ENCRYPTION_CREDENTIALS";
  return status_name(table.status);
}

void write_attribute_definitions(wire::JsonWriter& json, const model::TableDescription& table) {
  json.key("AttributeDefinitions").begin_array();
  for (const auto& definition : table.attribute_definitions) {
    json.begin_object();
    json.key("AttributeName").string(definition.attribute_name);
    json.key("AttributeType").string(model::type_name(definition.attribute_type));
    json.end_object();
  }
  json.end_array();
}

/// BillingModeSummary, and the undocumented sibling that the service sends with it. Only for a
/// table that is, or ever was, on demand.
void write_billing_mode(wire::JsonWriter& json, const model::TableDescription& table,
                        bool with_date) {
  const bool on_demand = table.billing_mode == model::BillingMode::PAY_PER_REQUEST;
  if (!on_demand && !table.last_update_to_pay_per_request) return;
  const std::string_view mode = on_demand ? "PAY_PER_REQUEST" : "PROVISIONED";
  const auto date = with_date ? table.last_update_to_pay_per_request : std::nullopt;
  json.key("BillingModeSummary").begin_object();
  json.key("BillingMode").string(mode);
  write_timestamp(json, "LastUpdateToPayPerRequestDateTime", date);
  json.end_object();
  json.key("TableThroughputModeSummary").begin_object();
  json.key("TableThroughputMode").string(mode);
  write_timestamp(json, "LastUpdateToPayPerRequestDateTime", date);
  json.end_object();
}

void write_indexes(wire::JsonWriter& json, const model::TableDescription& table,
                   const TableAnswer& answer) {
  const auto said = [&](const model::SecondaryIndex& index) {
    const auto found = answer.indexes.find(index.name);
    return found == answer.indexes.end() ? IndexAnswer{} : found->second;
  };
  const std::string arn = model::table_arn(table.key);
  if (!table.local_secondary_indexes.empty()) {
    json.key("LocalSecondaryIndexes").begin_array();
    for (const auto& local : table.local_secondary_indexes) {
      write_local_index(json, local, arn, said(local));
    }
    json.end_array();
  }
  if (table.global_secondary_indexes.empty()) return;
  json.key("GlobalSecondaryIndexes").begin_array();
  for (model::GlobalSecondaryIndex global : table.global_secondary_indexes) {
    // CreateTable's indexes turn ACTIVE with their table; they are stored as what they become.
    if (table.status == model::TableStatus::CREATING) global.status = model::IndexStatus::CREATING;
    write_global_index(json, global, arn, said(global.index), answer.now);
  }
  json.end_array();
}

void write_table_class(wire::JsonWriter& json, const model::TableDescription& table) {
  if (!table.table_class) return;
  json.key("TableClassSummary").begin_object();
  json.key("TableClass").string(model::class_name(*table.table_class));
  write_timestamp(json, "LastUpdateDateTime", table.table_class_update);
  json.end_object();
}

void write_encryption(wire::JsonWriter& json, const model::TableDescription& table,
                      const TableAnswer& answer) {
  if (!table.kms_key_arn) return;
  json.key("SSEDescription").begin_object();
  json.key("Status").string(answer.encryption_updating ? "UPDATING" : "ENABLED");
  json.key("SSEType").string("KMS");
  json.key("KMSMasterKeyArn").string(*table.kms_key_arn);
  write_timestamp(json, "InaccessibleEncryptionDateTime", answer.inaccessible_since);
  json.end_object();
}

}  // namespace

void write_table_description(wire::JsonWriter& json, const model::TableDescription& table,
                             const TableAnswer& answer) {
  json.begin_object();
  if (answer.with_definition) write_attribute_definitions(json, table);
  json.key("TableName").string(table.key.table_name);
  if (answer.with_definition) write_key_schema(json, table.key_schema);
  json.key("TableStatus").string(table_status(table, answer));
  if (answer.with_definition) json.key("CreationDateTime").timestamp(table.creation_time);
  write_provisioned_throughput(json, table.provisioned_throughput, answer.now);
  json.key("TableSizeBytes").integer(answer.table_size_bytes);
  json.key("ItemCount").integer(answer.item_count);
  json.key("TableArn").string(model::table_arn(table.key));
  json.key("TableId").string(table.table_id);
  write_billing_mode(json, table, answer.with_pay_per_request_date);
  if (answer.with_definition) {
    write_table_class(json, table);
    write_encryption(json, table, answer);
    write_on_demand_throughput(json, table.on_demand_throughput);
  }
  if (answer.warm_throughput_status) {
    write_warm_throughput(json, table.warm_throughput, status_name(*answer.warm_throughput_status));
  }
  if (answer.with_definition) {
    write_indexes(json, table, answer);
    write_stream(json, table);
  }
  json.key("DeletionProtectionEnabled").boolean(table.deletion_protection_enabled);
  json.end_object();
}

}  // namespace dynarocks::operations
