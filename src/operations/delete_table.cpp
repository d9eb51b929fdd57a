#include "operations/delete_table.h"

#include <memory>

#include "engine/catalog.h"
#include "engine/table_transitions.h"
#include "operations/policy_pause.h"
#include "operations/table_description_json.h"
#include "operations/table_identifier.h"
#include "operations/table_in_use.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {
namespace {

model::ApiResult<void> check_deletable(const Services& services,
                                       const model::TableDescription& table) {
  if (table.deletion_protection_enabled) {
    return failure(
        model::validation_error("Resource cannot be deleted as it is currently protected against "
                                "deletion. Disable deletion protection first."));
  }
  DYNAROCKS_TRY(check_table_idle(table));
  if (!services.strict_quotas) return {};
  return check_policy_settled(table, services.clock.now_millis());
}

/// Drops the table, or lets it be DELETING for a while.
model::ApiResult<void> begin_deletion(const Services& services,
                                      const std::shared_ptr<engine::Table>& table) {
  const model::TableKey key = table->description()->key;
  engine::TableTransitions& transitions = services.table_transitions;
  if (!transitions.deletion_lasts()) {
    DYNAROCKS_TRY(services.catalog.drop(key, [&](const model::TableDescription& stored) {
      return check_deletable(services, stored);
    }));
    return {};
  }
  const auto begin = [&](model::TableDescription& stored) -> model::ApiResult<void> {
    DYNAROCKS_TRY(check_deletable(services, stored));
    transitions.begin(stored, model::TableDeletion{});
    return {};
  };
  DYNAROCKS_TRY(services.catalog.update(key, begin));
  transitions.watch(table);
  return {};
}

}  // namespace

model::ApiResult<void> delete_table(const OperationContext& context, wire::Request request,
                                    std::string& response) {
  DYNAROCKS_ASSIGN(const auto found,
                   find_table_for_control(context, request.string("TableName").value_or("")));
  DYNAROCKS_TRY(begin_deletion(context.services, found));
  model::TableDescription deleting = *found->description();
  deleting.status = model::TableStatus::DELETING;
  TableAnswer answer;
  answer.with_definition = false;
  answer.item_count = found->item_count();
  answer.table_size_bytes = found->size_bytes();
  answer.now = context.services.clock.now_millis();
  wire::JsonWriter json(response);
  json.begin_object().key("TableDescription");
  write_table_description(json, deleting, answer);
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
