#include "expression/key_condition.h"

#include <cstddef>
#include <utility>

#include "expression/condition_binder.h"
#include "expression/key_condition_reader.h"
#include "expression/key_range_resolver.h"

namespace dynarocks::expression {

namespace {

constexpr std::size_t max_clauses_classic = 2;

}  // namespace

model::ApiResult<KeyCondition> KeyCondition::parse(std::string_view text,
                                                   model::ValidationLayer layer,
                                                   Placeholders& placeholders) {
  DYNAROCKS_ASSIGN(const BoundCondition bound,
                   compile_condition(text, ExpressionKind::key_condition, layer, placeholders));
  KeyConditionReading reading = read_key_condition(bound.root);
  KeyCondition condition;
  condition.clauses_ = std::move(reading.clauses);
  condition.structure_fault_ = std::move(reading.fault);
  return condition;
}

KeyCondition KeyCondition::from_clauses(std::vector<KeyClause> clauses) {
  KeyCondition condition;
  condition.clauses_ = std::move(clauses);
  return condition;
}

model::ApiResult<void> KeyCondition::check_structure(model::ValidationLayer layer) const {
  const bool classic = layer == model::ValidationLayer::classic;
  if (structure_fault_) {
    const bool bare = classic || structure_fault_->prefix == KeyStructureFault::Prefix::never;
    return failure(
        bare ? model::validation_error(structure_fault_->message)
             : invalid_expression(ExpressionKind::key_condition, structure_fault_->message));
  }
  if (classic && clauses_.size() > max_clauses_classic) {
    return failure(model::validation_error("Conditions can be of length 1 or 2 only"));
  }
  return {};
}

model::ApiResult<KeyRange> KeyCondition::resolve(const model::KeyAttributes& key,
                                                 const KeyAttributeCheck& before) const {
  return resolve_key_range(clauses_, key, before);
}

}  // namespace dynarocks::expression
