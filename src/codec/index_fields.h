#pragma once
// How a table record stores its secondary indexes (docs/storage-format.md, section 7).

#include <string>
#include <string_view>

#include "model/secondary_index.h"

namespace dynarocks::codec {

/// Each as fields; decode answers whether the fields made sense.
[[nodiscard]] std::string encode(const model::SecondaryIndex& index);
[[nodiscard]] bool decode(std::string_view bytes, model::SecondaryIndex& index);
[[nodiscard]] std::string encode(const model::GlobalSecondaryIndex& index);
[[nodiscard]] bool decode(std::string_view bytes, model::GlobalSecondaryIndex& index);

}  // namespace dynarocks::codec
