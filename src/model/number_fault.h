#pragma once
// Why a text or a result is not a number DynamoDB can hold, and how the API says so.

#include <cstdint>
#include <string>
#include <string_view>

#include "model/validation_layer.h"

namespace dynarocks::model {

enum class NumberFault : std::uint8_t {
  not_numeric,      // not the number grammar, or an exponent beyond 64 bits
  overflow,         // magnitude above 9.9999999999999999999999999999999999999E+125
  underflow,        // non-zero magnitude below 1E-130
  too_many_digits,  // more than 38 significant digits
};

/// The API's message, without the wrapping of its place. `text` is the number as sent.
[[nodiscard]] std::string number_fault_message(NumberFault fault, std::string_view text,
                                               ValidationLayer layer = ValidationLayer::current);

}  // namespace dynarocks::model
