#pragma once
// Numbers in their ordered form: bytes that compare (memcmp, shorter first) as the numbers do. It
// is the form DynamoDB itself hashes for scan order, used for keys and stored values alike:
//   zero = 0x80. Otherwise value = +-0.d1d2d3.. * 10^E with d1 != 0, a leading 0 digit added when E
//   is odd, digits grouped in pairs; first byte = floor((E+pad)/2) - 64 (two's complement; inverted
//   for negatives), then a byte p+1 for each pair p, or 101-p for negatives, which end in 102 when
//   they have fewer than 20 pairs.
// Source: reference "attribute values", section 6.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/number.h"

namespace dynarocks::codec {

void append_number(const model::Number& number, std::string& out);
/// Parses wire text and appends the ordered form; `out` is unchanged on a fault.
[[nodiscard]] Result<void, model::NumberFault> append_number(std::string_view text,
                                                             std::string& out);

[[nodiscard]] model::Number decode_number(std::string_view ordered);
/// Appends the plain decimal text every response prints.
void append_number_text(std::string_view ordered, std::string& out);
/// Size in bytes as DynamoDB counts a number.
[[nodiscard]] std::size_t number_size(std::string_view ordered);
/// Whether the bytes are the ordered form of some number in range.
[[nodiscard]] bool is_well_formed_number(std::string_view ordered);

}  // namespace dynarocks::codec
