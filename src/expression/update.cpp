#include "expression/update.h"

#include <algorithm>
#include <string>
#include <utility>

#include "expression/expression_text.h"
#include "expression/update_applier.h"
#include "expression/update_checker.h"
#include "expression/update_parser.h"

namespace dynarocks::expression {

namespace {

Result<BoundAction, std::string> bind_action(ast::Section section, const ast::UpdateAction& action,
                                             Placeholders& placeholders) {
  BoundAction bound;
  bound.section = section;
  bound.arithmetic = action.arithmetic;
  DYNAROCKS_ASSIGN(bound.target, bind_path(action.target, placeholders));
  DYNAROCKS_ASSIGN(bound.operands, bind_operands(action.operands, placeholders));
  return bound;
}

Result<BoundUpdate, std::string> parse_and_bind(std::string_view text, Placeholders& placeholders) {
  DYNAROCKS_ASSIGN(const ParsedUpdate parsed, parse_update(text));
  DYNAROCKS_TRY(check_update(parsed, placeholders));
  std::vector<BoundAction> actions;
  for (const ast::UpdateSection& section : parsed.update.sections) {
    for (const ast::UpdateAction& action : section.actions) {
      DYNAROCKS_ASSIGN(BoundAction bound, bind_action(section.section, action, placeholders));
      actions.push_back(std::move(bound));
    }
  }
  BoundUpdate update = bound_update(std::move(actions));
  DYNAROCKS_TRY(check_bound_update(update));
  return update;
}

}  // namespace

model::ApiResult<Update> Update::parse(std::string_view text, Placeholders& placeholders) {
  DYNAROCKS_TRY(
      check_expression_text(text, ExpressionKind::update, model::ValidationLayer::current));
  Result<BoundUpdate, std::string> bound = parse_and_bind(text, placeholders);
  if (!bound) return failure(invalid_expression(ExpressionKind::update, bound.error()));
  return from_bound(std::move(*bound));
}

Update Update::from_bound(BoundUpdate bound) {
  return Update(std::make_shared<const BoundUpdate>(std::move(bound)));
}

const std::vector<DocumentPath>& Update::targets() const { return bound_->targets; }

const std::vector<DocumentPath>& Update::paths() const { return bound_->paths; }

std::vector<std::string_view> Update::attributes() const {
  std::vector<std::string_view> names;
  names.reserve(bound_->paths.size());
  for (const DocumentPath& path : bound_->paths) names.emplace_back(path.attribute());
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::vector<codec::AttributeView> Update::literal_assignments() const {
  std::vector<codec::AttributeView> assignments;
  for (const BoundAction& action : bound_->actions) {
    const bool is_legacy = action.dialect == UpdateDialect::attribute_updates;
    if (!is_legacy && action.section != ast::Section::set) continue;
    if (action.target.is_nested() || action.operands.size() != 1) continue;
    const Literal* literal = action.operands[0].literal();
    if (literal != nullptr) assignments.push_back({action.target.attribute(), literal->view()});
  }
  return assignments;
}

bool Update::creates_item() const {
  return std::any_of(bound_->actions.begin(), bound_->actions.end(), [](const auto& action) {
    return action.section == ast::Section::set || action.section == ast::Section::add;
  });
}

model::ApiResult<model::AttributeMap> Update::apply(model::AttributeMap old, bool exists) const {
  return apply_update(bound_->actions, std::move(old), exists);
}

}  // namespace dynarocks::expression
