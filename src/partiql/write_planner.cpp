#include "partiql/write_planner.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "codec/value_encoder.h"
#include "partiql/conjunction.h"
#include "partiql/faults.h"

namespace dynarocks::partiql {

namespace {

using expression::BoundOperand;
using expression::BoundPredicate;
using expression::BoundTerm;
using expression::PredicateKind;
using Connective = expression::ast::Connective;

/// Whether the item is there, or is not: an item always has its partition key.
BoundTerm presence(PredicateKind kind, const model::KeyAttributes& key) {
  const expression::DocumentPath path{{key.front().name}};
  return BoundTerm{BoundPredicate{kind, {BoundOperand{path}}}};
}

}  // namespace

std::optional<KeyedItem> find_keyed_item(const std::optional<BoundTerm>& where,
                                         const model::KeyAttributes& key) {
  if (!where) return std::nullopt;
  std::vector<const BoundTerm*> terms = conjunction_of(*where);
  KeyedItem item;
  codec::ValueEncoder encoder(item.key);
  encoder.begin_item();
  for (const model::KeyAttribute& attribute : key) {
    const auto equality = std::find_if(terms.begin(), terms.end(), [&](const BoundTerm* term) {
      return equality_on(*term, attribute.name) != nullptr;
    });
    if (equality == terms.end()) return std::nullopt;
    encoder.name(attribute.name);
    encoder.value(equality_on(**equality, attribute.name)->view());
    terms.erase(equality);
  }
  encoder.end_item();
  std::vector<BoundTerm> rest;
  rest.reserve(terms.size());
  for (const BoundTerm* term : terms) rest.push_back(*term);
  item.rest = join_terms(std::move(rest), Connective::and_);
  return item;
}

model::ApiResult<ModificationPlan> plan_modification(const BoundModification& modification,
                                                     const model::KeyAttributes& key) {
  std::optional<KeyedItem> item = find_keyed_item(modification.where, key);
  if (!item) {
    return failure(
        fault("Where clause does not contain a mandatory equality on all key attributes"));
  }
  ModificationPlan plan{std::move(item->key), std::nullopt};
  std::vector<BoundTerm> terms;
  if (modification.update) {
    terms.push_back(presence(PredicateKind::attribute_exists, key));
    if (item->rest) terms.push_back(std::move(*item->rest));
    plan.condition = condition_of(*join_terms(std::move(terms), Connective::and_));
  } else if (item->rest) {
    terms.push_back(presence(PredicateKind::attribute_not_exists, key));
    terms.push_back(std::move(*item->rest));
    plan.condition = condition_of(*join_terms(std::move(terms), Connective::or_));
  }
  return plan;
}

expression::Condition insert_condition(const model::KeyAttributes& key) {
  return condition_of(presence(PredicateKind::attribute_not_exists, key));
}

model::ApiResult<ModificationPlan> plan_exists(const BoundExists& exists,
                                               const model::KeyAttributes& key) {
  std::optional<KeyedItem> item;
  if (!exists.select.index) item = find_keyed_item(exists.select.where, key);
  if (!item || !item->rest) {
    return failure(fault("EXISTS() must contain a single item read with additional condition"));
  }
  std::vector<BoundTerm> terms;
  terms.push_back(presence(PredicateKind::attribute_exists, key));
  terms.push_back(std::move(*item->rest));
  return ModificationPlan{std::move(item->key),
                          condition_of(*join_terms(std::move(terms), Connective::and_))};
}

}  // namespace dynarocks::partiql
