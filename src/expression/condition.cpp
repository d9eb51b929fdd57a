#include "expression/condition.h"

#include <utility>

#include "expression/condition_binder.h"
#include "expression/condition_evaluator.h"

namespace dynarocks::expression {

model::ApiResult<Condition> Condition::parse(std::string_view text, ConditionKind kind,
                                             model::ValidationLayer layer,
                                             Placeholders& placeholders) {
  const ExpressionKind expression_kind =
      kind == ConditionKind::condition ? ExpressionKind::condition : ExpressionKind::filter;
  DYNAROCKS_ASSIGN(BoundCondition bound,
                   compile_condition(text, expression_kind, layer, placeholders));
  return from_bound(std::move(bound));
}

Condition Condition::from_bound(BoundCondition bound) {
  return Condition(std::make_shared<const BoundCondition>(std::move(bound)));
}

bool Condition::evaluate(codec::ItemView item) const {
  return expression::evaluate(bound_->root, item);
}

const std::vector<DocumentPath>& Condition::paths() const { return bound_->paths; }

}  // namespace dynarocks::expression
