#include "operations/batch_execute_statement.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/item_writer.h"
#include "operations/batch_statement.h"
#include "operations/consumed_capacity_json.h"
#include "operations/table_capacities.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

using model::ApiResult;
using model::validation_error;

namespace {

std::vector<BatchStatement> read_statements(const wire::Request& request) {
  std::vector<BatchStatement> statements;
  request.member("Statements")->for_each_element([&statements](wire::JsonValue element) {
    statements.emplace_back(wire::Request(element));
    return true;
  });
  return statements;
}

ApiResult<void> check_no_mixing(const std::vector<BatchStatement>& statements) {
  const auto any = [&statements](auto is) {
    return std::any_of(statements.begin(), statements.end(),
                       [is](const BatchStatement& statement) { return (statement.*is)(); });
  };
  if (!any(&BatchStatement::is_read) || !any(&BatchStatement::is_write)) return {};
  return failure(
      validation_error("Read and write requests together in the same batch is not supported."));
}

ApiResult<void> check_no_duplicates(const std::vector<BatchStatement>& statements) {
  std::set<std::pair<const engine::Table*, std::string_view>> rows;
  for (const BatchStatement& statement : statements) {
    if (statement.table() == nullptr) continue;
    if (!rows.emplace(statement.table(), statement.row()).second) {
      return failure(validation_error("Provided list of item keys contains duplicates"));
    }
  }
  return {};
}

void write_items(const OperationContext& context, std::vector<BatchStatement>& statements,
                 TableCapacities& capacities) {
  std::vector<engine::TableWrite> writes;
  std::vector<BatchStatement*> writing;
  writes.reserve(statements.size());
  writing.reserve(statements.size());
  for (BatchStatement& statement : statements) {
    if (statement.table() == nullptr) continue;
    writes.push_back(statement.table_write());
    writing.push_back(&statement);
  }
  const auto results = context.services.item_writer.write_each(writes);
  for (std::size_t i = 0; i < writing.size(); ++i) writing[i]->take(results[i], capacities);
}

void read_items(const OperationContext& context, std::vector<BatchStatement>& statements,
                TableCapacities& capacities) {
  for (BatchStatement& statement : statements) {
    if (statement.table() != nullptr) statement.read(context, capacities);
  }
}

}  // namespace

ApiResult<void> batch_execute_statement(const OperationContext& context, wire::Request request,
                                        std::string& response) {
  std::vector<BatchStatement> statements = read_statements(request);
  DYNAROCKS_TRY(check_no_mixing(statements));
  for (BatchStatement& statement : statements) statement.plan(context, request);
  DYNAROCKS_TRY(check_no_duplicates(statements));

  TableCapacities capacities;
  const bool writes = std::any_of(statements.begin(), statements.end(),
                                  [](const auto& statement) { return statement.is_write(); });
  if (writes) {
    write_items(context, statements, capacities);
  } else {
    read_items(context, statements, capacities);
  }

  wire::JsonWriter json(response);
  json.begin_object().key("Responses").begin_array();
  for (const BatchStatement& statement : statements) statement.write_response(json);
  json.end_array();
  capacities.write(json, return_consumed_capacity(request));
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
