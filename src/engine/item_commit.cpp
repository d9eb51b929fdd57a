#include "engine/item_commit.h"

#include <algorithm>

#include "codec/item_view.h"
#include "codec/layout.h"
#include "engine/store_failure.h"
#include "engine/table_access.h"

namespace dynarocks::engine {

using codec::ItemView;

ItemCommit::TableChange& ItemCommit::change_of(Table& table) {
  const auto known = std::find_if(changes_.begin(), changes_.end(), [&](const TableChange& change) {
    return change.table == &table;
  });
  return known != changes_.end() ? *known : changes_.emplace_back(TableChange{&table, 0, 0});
}

void ItemCommit::add(Table& table, std::string_view row, const ItemWriteResult& result) {
  if (result.new_item == result.old_item) return;
  TableChange& change = change_of(table);
  change.items += (result.new_item.empty() ? 0 : 1) - (result.old_item.empty() ? 0 : 1);
  change.bytes += static_cast<std::int64_t>(ItemView(result.new_item).size()) -
                  static_cast<std::int64_t>(ItemView(result.old_item).size());
  if (result.new_item.empty()) {
    batch_->erase(table.space(), row);
  } else {
    batch_->put(table.space(), row, result.new_item);
  }
}

model::ApiResult<void> ItemCommit::commit() {
  for (const TableChange& change : changes_) {
    if (change.items == 0 && change.bytes == 0) continue;
    batch_->add(change.table->space(), codec::counters_row, change.items, change.bytes);
  }
  const auto committed = store_.commit(*batch_);
  if (!committed) {
    const bool dropped = std::any_of(changes_.begin(), changes_.end(),
                                     [](const auto& change) { return change.table->dropped(); });
    return failure(dropped ? table_not_found() : store_failure(committed.error()));
  }
  for (const TableChange& change : changes_) {
    change.table->add_counters(change.items, change.bytes);
  }
  return {};
}

}  // namespace dynarocks::engine
