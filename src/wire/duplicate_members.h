#pragma once
// The message about a string or binary set with a repeated member; the layers list the members
// differently.

#include <string>

#include "model/attribute_type.h"
#include "model/validation_layer.h"
#include "wire/json_value.h"

namespace dynarocks::wire {

/// "Input collection [...] contains duplicates." for the members of an SS or BS as sent, all of
/// them valid. Classic: the members in their order, unquoted. Current: quoted; those before the
/// first repetition in byte order, then the repeated one, then the rest in their order.
[[nodiscard]] std::string duplicate_members_message(JsonValue members, model::AttributeType type,
                                                    model::ValidationLayer layer);

}  // namespace dynarocks::wire
