#include "operations/create_table.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/random.h"
#include "engine/catalog.h"
#include "engine/stream_worker.h"
#include "engine/table_access.h"
#include "engine/table_transitions.h"
#include "operations/index_definition.h"
#include "operations/kms_key.h"
#include "operations/policy_document.h"
#include "operations/strict_quotas.h"
#include "operations/table_definition.h"
#include "operations/table_description_json.h"
#include "operations/warm_throughput.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {
namespace {

using model::ApiResult;

ApiResult<void> check_quotas(const TableDefinition& definition, std::string_view region) {
  if (definition.provisioned) DYNAROCKS_TRY(check_units_quota(*definition.provisioned, region, {}));
  DYNAROCKS_TRY(check_caps_quota(definition.caps, region, {}));
  for (const auto& index : definition.indexes.global) {
    if (index.provisioned) {
      DYNAROCKS_TRY(check_units_quota(*index.provisioned, region, index.name));
    }
    DYNAROCKS_TRY(check_caps_quota(index.caps, region, index.name));
  }
  return {};
}

void add_indexes(IndexLists indexes, model::TableDescription& table) {
  for (auto& local : indexes.local) {
    table.local_secondary_indexes.push_back(stored_index(std::move(local), ++table.last_index_id));
  }
  for (auto& global : indexes.global) {
    table.global_secondary_indexes.push_back(
        stored_global_index(std::move(global), ++table.last_index_id));
  }
}

model::TableDescription describe(TableDefinition definition, model::TableKey key, EpochMillis now) {
  model::TableDescription table;
  table.warm_throughput = warm_throughput(definition.warm, definition.provisioned);
  table.key = std::move(key);
  table.table_id = random_uuid();
  table.creation_time = now;
  table.attribute_definitions = std::move(definition.schema.attribute_definitions);
  std::sort(table.attribute_definitions.begin(), table.attribute_definitions.end(),
            [](const auto& a, const auto& b) { return a.attribute_name < b.attribute_name; });
  table.key_schema = std::move(definition.schema.key_schema);
  table.billing_mode = definition.billing_mode;
  if (definition.provisioned) {
    table.provisioned_throughput.read_capacity_units = definition.provisioned->read;
    table.provisioned_throughput.write_capacity_units = definition.provisioned->write;
  } else {
    table.last_update_to_pay_per_request = now;
  }
  table.on_demand_throughput = definition.caps;
  table.table_class = definition.table_class;
  table.deletion_protection_enabled = definition.deletion_protection_enabled;
  table.tags = std::move(definition.tags);
  table.stream_view_type = definition.stream_view_type;
  add_indexes(std::move(definition.indexes), table);
  return table;
}

ApiResult<void> check_name_free(const engine::Catalog& catalog, const model::TableKey& key) {
  const auto table = catalog.find(key);
  return table ? failure(engine::table_exists(*table)) : ApiResult<void>();
}

ApiResult<std::optional<std::string>> kms_key_of(const TableDefinition& definition,
                                                 const OperationContext& context) {
  if (!definition.encryption || !definition.encryption->kms) return std::nullopt;
  DYNAROCKS_ASSIGN(
      std::string arn,
      kms_key_arn(definition.encryption->key_id.value_or(std::string(default_kms_alias)),
                  context.caller, context.services.kms_keys, unknown_keys(context),
                  context.services.clock.now_millis()));
  return arn;
}

/// The document of ResourcePolicy; empty when there is none.
ApiResult<std::string> read_policy(const OperationContext& context, const wire::Request& request,
                                   const model::TableKey& key) {
  const auto document = request.string("ResourcePolicy");
  if (!document) return std::string();
  return read_policy_document(context, {model::table_arn(key), key, {}}, *document, false);
}

}  // namespace

ApiResult<void> create_table(const OperationContext& context, wire::Request request,
                             std::string& response) {
  DYNAROCKS_ASSIGN(TableDefinition definition, read_table_definition(request));
  model::TableKey key{context.caller, std::string(request.string("TableName").value_or(""))};
  DYNAROCKS_ASSIGN(std::string policy, read_policy(context, request, key));
  // The quotas come after the name; the catalog judges the name once more when it takes it.
  DYNAROCKS_TRY(check_name_free(context.services.catalog, key));
  DYNAROCKS_ASSIGN(auto kms_key, kms_key_of(definition, context));
  DYNAROCKS_TRY(check_quotas(definition, context.caller.region));

  TableAnswer answer;
  answer.with_pay_per_request_date = false;
  if (!definition.warm.empty()) answer.warm_throughput_status = model::TableStatus::UPDATING;
  for (const auto& index : definition.indexes.global) {
    if (index.warm.empty()) continue;
    answer.indexes[index.name].warm_throughput_status = model::IndexStatus::UPDATING;
  }
  answer.now = context.services.clock.now_millis();
  model::TableDescription table = describe(std::move(definition), std::move(key), answer.now);
  table.kms_key_arn = std::move(kms_key);
  if (!policy.empty()) table.resource_policy = {std::move(policy), answer.now};
  model::TableDescription creating = table;
  creating.status = model::TableStatus::CREATING;
  engine::TableTransitions& transitions = context.services.table_transitions;
  transitions.begin(table, model::TableCreation{});
  const auto admit = [&](const model::TableDescription& described) -> ApiResult<void> {
    if (!context.services.strict_quotas) return {};
    return check_creation_quotas(context.services.catalog, described);
  };
  DYNAROCKS_ASSIGN(auto created, context.services.catalog.create(std::move(table), admit));
  creating.latest_stream_label = created->description()->latest_stream_label;
  if (creating.stream_view_type) context.services.stream_worker.wake();
  transitions.watch(std::move(created));
  wire::JsonWriter json(response);
  json.begin_object().key("TableDescription");
  write_table_description(json, creating, answer);
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
