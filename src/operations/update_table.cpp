#include "operations/update_table.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/catalog.h"
#include "engine/index_builder.h"
#include "engine/kms_keys.h"
#include "engine/stream_worker.h"
#include "engine/table_transitions.h"
#include "operations/kms_key.h"
#include "operations/lasting_change.h"
#include "operations/live_table_answer.h"
#include "operations/strict_quotas.h"
#include "operations/table_change.h"
#include "operations/table_description_json.h"
#include "operations/table_identifier.h"
#include "operations/update_table_request.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {
namespace {

model::ApiResult<TableAnswer> answer_of(const Services& services, const engine::Table& table,
                                        const TableChange& change) {
  DYNAROCKS_ASSIGN(TableAnswer answer, live_table_answer(services, table, change.answer));
  answer.encryption_updating = answer.encryption_updating || change.encrypting;
  if (change.warming) answer.warm_throughput_status = model::TableStatus::UPDATING;
  for (const std::string& index : change.indexes_warming) {
    answer.indexes[index].warm_throughput_status = model::IndexStatus::UPDATING;
  }
  return answer;
}

/// Another key, or another index, needs the table's data.
bool needs_the_key(const UpdateTableRequest& update) {
  return update.encryption ||
         std::any_of(update.index_updates.begin(), update.index_updates.end(),
                     [](const IndexUpdate& index) { return index.action == IndexAction::create; });
}

}  // namespace

model::ApiResult<void> update_table(const OperationContext& context, wire::Request request,
                                    std::string& response) {
  DYNAROCKS_ASSIGN(const UpdateTableRequest update, read_update_table_request(request));
  DYNAROCKS_ASSIGN(const auto table,
                   find_table_for_control(context, request.string("TableName").value_or("")));
  const model::TableKey key = table->description()->key;
  const EpochMillis now = context.services.clock.now_millis();
  const engine::KmsKeys& keys = context.services.kms_keys;
  const auto find_key = [&](std::string_view key_id) {
    return kms_key_arn(key_id, key.owner, keys, unknown_keys(context), now);
  };
  std::optional<TableChange> change;
  const auto apply = [&](model::TableDescription& stored) -> model::ApiResult<void> {
    if (needs_the_key(update)) DYNAROCKS_TRY(check_key_usable(keys, stored, now));
    DYNAROCKS_ASSIGN(change, change_table(stored, update, key.owner.region, now, find_key));
    if (context.services.strict_quotas) {
      DYNAROCKS_TRY(
          check_update_quotas(context.services.catalog, stored, change->table, update, now));
    }
    stored = begin_change(stored, *change, context.services.table_transitions);
    return {};
  };
  DYNAROCKS_ASSIGN(const auto changed, context.services.catalog.update(key, apply));
  change->answer.latest_stream_label = changed->latest_stream_label;
  if (update.stream) context.services.stream_worker.wake();
  context.services.table_transitions.watch(table);
  // The answer shows the work on indexes before it begins.
  auto answer = answer_of(context.services, *table, *change);
  if (!update.index_updates.empty() || update.billing_mode) {
    context.services.index_builder.submit(table);
  }
  if (!answer) return failure(std::move(answer).error());
  wire::JsonWriter json(response);
  json.begin_object().key("TableDescription");
  write_table_description(json, change->answer, *answer);
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
