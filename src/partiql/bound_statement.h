#pragma once
// A statement with its parameters, in the terms of the expression language: all that can be known
// of it without the table.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "expression/condition_evaluator.h"
#include "expression/document_path.h"
#include "expression/update.h"
#include "model/api_error.h"
#include "partiql/ast.h"
#include "partiql/projection.h"
#include "partiql/value_binder.h"

namespace dynarocks::partiql {

struct BoundOrdering {
  expression::DocumentPath path;
  bool descending = false;
};

struct BoundSelect {
  std::string table;  // a name or an ARN, unchecked
  std::optional<std::string> index;
  std::optional<Projection> projection;  // nothing: *
  std::optional<expression::BoundTerm> where;
  std::vector<BoundOrdering> order_by;
};

struct BoundInsert {
  std::string table;
  std::string item;  // encoded
};

struct BoundModification {
  std::string table;
  std::optional<expression::Update> update;  // nothing: the item is deleted
  std::optional<expression::BoundTerm> where;
  std::optional<ast::Returning> returning;
};

struct BoundExists {
  BoundSelect select;
};

using BoundStatement = std::variant<BoundSelect, BoundInsert, BoundModification, BoundExists>;

/// Checks the statement and joins it with its parameters. Errors, in this order: what
/// check_statement finds; another number of parameters than of "?"; values, names and operands of
/// wrong types, from left to right; a write to an index.
[[nodiscard]] model::ApiResult<BoundStatement> bind_statement(const ast::Statement& statement,
                                                              Parameters parameters);

}  // namespace dynarocks::partiql
