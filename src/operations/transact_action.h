#pragma once
// One action of TransactWriteItems: a Put, an Update, a Delete or a ConditionCheck.
// Source: reference "item operations", section 12.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "engine/item_write.h"
#include "expression/condition.h"
#include "expression/update.h"
#include "model/api_error.h"
#include "operations/operation_context.h"
#include "operations/transact_target.h"
#include "wire/request.h"

namespace dynarocks::operations {

enum class TransactActionKind : std::uint8_t { condition_check, put, update, remove };

struct TransactAction {
  TransactActionKind kind = TransactActionKind::condition_check;
  TransactTarget target;
  std::optional<expression::Condition> condition;
  bool item_on_failure = false;
  /// What the action adds to the size of the request: item or key, expressions and placeholders.
  std::size_t payload_bytes = 0;
  /// Of all that gives the action its meaning, except which table its identifier names; empty
  /// unless it was asked for.
  std::string digest;
};

/// Reads one element of TransactItems: everything that it alone decides. Only requests with a
/// token are compared to others and need digests.
[[nodiscard]] model::ApiResult<TransactAction> read_transact_action(const OperationContext& context,
                                                                    const wire::Request& element,
                                                                    bool with_digest);

/// Leaves it as a fault of the target when an Update does not fit the keys of the table and its
/// indexes.
void check_update_against_keys(TransactAction& action);

/// The write a located action states. It refers to the action, which must stay where it is.
[[nodiscard]] engine::ItemWrite item_write_of(const TransactAction& action);

}  // namespace dynarocks::operations
