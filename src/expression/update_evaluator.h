#pragma once
// The right-hand sides of an update: what each action wants at its target, computed over the item
// as it was before the update.

#include <optional>

#include "expression/update_applier.h"
#include "model/api_error.h"
#include "model/attribute_value.h"

namespace dynarocks::expression {

/// What is at `path` in `item`, or nullptr.
[[nodiscard]] const model::AttributeValue* find_value(const model::AttributeMap& item,
                                                      const DocumentPath& path);

/// The value to put at the action's target; nothing when what is there goes (REMOVE, the last
/// member of a set deleted) or stays away. Errors are ValidationExceptions without a prefix.
[[nodiscard]] model::ApiResult<std::optional<model::AttributeValue>> evaluate_action(
    const BoundAction& action, const model::AttributeMap& item);

}  // namespace dynarocks::expression
