#pragma once
// The item that one action of TransactWriteItems or TransactGetItems is about, from the request to
// its row. Source: reference "item operations", sections 12 and 13.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/table.h"
#include "expression/update.h"
#include "model/api_error.h"
#include "operations/operation_context.h"

namespace dynarocks::operations {

struct TransactTarget {
  std::string_view identifier;  // the table, as the caller wrote it
  std::string attributes;       // encoded: the whole item of a Put, otherwise the key
  bool is_whole_item = false;
  std::optional<expression::Update> update;  // of an Update

  // Known once it is located:
  std::shared_ptr<engine::Table> table;
  std::string row;
  /// Why the action cancels the transaction, whatever is stored.
  std::optional<model::ApiError> fault;
};

/// Finds the tables and rows of all actions. Faults of a key or of a Put's index keys other than an
/// empty value are left in the targets. Errors, in this order: an empty value for a key or an index
/// key in any action; a table that is not there; "Transaction request cannot include multiple
/// operations on one item".
[[nodiscard]] model::ApiResult<void> locate(const OperationContext& context,
                                            std::span<TransactTarget* const> targets);

/// As locate, for targets whose tables are found.
[[nodiscard]] model::ApiResult<void> locate_in_tables(std::span<TransactTarget* const> targets);

/// TransactionCanceledException for the first target with a fault, if any.
[[nodiscard]] model::ApiResult<void> cancel_for_fault(std::span<TransactTarget* const> targets);

/// A pointer to the target of each action.
template <class Action>
[[nodiscard]] std::vector<TransactTarget*> targets_of(std::vector<Action>& actions) {
  std::vector<TransactTarget*> targets;
  targets.reserve(actions.size());
  for (Action& action : actions) targets.push_back(&action.target);
  return targets;
}

}  // namespace dynarocks::operations
