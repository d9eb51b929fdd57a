#pragma once
// What is stored of an UpdateTable whose change lasts: the old values, and the new ones as what
// they will become.

#include "engine/table_transitions.h"
#include "model/table_description.h"
#include "operations/table_change.h"

namespace dynarocks::operations {

/// The table to store after a change of `before`. Throughput and class are as the answer shows them
/// until the change ends, which is at once where such changes do not last; so is the throughput of
/// an index, until the index builder ends its update.
[[nodiscard]] model::TableDescription begin_change(const model::TableDescription& before,
                                                   const TableChange& change,
                                                   const engine::TableTransitions& transitions);

}  // namespace dynarocks::operations
