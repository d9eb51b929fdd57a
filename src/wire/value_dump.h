#pragma once
// How a constraint failure echoes the value it complains about: strings as they are, numbers as
// decimals, lists [a, b], maps {k=v}, structures Name(field=value, other=null). Clients cannot rely
// on the dumps of composite values.

#include <cstddef>
#include <string>

#include "wire/json_value.h"
#include "wire/shape.h"

namespace dynarocks::wire {

/// A dump of a composite value stops growing soon after this many bytes: a list of small structures
/// would otherwise echo as many times its own length.
inline constexpr std::size_t dump_bytes = 64 * 1024;

/// Appends `value`, which has the type `shape` declares.
void append_dump(const Shape& shape, JsonValue value, std::string& out);

/// Appends a member's name as error paths and dumps spell it: its first letter lower-cased.
void append_field_name(std::string_view member, std::string& out);

}  // namespace dynarocks::wire
