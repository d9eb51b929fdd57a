#pragma once
// Echoes a part of a request in an answer, as it was sent (UnprocessedKeys).

#include "wire/json_value.h"
#include "wire/json_writer.h"

namespace dynarocks::wire {

/// Writes `value` as JSON. Its depth is bounded by the parser (limits::json_depth).
void copy_json(JsonValue value, JsonWriter& json);

}  // namespace dynarocks::wire
