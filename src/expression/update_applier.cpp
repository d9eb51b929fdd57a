#include "expression/update_applier.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "expression/update_evaluator.h"
#include "model/limits.h"

namespace dynarocks::expression {

namespace {

using model::AttributeMap;
using model::AttributeValue;

model::ApiError invalid_path() {
  return model::validation_error(
      "The document path provided in the update expression is invalid for update");
}

/// Levels of nesting below a value: 0 for a scalar, a set or an empty container.
int levels_below(const AttributeValue& value) {
  int levels = 0;
  if (const auto* list = value.get_if<model::List>()) {
    for (const AttributeValue& element : *list) {
      levels = std::max(levels, 1 + levels_below(element));
    }
  } else if (const auto* map = value.get_if<AttributeMap>()) {
    for (const auto& [name, inner] : *map) levels = std::max(levels, 1 + levels_below(inner));
  }
  return levels;
}

/// A value to be written at a target.
struct Assignment {
  const DocumentPath* target;
  AttributeValue value;
};

/// Changes an item step by step while every path still means the item as it was: values are
/// replaced and added first, then lists grow at their ends, and elements are taken out last.
class ItemChange {
 public:
  explicit ItemChange(AttributeMap old) : item_(std::move(old)) {}

  [[nodiscard]] model::ApiResult<void> assign(const DocumentPath& target, AttributeValue value);
  [[nodiscard]] model::ApiResult<void> remove(const DocumentPath& target);
  [[nodiscard]] AttributeMap finish();

 private:
  /// The map or list that holds the target. A top-level target has none.
  [[nodiscard]] AttributeValue* parent_of(const DocumentPath& target);
  void append_to_lists();
  void erase_from_lists();

  AttributeMap item_;
  std::vector<Assignment> appended_;          // to lists, whatever index they name
  std::vector<const DocumentPath*> removed_;  // list elements
};

AttributeValue* ItemChange::parent_of(const DocumentPath& target) {
  AttributeValue* value = item_.find(target.attribute());
  for (std::size_t i = 1; value != nullptr && i + 1 < target.elements.size(); ++i) {
    if (const auto* name = std::get_if<std::string>(&target.elements[i])) {
      auto* map = value->get_if<AttributeMap>();
      value = map == nullptr ? nullptr : map->find(*name);
    } else {
      auto* list = value->get_if<model::List>();
      const std::size_t index = std::get<std::uint32_t>(target.elements[i]);
      value = list == nullptr || index >= list->size() ? nullptr : &(*list)[index];
    }
  }
  return value;
}

model::ApiResult<void> ItemChange::assign(const DocumentPath& target, AttributeValue value) {
  const int levels = static_cast<int>(target.elements.size()) + levels_below(value);
  if (levels > model::limits::nesting_levels) {
    return failure(model::validation_error(
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels "
        "beyond supported limit"));
  }
  if (!target.is_nested()) {
    item_.set(target.attribute(), std::move(value));
    return {};
  }
  AttributeValue* parent = parent_of(target);
  if (parent == nullptr) return failure(invalid_path());
  if (const auto* name = std::get_if<std::string>(&target.elements.back())) {
    auto* map = parent->get_if<AttributeMap>();
    if (map == nullptr) return failure(invalid_path());
    map->set(*name, std::move(value));
    return {};
  }
  auto* list = parent->get_if<model::List>();
  if (list == nullptr) return failure(invalid_path());
  const std::size_t index = std::get<std::uint32_t>(target.elements.back());
  if (index < list->size()) {
    (*list)[index] = std::move(value);
  } else {
    appended_.push_back({&target, std::move(value)});
  }
  return {};
}

model::ApiResult<void> ItemChange::remove(const DocumentPath& target) {
  if (!target.is_nested()) {
    item_.erase(target.attribute());
    return {};
  }
  AttributeValue* parent = parent_of(target);
  if (parent == nullptr) return failure(invalid_path());
  if (const auto* name = std::get_if<std::string>(&target.elements.back())) {
    auto* map = parent->get_if<AttributeMap>();
    if (map == nullptr) return failure(invalid_path());
    map->erase(*name);
    return {};
  }
  const auto* list = parent->get_if<model::List>();
  if (list == nullptr) return failure(invalid_path());
  if (std::get<std::uint32_t>(target.elements.back()) < list->size()) removed_.push_back(&target);
  return {};
}

void ItemChange::append_to_lists() {
  // In path order, elements of one list arrive in ascending order of the indexes they name.
  std::sort(appended_.begin(), appended_.end(), [](const Assignment& a, const Assignment& b) {
    return a.target->elements < b.target->elements;
  });
  for (Assignment& assignment : appended_) {
    parent_of(*assignment.target)->get_if<model::List>()->push_back(std::move(assignment.value));
  }
}

bool same_parent(const DocumentPath& a, const DocumentPath& b) {
  return a.elements.size() == b.elements.size() &&
         std::equal(a.elements.begin(), a.elements.end() - 1, b.elements.begin());
}

/// Takes the elements at the last indexes of [first, last) out of `list`; they ascend.
template <class Iterator>
void erase_elements(model::List& list, Iterator first, Iterator last) {
  std::size_t kept = std::get<std::uint32_t>((*first)->elements.back());
  for (std::size_t index = kept; index < list.size(); ++index) {
    if (first != last && std::get<std::uint32_t>((*first)->elements.back()) == index) {
      ++first;
    } else {
      list[kept++] = std::move(list[index]);
    }
  }
  list.resize(kept);
}

void ItemChange::erase_from_lists() {
  // Inner lists before the lists that hold them, so that no path is shifted before it is walked.
  std::sort(removed_.begin(), removed_.end(), [](const DocumentPath* a, const DocumentPath* b) {
    if (a->elements.size() != b->elements.size()) return a->elements.size() > b->elements.size();
    return a->elements < b->elements;
  });
  for (auto first = removed_.begin(); first != removed_.end();) {
    const auto last = std::find_if(first, removed_.end(), [&](const DocumentPath* candidate) {
      return !same_parent(**first, *candidate);
    });
    erase_elements(*parent_of(**first)->get_if<model::List>(), first, last);
    first = last;
  }
}

AttributeMap ItemChange::finish() {
  append_to_lists();
  erase_from_lists();
  return std::move(item_);
}

}  // namespace

BoundUpdate bound_update(std::vector<BoundAction> actions) {
  BoundUpdate update;
  for (const BoundAction& action : actions) {
    update.targets.push_back(action.target);
    update.paths.push_back(action.target);
    append_paths(action.operands, update.paths);
  }
  update.actions = std::move(actions);
  return update;
}

model::ApiResult<AttributeMap> apply_update(const std::vector<BoundAction>& actions,
                                            AttributeMap old, bool exists) {
  // The attributes of a missing item's key are in `old`, but operands do not see them.
  const AttributeMap nothing;
  const AttributeMap& visible = exists ? old : nothing;
  std::vector<std::optional<AttributeValue>> values;
  values.reserve(actions.size());
  for (const BoundAction& action : actions) {
    DYNAROCKS_ASSIGN(std::optional<AttributeValue> value, evaluate_action(action, visible));
    values.push_back(std::move(value));
  }
  ItemChange change(std::move(old));
  for (std::size_t i = 0; i < actions.size(); ++i) {
    if (values[i]) {
      DYNAROCKS_TRY(change.assign(actions[i].target, std::move(*values[i])));
    } else if (exists || actions[i].section != ast::Section::remove) {
      DYNAROCKS_TRY(change.remove(actions[i].target));
    }
  }
  return change.finish();
}

}  // namespace dynarocks::expression
