#pragma once
// Carries out the actions of a transaction, once for each ClientRequestToken: what
// TransactWriteItems and ExecuteTransaction share once they know their actions.
// Source: reference "item operations", section 12.

#include <string_view>
#include <vector>

#include "model/api_error.h"
#include "operations/item_collection_metrics.h"
#include "operations/operation_context.h"
#include "operations/transact_action.h"
#include "operations/transact_capacity.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// "Transaction request size cannot exceed 4 MB", by what the request says, not by what is stored.
[[nodiscard]] model::ApiResult<void> check_transaction_payload(std::size_t bytes);

/// Refers to the actions it is the outcome of.
struct TransactOutcome {
  TransactCapacity capacity;
  std::string_view units_member;  // "WriteCapacityUnits"; of a replay "ReadCapacityUnits"
  ItemCollectionMetrics metrics;
};

/// `actions` are located. Errors: those of the request's token; TransactionCanceledException for
/// the fault of a target, for an update that does not fit the keys, and those of
/// engine::ItemTransactions.
[[nodiscard]] model::ApiResult<TransactOutcome> commit_actions(
    const OperationContext& context, const wire::Request& request,
    std::vector<TransactAction>& actions);

}  // namespace dynarocks::operations
