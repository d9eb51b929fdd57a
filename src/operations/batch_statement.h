#pragma once
// One statement of BatchExecuteStatement, from the request to its place in the answer.
// Source: reference "partiql", section 6.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/item_writer.h"
#include "model/api_error.h"
#include "model/consumed_capacity.h"
#include "operations/operation_context.h"
#include "operations/statement_write.h"
#include "operations/table_capacities.h"
#include "partiql/bound_statement.h"
#include "partiql/select_planner.h"
#include "wire/json_writer.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// What goes wrong with a statement stays with it, and nothing more happens to it.
class BatchStatement {
 public:
  explicit BatchStatement(const wire::Request& request);

  [[nodiscard]] bool is_read() const;
  [[nodiscard]] bool is_write() const;

  /// Asks the authorizer, then finds the table and the row. The statement must stay where it is
  /// from here on. `request` is the whole batch.
  void plan(const OperationContext& context, const wire::Request& request);
  /// Of a planned statement; nullptr when something is wrong with it.
  [[nodiscard]] const engine::Table* table() const { return error_ ? nullptr : table_.get(); }
  [[nodiscard]] std::string_view row() const { return row_; }

  void read(const OperationContext& context, TableCapacities& capacities);
  [[nodiscard]] engine::TableWrite table_write() const;
  void take(const model::ApiResult<engine::ItemWriteResult>& result, TableCapacities& capacities);

  /// Its entry of Responses.
  void write_response(wire::JsonWriter& json) const;

 private:
  [[nodiscard]] model::ApiResult<void> authorize(const OperationContext& context,
                                                 const wire::Request& request) const;
  [[nodiscard]] model::ApiResult<void> find_item(const OperationContext& context);
  [[nodiscard]] std::string_view table_name() const;

  std::optional<partiql::BoundStatement> bound_;
  bool consistent_ = false;
  std::shared_ptr<engine::Table> table_;
  std::string row_;
  std::optional<StatementWrite> write_;         // of a write that is planned
  std::optional<partiql::ItemSelectPlan> get_;  // of a read that is planned
  bool was_carried_out_ = false;                // or failed while it was
  std::optional<model::ApiError> error_;
  std::optional<std::string> item_;  // to show, encoded
};

}  // namespace dynarocks::operations
