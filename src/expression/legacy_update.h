#pragma once
// AttributeUpdates: one action for each of some top-level attributes.
// Source: reference "legacy parameters", section 5.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expression/update.h"
#include "model/api_error.h"

namespace dynarocks::expression {

enum class AttributeAction : std::uint8_t { put, add, delete_ };

/// By the API's name: "PUT", "ADD", "DELETE".
[[nodiscard]] std::optional<AttributeAction> find_attribute_action(std::string_view name);

struct AttributeUpdate {
  std::string attribute_name;
  AttributeAction action = AttributeAction::put;
  std::optional<std::string> value;  // encoded
};

/// Only DELETE goes without a value, and DELETE and ADD not with a value of any type.
[[nodiscard]] model::ApiResult<void> check_attribute_update(const AttributeUpdate& update);

/// At most one update for each attribute, each of them checked.
[[nodiscard]] Update update_of(std::vector<AttributeUpdate> updates);

}  // namespace dynarocks::expression
