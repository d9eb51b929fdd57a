#pragma once
// One statement of ExecuteTransaction, and what it asks for in the terms of native transactions.
// Source: reference "partiql", section 7.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "operations/transact_action.h"
#include "operations/transact_target.h"
#include "partiql/bound_statement.h"
#include "partiql/select_planner.h"
#include "wire/request.h"

namespace dynarocks::operations {

struct TransactStatement {
  partiql::BoundStatement bound;
  std::size_t position = 0;  // in the request, from 0
  bool item_on_failure = false;
  /// What the statement adds to the size of the request: its text and parameters.
  std::size_t payload_bytes = 0;
  std::string digest;  // of all that gives the statement its meaning; empty unless asked for

  [[nodiscard]] bool is_read() const;
  [[nodiscard]] bool is_insert() const;
  /// As the statement names it.
  [[nodiscard]] std::string_view table_name() const;
};

/// Reads one element of TransactStatements: everything that it alone decides. What is wrong with
/// the statement, but not with its values, is told with its position.
[[nodiscard]] model::ApiResult<TransactStatement> read_transact_statement(
    const wire::Request& element, std::size_t position, bool with_digest);

/// The action of an INSERT, UPDATE, DELETE or EXISTS, its table found. It refers to the statement.
/// Error: a WHERE clause that does not name one item.
[[nodiscard]] model::ApiResult<TransactAction> action_of(const TransactStatement& statement,
                                                         std::shared_ptr<engine::Table> table);

struct TransactSelect {
  const partiql::BoundSelect* select = nullptr;
  partiql::ItemSelectPlan plan;
  TransactTarget target;
};

/// The read of a SELECT, its table found. It refers to the statement. Error: as action_of.
[[nodiscard]] model::ApiResult<TransactSelect> select_of(const TransactStatement& statement,
                                                         std::shared_ptr<engine::Table> table);

}  // namespace dynarocks::operations
