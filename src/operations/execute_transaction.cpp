#include "operations/execute_transaction.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "engine/transaction_canceled.h"
#include "operations/statement_get.h"
#include "operations/statement_write.h"
#include "operations/table_identifier.h"
#include "operations/transact_commit.h"
#include "operations/transact_items_writer.h"
#include "operations/transact_statement.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

using codec::ItemView;
using model::ApiResult;

namespace {

using Statements = std::vector<TransactStatement>;
using Tables = std::vector<std::shared_ptr<engine::Table>>;

ApiResult<Statements> read_statements(const wire::Request& request) {
  Statements statements;
  ApiResult<void> outcome;
  std::size_t payload_bytes = 0;
  const bool has_token = request.has("ClientRequestToken");
  request.member("TransactStatements")->for_each_element([&](wire::JsonValue element) {
    auto statement = read_transact_statement(wire::Request(element), statements.size(), has_token);
    if (!statement) {
      outcome = failure(std::move(statement).error());
      return false;
    }
    payload_bytes += statement->payload_bytes;
    statements.push_back(std::move(*statement));
    return true;
  });
  DYNAROCKS_TRY(outcome);
  DYNAROCKS_TRY(check_transaction_payload(payload_bytes));
  return statements;
}

/// Whether they are all reads, or all writes.
ApiResult<bool> are_reads(const Statements& statements) {
  const auto is_read = [](const TransactStatement& statement) { return statement.is_read(); };
  const auto reads = std::count_if(statements.begin(), statements.end(), is_read);
  if (reads == 0 || static_cast<std::size_t>(reads) == statements.size()) return reads != 0;
  return failure(
      model::validation_error("ExecuteTransaction API does not support both read and write "
                              "operations in the same request."));
}

ApiResult<Tables> find_tables(const OperationContext& context, const Statements& statements) {
  Tables tables;
  tables.reserve(statements.size());
  for (const TransactStatement& statement : statements) {
    DYNAROCKS_ASSIGN(auto table, find_table_for_data(context, statement.table_name()));
    tables.push_back(std::move(table));
  }
  return tables;
}

/// What `plan` makes of each statement and its table, located.
template <class Planned>
ApiResult<std::vector<Planned>> plan_all(
    const Statements& statements, const Tables& tables,
    ApiResult<Planned> (*plan)(const TransactStatement&, std::shared_ptr<engine::Table>)) {
  std::vector<Planned> all;
  all.reserve(statements.size());
  for (std::size_t i = 0; i < statements.size(); ++i) {
    DYNAROCKS_ASSIGN(auto planned, plan(statements[i], tables[i]));
    all.push_back(std::move(planned));
  }
  DYNAROCKS_TRY(locate_in_tables(targets_of(all)));
  return all;
}

/// The failed condition of an INSERT is a duplicate.
model::ApiError with_duplicates(model::ApiError error, const Statements& statements) {
  if (error.code != model::ErrorCode::transaction_canceled) return error;
  auto reasons = std::move(error.cancellation_reasons);
  for (std::size_t i = 0; i < reasons.size() && i < statements.size(); ++i) {
    if (!statements[i].is_insert() || reasons[i].code != "ConditionalCheckFailed") continue;
    reasons[i] = {"DuplicateItem", std::string(duplicate_primary_key), {}};
  }
  return engine::transaction_canceled(std::move(reasons));
}

ApiResult<void> write_all(const OperationContext& context, const wire::Request& request,
                          const Statements& statements, const Tables& tables,
                          std::string& response) {
  DYNAROCKS_ASSIGN(auto actions, plan_all(statements, tables, action_of));
  auto outcome = commit_actions(context, request, actions);
  if (!outcome) return failure(with_duplicates(std::move(outcome).error(), statements));

  wire::JsonWriter json(response);
  json.begin_object().key("Responses").begin_array().end_array();
  outcome->capacity.write(json, return_consumed_capacity(request), outcome->units_member);
  json.end_object();
  return {};
}

void check_paths_of(TransactSelect& read) {
  if (read.target.fault) return;
  auto checked = check_paths(*read.target.table, *read.select);
  if (!checked) read.target.fault = std::move(checked).error();
}

ApiResult<void> read_all(const OperationContext& context, const wire::Request& request,
                         const Statements& statements, const Tables& tables,
                         std::string& response) {
  DYNAROCKS_ASSIGN(auto reads, plan_all(statements, tables, select_of));
  for (TransactSelect& read : reads) check_paths_of(read);
  DYNAROCKS_TRY(cancel_for_fault(targets_of(reads)));

  wire::JsonWriter json(response);
  json.begin_object().key("Responses").begin_array();
  TransactItemsWriter writer(context, json);
  for (const TransactSelect& read : reads) {
    DYNAROCKS_TRY(writer.write(read.target, [&read](ItemView item, std::string& kept) {
      return shown_of(*read.select, read.plan, item, kept).value_or(ItemView());
    }));
  }
  json.end_array();
  writer.capacity().write(json, return_consumed_capacity(request), "ReadCapacityUnits");
  json.end_object();
  return {};
}

}  // namespace

ApiResult<void> execute_transaction(const OperationContext& context, wire::Request request,
                                    std::string& response) {
  DYNAROCKS_ASSIGN(const Statements statements, read_statements(request));
  DYNAROCKS_ASSIGN(const bool reads, are_reads(statements));
  DYNAROCKS_ASSIGN(const Tables tables, find_tables(context, statements));
  return reads ? read_all(context, request, statements, tables, response)
               : write_all(context, request, statements, tables, response);
}

}  // namespace dynarocks::operations
