#pragma once
// How error messages show a value: "AttributeValue: {S:a}".

#include <string>

#include "codec/value_view.h"

namespace dynarocks::expression {

/// `value` is S (as it is), N (plain decimal) or B (base64).
[[nodiscard]] std::string value_text(const codec::ValueView& value);

}  // namespace dynarocks::expression
