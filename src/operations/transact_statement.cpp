#include "operations/transact_statement.h"

#include <utility>
#include <variant>
#include <vector>

#include "operations/item_write_request.h"
#include "operations/statement_get.h"
#include "operations/statement_parameters.h"
#include "operations/statement_write.h"
#include "partiql/statement_checker.h"
#include "partiql/statement_parser.h"
#include "partiql/write_planner.h"

namespace dynarocks::operations {

using model::ApiResult;
using model::validation_error;
using partiql::BoundExists;
using partiql::BoundInsert;
using partiql::BoundModification;
using partiql::BoundSelect;

namespace {

model::ApiError at_position(std::size_t position, model::ApiError error) {
  error.message.insert(
      0, "Validation failed in TransactStatements[" + std::to_string(position) + "]: ");
  return error;
}

template <class T>
ApiResult<T> at_position(std::size_t position, ApiResult<T> result) {
  if (!result) return failure(at_position(position, std::move(result).error()));
  return result;
}

ApiResult<partiql::ast::Statement> parse(std::string_view text) {
  DYNAROCKS_ASSIGN(auto parsed, partiql::parse_statement(text));
  DYNAROCKS_TRY(partiql::check_statement(parsed));
  return parsed;
}

/// What only transactions refuse.
ApiResult<void> check_kind(const partiql::BoundStatement& bound) {
  if (const auto* modification = std::get_if<BoundModification>(&bound)) {
    if (!modification->returning) return {};
    return failure(validation_error("RETURNING clause is not supported in ExecuteTransaction."));
  }
  const auto* select = std::get_if<BoundSelect>(&bound);
  if (const auto* exists = std::get_if<BoundExists>(&bound)) select = &exists->select;
  if (select == nullptr || !select->index) return {};
  return failure(validation_error("Reads on indices are not supported within transactions."));
}

TransactTarget target_of(const TransactStatement& statement, std::shared_ptr<engine::Table> table) {
  TransactTarget target;
  target.identifier = statement.table_name();
  target.table = std::move(table);
  return target;
}

void take_plan(partiql::ModificationPlan plan, TransactAction& action) {
  action.target.attributes = std::move(plan.key);
  action.condition = std::move(plan.condition);
}

}  // namespace

bool TransactStatement::is_read() const { return std::holds_alternative<BoundSelect>(bound); }

bool TransactStatement::is_insert() const { return std::holds_alternative<BoundInsert>(bound); }

std::string_view TransactStatement::table_name() const {
  struct Named {
    std::string_view operator()(const BoundExists& exists) const { return exists.select.table; }
    std::string_view operator()(const BoundSelect& select) const { return select.table; }
    std::string_view operator()(const BoundInsert& insert) const { return insert.table; }
    std::string_view operator()(const BoundModification& change) const { return change.table; }
  };
  return std::visit(Named{}, bound);
}

ApiResult<TransactStatement> read_transact_statement(const wire::Request& element,
                                                     std::size_t position, bool with_digest) {
  const std::string_view text = *element.string("Statement");
  DYNAROCKS_ASSIGN(const auto parsed, at_position(position, parse(text)));
  const std::vector<ApiResult<std::string>> parameters = read_parameters(element);
  TransactStatement statement;
  DYNAROCKS_ASSIGN(statement.bound, partiql::bind_statement(parsed, parameters));
  DYNAROCKS_TRY(at_position(position, check_kind(statement.bound)));
  if (const auto* insert = std::get_if<BoundInsert>(&statement.bound)) {
    DYNAROCKS_TRY(check_inserted_size(*insert));
  }
  statement.position = position;
  statement.item_on_failure = wants_item_on_failure(element);
  statement.payload_bytes = text.size();
  for (const auto& parameter : parameters) statement.payload_bytes += parameter->size();
  if (with_digest) {
    statement.digest = digest_of(text, parameters) + (statement.item_on_failure ? '+' : '-');
  }
  return statement;
}

ApiResult<TransactAction> action_of(const TransactStatement& statement,
                                    std::shared_ptr<engine::Table> table) {
  const model::KeyAttributes& key = table->key_attributes();
  TransactAction action;
  action.item_on_failure = statement.item_on_failure;
  action.payload_bytes = statement.payload_bytes;
  action.digest = statement.digest;
  action.target = target_of(statement, std::move(table));
  if (const auto* insert = std::get_if<BoundInsert>(&statement.bound)) {
    action.kind = TransactActionKind::put;
    action.target.is_whole_item = true;
    action.target.attributes = insert->item;
    action.condition = partiql::insert_condition(key);
    action.item_on_failure = false;  // a duplicate is not shown
    return action;
  }
  if (const auto* modification = std::get_if<BoundModification>(&statement.bound)) {
    DYNAROCKS_ASSIGN(
        auto plan, at_position(statement.position, partiql::plan_modification(*modification, key)));
    take_plan(std::move(plan), action);
    action.kind = modification->update ? TransactActionKind::update : TransactActionKind::remove;
    action.target.update = modification->update;
    return action;
  }
  DYNAROCKS_ASSIGN(auto plan,
                   at_position(statement.position,
                               partiql::plan_exists(std::get<BoundExists>(statement.bound), key)));
  take_plan(std::move(plan), action);
  return action;
}

ApiResult<TransactSelect> select_of(const TransactStatement& statement,
                                    std::shared_ptr<engine::Table> table) {
  TransactSelect read;
  read.select = &std::get<BoundSelect>(statement.bound);
  DYNAROCKS_ASSIGN(read.plan, at_position(statement.position,
                                          plan_get(*read.select, *table, "ExecuteTransaction")));
  read.target = target_of(statement, std::move(table));
  read.target.attributes = read.plan.key;
  return read;
}

}  // namespace dynarocks::operations
