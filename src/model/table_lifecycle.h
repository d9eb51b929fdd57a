#pragma once
// How changes of a table that last begin and end, and which status they give it meanwhile.

#include <optional>

#include "base/clock.h"
#include "model/secondary_index.h"
#include "model/table_description.h"

namespace dynarocks::model {

/// The change of one kind that is under way, or nullptr.
template <class Change>
[[nodiscard]] const Change* under_way(const TableDescription& table) {
  for (const TableTransition& transition : table.transitions) {
    if (const auto* change = std::get_if<Change>(&transition.change)) return change;
  }
  return nullptr;
}

/// UpdateTable's new index, before the table's items are read into it.
[[nodiscard]] bool is_allocating(const GlobalSecondaryIndex& index);

/// Whether the data plane finds the table: not while it is created or deleted.
[[nodiscard]] bool serves_items(const TableDescription& table);

/// Sets TableStatus to what is under way about the table and its indexes.
void refresh_status(TableDescription& table);

/// Takes up a change, and its status; one of the same kind that is under way is given up.
void begin(TableDescription& table, TableTransition transition);

/// When the next change ends; nothing when none is under way.
[[nodiscard]] std::optional<EpochMillis> next_end(const TableDescription& table);

/// Ends what is due at `now`: the table gets its new values and the status of what is left. A
/// deletion stays, for it ends with the table: answers whether one is due.
bool end_due(TableDescription& table, EpochMillis now);

/// Gives an index the throughput that was asked for, as its update ends.
void end_update(GlobalSecondaryIndex& index);

}  // namespace dynarocks::model
