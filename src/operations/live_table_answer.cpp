#include "operations/live_table_answer.h"

#include "engine/catalog.h"
#include "engine/kms_keys.h"
#include "model/table_lifecycle.h"
#include "operations/kms_key.h"

namespace dynarocks::operations {

using model::IndexStatus;

namespace {

model::ApiResult<IndexAnswer> index_answer(const Services& services, const engine::Table& table,
                                           const model::SecondaryIndex& index) {
  DYNAROCKS_ASSIGN(const auto counters, services.catalog.index_counters(table, index.id));
  return IndexAnswer{counters.items, counters.bytes, std::nullopt};
}

}  // namespace

model::ApiResult<TableAnswer> live_table_answer(const Services& services,
                                                const engine::Table& table,
                                                const model::TableDescription& described) {
  TableAnswer answer;
  answer.now = services.clock.now_millis();
  const bool creating = described.status == model::TableStatus::CREATING;
  answer.warm_throughput_status =
      creating ? model::TableStatus::UPDATING : model::TableStatus::ACTIVE;
  answer.encryption_updating = under_way<model::EncryptionChange>(described) != nullptr;
  answer.inaccessible_since = inaccessible_since(services.kms_keys, described);
  answer.item_count = table.item_count();
  answer.table_size_bytes = table.size_bytes();
  for (const auto& local : described.local_secondary_indexes) {
    DYNAROCKS_ASSIGN(answer.indexes[local.name], index_answer(services, table, local));
  }
  for (const auto& global : described.global_secondary_indexes) {
    DYNAROCKS_ASSIGN(IndexAnswer index, index_answer(services, table, global.index));
    const bool warming =
        creating || global.status == IndexStatus::CREATING ||
        (global.pending && global.pending->warm_throughput != global.warm_throughput);
    index.warm_throughput_status = warming ? IndexStatus::UPDATING : IndexStatus::ACTIVE;
    answer.indexes[global.index.name] = index;
  }
  return answer;
}

}  // namespace dynarocks::operations
