#include "operations/statement_get.h"

#include <utility>

#include "operations/expression_parameters.h"

namespace dynarocks::operations {

using codec::ItemView;
using model::ApiResult;

ApiResult<partiql::ItemSelectPlan> plan_get(const partiql::BoundSelect& select,
                                            const engine::Table& table,
                                            std::string_view operation) {
  DYNAROCKS_ASSIGN(auto plan, partiql::plan_item_select(select, table.key_attributes()));
  if (plan) return std::move(*plan);
  return failure(model::validation_error("Select statements within " + std::string(operation) +
                                         " must specify the primary key in the where clause."));
}

ApiResult<void> check_paths(const engine::Table& table, const partiql::BoundSelect& select) {
  if (select.projection) {
    DYNAROCKS_TRY(check_key_paths_are_scalar(table, select.projection->paths()));
  }
  if (!select.where) return {};
  return check_key_paths_are_scalar(table, expression::paths_of(*select.where));
}

std::optional<ItemView> shown_of(const partiql::BoundSelect& select,
                                 const partiql::ItemSelectPlan& plan, ItemView item,
                                 std::string& kept) {
  if (plan.filter && !plan.filter->evaluate(item)) return std::nullopt;
  if (!select.projection) return item;
  kept = select.projection->apply(item);
  return ItemView(kept);
}

}  // namespace dynarocks::operations
