#pragma once
// TransactionCanceledException: one reason for each action, in the order of the request.
// Source: reference "item operations", section 12.

#include <cstddef>
#include <vector>

#include "model/api_error.h"

namespace dynarocks::engine {

/// "None" for each of `actions` actions, to be overwritten where something was wrong.
[[nodiscard]] std::vector<model::CancellationReason> no_reasons(std::size_t actions);

/// "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ...]".
[[nodiscard]] model::ApiError transaction_canceled(std::vector<model::CancellationReason> reasons);

/// The cancellation for a fault that concerns the action at position `action` alone: a
/// ValidationException or an ItemCollectionSizeLimitExceededException. Any other fault is none of
/// an action's, and is answered as it is.
[[nodiscard]] model::ApiError transaction_canceled_by(std::size_t action, std::size_t actions,
                                                      const model::ApiError& fault);

}  // namespace dynarocks::engine
