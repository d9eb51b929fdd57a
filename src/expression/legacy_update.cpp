#include "expression/legacy_update.h"

#include <utility>

#include "codec/value_view.h"
#include "expression/update_applier.h"
#include "model/attribute_type.h"

namespace dynarocks::expression {

namespace {

using model::AttributeType;

model::ApiError invalid_parameter(const std::string& fault) {
  return model::validation_error("One or more parameter values were invalid: " + fault);
}

ast::Section section_of(const AttributeUpdate& update) {
  switch (update.action) {
    case AttributeAction::put:
      return ast::Section::set;
    case AttributeAction::add:
      return ast::Section::add;
    case AttributeAction::delete_:
      break;
  }
  return update.value ? ast::Section::delete_ : ast::Section::remove;
}

}  // namespace

std::optional<AttributeAction> find_attribute_action(std::string_view name) {
  if (name == "PUT") return AttributeAction::put;
  if (name == "ADD") return AttributeAction::add;
  if (name == "DELETE") return AttributeAction::delete_;
  return std::nullopt;
}

model::ApiResult<void> check_attribute_update(const AttributeUpdate& update) {
  if (!update.value) {
    if (update.action == AttributeAction::delete_) return {};
    return failure(
        invalid_parameter("Only DELETE action is allowed when no attribute value is specified"));
  }
  const AttributeType type = codec::ValueView(*update.value).type();
  const std::string type_name(model::type_name(type));
  if (update.action == AttributeAction::delete_ && !model::is_set(type)) {
    return failure(
        invalid_parameter("DELETE action with value is not supported for the type " + type_name));
  }
  const bool can_add = type == AttributeType::N || type == AttributeType::L || model::is_set(type);
  if (update.action == AttributeAction::add && !can_add) {
    return failure(invalid_parameter("ADD action is not supported for the type " + type_name));
  }
  return {};
}

Update update_of(std::vector<AttributeUpdate> updates) {
  std::vector<BoundAction> actions;
  actions.reserve(updates.size());
  for (AttributeUpdate& update : updates) {
    BoundAction action;
    action.dialect = UpdateDialect::attribute_updates;
    action.section = section_of(update);
    action.target = DocumentPath{{std::move(update.attribute_name)}};
    if (update.value) action.operands.push_back(BoundOperand{Literal{std::move(*update.value)}});
    actions.push_back(std::move(action));
  }
  return Update::from_bound(bound_update(std::move(actions)));
}

}  // namespace dynarocks::expression
