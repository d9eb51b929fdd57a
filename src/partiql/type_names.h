#pragma once
// The type names that may follow IS, and the types of attribute values they mean.

#include <optional>
#include <span>
#include <string_view>

#include "model/attribute_type.h"

namespace dynarocks::partiql {

/// `name` in upper case; a name of two words has one blank between them. Nothing when it is not
/// known. MISSING is known, and means no type.
[[nodiscard]] std::optional<std::span<const model::AttributeType>> types_named(
    std::string_view name);

/// Whether the word begins a name of two words.
[[nodiscard]] bool begins_type_name(std::string_view word);

}  // namespace dynarocks::partiql
