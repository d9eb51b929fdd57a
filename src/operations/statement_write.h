#pragma once
// INSERT, UPDATE and DELETE: one write of one item each, as PutItem, UpdateItem and DeleteItem
// state them. Source: reference "partiql", sections 4 and 5.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/item_write.h"
#include "engine/item_writer.h"
#include "engine/table.h"
#include "expression/condition.h"
#include "model/api_error.h"
#include "operations/operation_context.h"
#include "partiql/bound_statement.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// A write whose table and row are known. It refers to its statement.
class StatementWrite {
 public:
  /// Errors: an item that is too large; the table; its key and the keys of its indexes.
  [[nodiscard]] static model::ApiResult<StatementWrite> plan(const OperationContext& context,
                                                             const partiql::BoundInsert& insert);
  /// Of UPDATE and DELETE. Errors: the table; a WHERE clause without its key; the key; what may not
  /// be changed.
  [[nodiscard]] static model::ApiResult<StatementWrite> plan(
      const OperationContext& context, const partiql::BoundModification& modification);

  [[nodiscard]] const std::shared_ptr<engine::Table>& table() const { return table_; }
  /// As the statement names it.
  [[nodiscard]] std::string_view table_name() const { return table_name_; }
  [[nodiscard]] std::string_view row() const { return row_; }

  /// It refers to this, which must stay where it is.
  [[nodiscard]] engine::ItemWrite item_write() const;
  /// What the writer's error means: an INSERT's condition is about its key alone.
  [[nodiscard]] model::ApiError error_of(model::ApiError error) const;
  /// What RETURNING asks for, encoded; empty when there is nothing.
  [[nodiscard]] std::string returned(const engine::ItemWriteResult& result) const;
  /// Of the item the statement holds as a whole; else 0.
  [[nodiscard]] std::size_t item_bytes() const;

 private:
  StatementWrite() = default;
  const partiql::BoundInsert* insert_ = nullptr;  // else modification_
  const partiql::BoundModification* modification_ = nullptr;
  std::string_view table_name_;
  std::shared_ptr<engine::Table> table_;
  std::string key_;  // of a modification, encoded
  std::string row_;
  std::optional<expression::Condition> condition_;
};

/// "Item size has exceeded the maximum allowed size"
[[nodiscard]] model::ApiResult<void> check_inserted_size(const partiql::BoundInsert& insert);

/// In place of the ConditionalCheckFailedException of an INSERT.
inline constexpr std::string_view duplicate_primary_key = "Duplicate primary key exists in table";

/// Carries the write out and answers ExecuteStatement.
[[nodiscard]] model::ApiResult<void> answer_write(const OperationContext& context,
                                                  const wire::Request& request,
                                                  const StatementWrite& write,
                                                  std::string& response);

}  // namespace dynarocks::operations
