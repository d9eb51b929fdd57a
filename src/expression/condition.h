#pragma once
// ConditionExpression and FilterExpression: parsed, bound to its placeholders, ready to be
// evaluated over stored items. Source: reference "expressions", sections 1 to 5.

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "codec/item_view.h"
#include "expression/document_path.h"
#include "expression/placeholders.h"
#include "model/api_error.h"
#include "model/validation_layer.h"

namespace dynarocks::expression {

struct BoundCondition;  // the bound tree: condition_evaluator.h

enum class ConditionKind : std::uint8_t { condition, filter };

class Condition {
 public:
  /// Every error is a ValidationException whose message starts "Invalid ConditionExpression: " or
  /// "Invalid FilterExpression: ". Marks the placeholders it uses.
  [[nodiscard]] static model::ApiResult<Condition> parse(std::string_view text, ConditionKind kind,
                                                         model::ValidationLayer layer,
                                                         Placeholders& placeholders);

  /// For conditions that come from elsewhere than an expression: the legacy parameters, PartiQL.
  [[nodiscard]] static Condition from_bound(BoundCondition bound);

  /// A missing item is an empty view.
  [[nodiscard]] bool evaluate(codec::ItemView item) const;

  /// Every document path of the expression, in order of appearance.
  [[nodiscard]] const std::vector<DocumentPath>& paths() const;

 private:
  explicit Condition(std::shared_ptr<const BoundCondition> bound) : bound_(std::move(bound)) {}
  std::shared_ptr<const BoundCondition> bound_;
};

}  // namespace dynarocks::expression
