#include "operations/legacy_update.h"

#include <string>
#include <utility>
#include <vector>

#include "expression/legacy_update.h"
#include "operations/legacy_parameters.h"
#include "wire/attribute_value_reader.h"

namespace dynarocks::operations {

using expression::AttributeUpdate;
using model::ApiResult;

ApiResult<std::optional<expression::Update>> read_attribute_updates(const OperationContext& context,
                                                                    const wire::Request& request) {
  const auto member = request.member("AttributeUpdates");
  if (!member) return std::optional<expression::Update>();
  std::vector<AttributeUpdate> updates;
  for (const auto& [name, given] : legacy_entries(*member)) {
    DYNAROCKS_TRY(wire::check_attribute_name(name));
    AttributeUpdate update;
    update.attribute_name = name;
    if (const auto action = given.string("Action")) {
      // The constraint stage has let none but known actions through.
      update.action = expression::find_attribute_action(*action).value();
    }
    if (const auto value = given.member("Value")) {
      DYNAROCKS_TRY(wire::read_value(*value, context.layer, update.value.emplace()));
    }
    DYNAROCKS_TRY(check_attribute_update(update));
    updates.push_back(std::move(update));
  }
  if (updates.empty()) return std::optional<expression::Update>();
  return std::optional<expression::Update>(expression::update_of(std::move(updates)));
}

}  // namespace dynarocks::operations
