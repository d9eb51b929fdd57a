#include "engine/ttl_switch.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "codec/item_view.h"
#include "codec/key_codec.h"
#include "codec/layout.h"
#include "engine/expiry.h"
#include "engine/table_access.h"
#include "engine/table_backfill.h"

namespace dynarocks::engine {

using codec::ItemView;
using model::ApiResult;
using model::TimeToLive;

namespace {

/// A backfill of so many items takes milliseconds.
constexpr std::int64_t short_backfill_items = 1000;

void erase_expiry_rows(const Table& table, kv::Batch& batch) {
  batch.erase_range(table.space(), codec::expiry_rows, codec::prefix_successor(codec::expiry_rows));
}

kv::StoreResult<Filled> add_expiry_rows(const kv::Store& store, const Table& table,
                                        const TimeToLive& enabled,
                                        const std::vector<std::string>& rows, kv::Batch& batch) {
  if (table.time_to_live()->last_change != enabled.last_change) return Filled::not_wanted;
  Filled filled = Filled::nothing;
  for (const std::string& row : rows) {
    std::optional<std::string> expiry;
    DYNAROCKS_TRY(store.get(table.space(), row, nullptr, [&](std::string_view item) {
      expiry = expiry_row(enabled, ItemView(item), row);
    }));
    if (!expiry) continue;
    batch.put(table.space(), *expiry, {});
    filled = Filled::something;
  }
  return filled;
}

}  // namespace

ApiResult<void> TtlSwitch::turn(Table& table, const Check& check,
                                std::optional<std::string> attribute_name, EpochMillis now) {
  const std::atomic<bool> never = false;
  const bool enables = attribute_name.has_value();
  {
    const std::scoped_lock lock(turn_mutex_);
    // Whoever still wrote expiry rows of an earlier attribute has ended by now.
    row_locks_.wait_for_holders();
    const auto turned = catalog_.update(
        table.description()->key,
        [&](model::TableDescription& description) -> ApiResult<void> {
          DYNAROCKS_TRY(check(description));
          TimeToLive& time_to_live = description.time_to_live;
          time_to_live.attribute_name = std::move(attribute_name);
          time_to_live.last_change =
              std::max(now, time_to_live.last_change ? *time_to_live.last_change + 1 : now);
          time_to_live.expiry_rows_exact = false;
          return {};
        },
        [&](kv::Batch& batch) {
          if (enables) erase_expiry_rows(table, batch);
        });
    if (!turned) return failure(turned.error());
    if (!enables) return settle(table, never);
  }
  if (table.item_count() > short_backfill_items) return {};
  return settle(table, never);
}

ApiResult<void> TtlSwitch::settle(Table& table, const std::atomic<bool>& stopping) {
  const TimeToLive found = *table.time_to_live();
  if (found.expiry_rows_exact) return {};
  if (!found.attribute_name) {
    // Whoever still knew the attribute has written its rows by now.
    row_locks_.wait_for_holders();
    return declare_exact(table, found, [&](kv::Batch& batch) { erase_expiry_rows(table, batch); });
  }
  DYNAROCKS_ASSIGN(const bool complete,
                   backfill_table(store_, table, row_locks_, stopping,
                                  [&](const std::vector<std::string>& rows, kv::Batch& batch) {
                                    return add_expiry_rows(store_, table, found, rows, batch);
                                  }));
  if (!complete) return {};
  return declare_exact(table, found, {});
}

ApiResult<void> TtlSwitch::declare_exact(const Table& table, const TimeToLive& settled,
                                         const Catalog::Companion& companion) {
  const auto before = table.description();
  bool overtaken = false;
  const auto declared = catalog_.update(
      before->key,
      [&](model::TableDescription& description) -> ApiResult<void> {
        TimeToLive& time_to_live = description.time_to_live;
        overtaken = description.table_id != before->table_id ||
                    time_to_live.last_change != settled.last_change ||
                    time_to_live.expiry_rows_exact;
        if (overtaken) return failure(table_not_found(before->key));
        time_to_live.expiry_rows_exact = true;
        return {};
      },
      companion);
  // By another turn, by a thread that did the same, or by the table's end: nothing is left to do.
  if (overtaken || declared) return {};
  return failure(declared.error());
}

}  // namespace dynarocks::engine
