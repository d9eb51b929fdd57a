#pragma once
// The one item a statement is about: its key, and under which condition what happens to it.
// Source: reference "partiql", sections 4 and 5.

#include <optional>
#include <string>
#include <string_view>

#include "expression/condition.h"
#include "model/api_error.h"
#include "model/key_schema.h"
#include "partiql/bound_statement.h"

namespace dynarocks::partiql {

/// An item by equality on every key attribute, and what else the WHERE clause says of it.
struct KeyedItem {
  std::string key;  // encoded as an item; the values' types and sizes are not checked
  std::optional<expression::BoundTerm> rest;
};

/// Nothing when an equality is missing, or stands in another place than in a row of ANDs. Of two
/// equalities on an attribute the first names the key.
[[nodiscard]] std::optional<KeyedItem> find_keyed_item(
    const std::optional<expression::BoundTerm>& where, const model::KeyAttributes& key);

struct ModificationPlan {
  std::string key;  // as KeyedItem::key
  /// UPDATE never makes an item. DELETE of a missing item is none, whatever its condition.
  std::optional<expression::Condition> condition;
};

/// "Where clause does not contain a mandatory equality on all key attributes" when there is none.
[[nodiscard]] model::ApiResult<ModificationPlan> plan_modification(
    const BoundModification& modification, const model::KeyAttributes& key);

/// That there is no item of the inserted one's key.
[[nodiscard]] expression::Condition insert_condition(const model::KeyAttributes& key);

/// The condition check of EXISTS: one item, and a condition beside its key.
[[nodiscard]] model::ApiResult<ModificationPlan> plan_exists(const BoundExists& exists,
                                                             const model::KeyAttributes& key);

}  // namespace dynarocks::partiql
