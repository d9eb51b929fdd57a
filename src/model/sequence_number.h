#pragma once
// Sequence numbers as the wire has them: "1" and 20 digits, so that they have the API's least
// length, 21, and compare as texts, too.

#include <optional>
#include <string>
#include <string_view>

#include "model/stream.h"

namespace dynarocks::model {

[[nodiscard]] std::string sequence_number_text(SequenceNumber number);

/// The number a text of up to 40 digits stands for; whatever is below or above all of ours is the
/// least or the greatest. Nothing for any other text.
[[nodiscard]] std::optional<SequenceNumber> parse_sequence_number(std::string_view text);

}  // namespace dynarocks::model
