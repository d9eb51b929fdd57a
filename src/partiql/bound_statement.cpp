#include "partiql/bound_statement.h"

#include <utility>

#include "codec/value_encoder.h"
#include "partiql/condition_binder.h"
#include "partiql/faults.h"
#include "partiql/paths.h"
#include "partiql/statement_checker.h"
#include "partiql/update_binder.h"

namespace dynarocks::partiql {

namespace {

using BoundWhere = model::ApiResult<std::optional<expression::BoundTerm>>;

/// The one table a write names. A name of two parts is an index when both are quoted.
model::ApiResult<std::string> written_table(const ast::Target& target) {
  const std::vector<ast::Target::Part>& parts = target.parts;
  if (parts.front().name.empty()) return failure(fault("Path component cannot be an empty string"));
  if (parts.size() == 1) return parts.front().name;
  if (parts[0].quoted && parts[1].quoted) {
    return failure(fault("This operation is not supported on an index"));
  }
  return failure(
      fault("FROM clause may only contain a single table name in data manipulation statements at " +
            target.position.to_string()));
}

class StatementBinder {
 public:
  explicit StatementBinder(Parameters parameters) : values_(parameters) {}

  model::ApiResult<BoundStatement> operator()(const ast::Select& select) const;
  model::ApiResult<BoundStatement> operator()(const ast::Insert& insert) const;
  model::ApiResult<BoundStatement> operator()(const ast::Update& update) const;
  model::ApiResult<BoundStatement> operator()(const ast::Delete& deletion) const;
  model::ApiResult<BoundStatement> operator()(const ast::Exists& exists) const;

 private:
  [[nodiscard]] model::ApiResult<BoundSelect> bind_select(const ast::Select& select) const;
  [[nodiscard]] BoundWhere bind_where(const std::optional<ast::Expression>& where) const;

  ValueBinder values_;
};

BoundWhere StatementBinder::bind_where(const std::optional<ast::Expression>& where) const {
  if (!where) return std::nullopt;
  DYNAROCKS_ASSIGN(expression::BoundTerm term, bind_condition(*where, values_));
  return std::optional(std::move(term));
}

model::ApiResult<BoundSelect> StatementBinder::bind_select(const ast::Select& select) const {
  BoundSelect bound;
  if (!select.projection.empty()) {
    std::vector<expression::DocumentPath> paths;
    for (const ast::Expression& projected : select.projection) {
      DYNAROCKS_ASSIGN(auto path, bind_path(projected));
      paths.push_back(std::move(path));
    }
    bound.projection.emplace(std::move(paths));
  }
  for (const ast::Target::Part& part : select.target.parts) {
    if (part.name.empty()) return failure(fault("Path component cannot be an empty string"));
  }
  bound.table = select.target.parts.front().name;
  if (select.target.parts.size() > 1) bound.index = select.target.parts[1].name;
  DYNAROCKS_ASSIGN(bound.where, bind_where(select.where));
  for (const ast::Ordering& ordering : select.order_by) {
    DYNAROCKS_ASSIGN(auto path, bind_path(ordering.path));
    bound.order_by.push_back({std::move(path), ordering.descending});
  }
  return bound;
}

model::ApiResult<BoundStatement> StatementBinder::operator()(const ast::Select& select) const {
  DYNAROCKS_ASSIGN(BoundSelect bound, bind_select(select));
  return BoundStatement(std::move(bound));
}

model::ApiResult<BoundStatement> StatementBinder::operator()(const ast::Exists& exists) const {
  DYNAROCKS_ASSIGN(BoundSelect bound, bind_select(exists.select));
  return BoundStatement(BoundExists{std::move(bound)});
}

model::ApiResult<BoundStatement> StatementBinder::operator()(const ast::Insert& insert) const {
  BoundInsert bound;
  codec::ValueEncoder encoder(bound.item);
  encoder.begin_item();
  const std::vector<ast::Expression>& entries = insert.value.children;
  for (std::size_t i = 0; i + 1 < entries.size(); i += 2) {
    if (entries[i].text.empty()) return failure(fault("Empty attribute name"));
    DYNAROCKS_ASSIGN(const expression::Literal value, values_.bind(entries[i + 1]));
    encoder.name(entries[i].text);
    encoder.value(value.view());
  }
  encoder.end_item();
  DYNAROCKS_ASSIGN(bound.table, written_table(insert.target));
  return BoundStatement(std::move(bound));
}

model::ApiResult<BoundStatement> StatementBinder::operator()(const ast::Update& update) const {
  BoundModification bound;
  if (update.from_first) {
    DYNAROCKS_ASSIGN(bound.where, bind_where(update.where));
  }
  DYNAROCKS_ASSIGN(bound.update, bind_actions(update.actions, values_));
  if (!update.from_first) {
    DYNAROCKS_ASSIGN(bound.where, bind_where(update.where));
  }
  DYNAROCKS_ASSIGN(bound.table, written_table(update.target));
  bound.returning = update.returning;
  return BoundStatement(std::move(bound));
}

model::ApiResult<BoundStatement> StatementBinder::operator()(const ast::Delete& deletion) const {
  BoundModification bound;
  DYNAROCKS_ASSIGN(bound.where, bind_where(deletion.where));
  DYNAROCKS_ASSIGN(bound.table, written_table(deletion.target));
  bound.returning = deletion.returning;
  return BoundStatement(std::move(bound));
}

}  // namespace

model::ApiResult<BoundStatement> bind_statement(const ast::Statement& statement,
                                                Parameters parameters) {
  DYNAROCKS_TRY(check_statement(statement));
  if (parameters.size() != statement.parameter_count) {
    return failure(fault("Number of parameters in request and statement don't match."));
  }
  return std::visit(StatementBinder(parameters), statement.node);
}

}  // namespace dynarocks::partiql
