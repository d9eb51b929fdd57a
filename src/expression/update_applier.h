#pragma once
// The bound form of an update, and the new item it makes out of an old one. Other code may build
// bound updates too (Update::from_bound), for instance from the legacy AttributeUpdates parameter.

#include <cstdint>
#include <vector>

#include "expression/ast.h"
#include "expression/bound_operand.h"
#include "expression/document_path.h"
#include "model/api_error.h"
#include "model/attribute_value.h"

namespace dynarocks::expression {

/// AttributeUpdates has ADD append to lists, too, and words a mismatch of types in its own way.
enum class UpdateDialect : std::uint8_t { expression, attribute_updates };

/// Operands as in ast::UpdateAction: SET one, or two with arithmetic; ADD one literal N, SS, NS or
/// BS (AttributeUpdates: or L); DELETE one literal set; REMOVE none.
struct BoundAction {
  ast::Section section = ast::Section::set;
  DocumentPath target;
  std::vector<BoundOperand> operands;
  ast::Arithmetic arithmetic = ast::Arithmetic::none;
  UpdateDialect dialect = UpdateDialect::expression;
};

struct BoundUpdate {
  std::vector<BoundAction> actions;   // in written order; targets neither overlap nor conflict
  std::vector<DocumentPath> targets;  // of the actions, in the same order
  std::vector<DocumentPath> paths;    // targets and operands, in order of appearance
};

/// Fills `targets` and `paths` from the actions.
[[nodiscard]] BoundUpdate bound_update(std::vector<BoundAction> actions);

/// See Update::apply.
[[nodiscard]] model::ApiResult<model::AttributeMap> apply_update(
    const std::vector<BoundAction>& actions, model::AttributeMap old, bool exists);

}  // namespace dynarocks::expression
