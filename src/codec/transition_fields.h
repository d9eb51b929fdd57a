#pragma once
// How a change of a table that is under way is stored (docs/storage-format.md, section 7). For the
// codec's own files.

#include <string>
#include <string_view>

#include "model/table_transition.h"

namespace dynarocks::codec {

/// As fields; decode answers whether the fields made sense.
[[nodiscard]] std::string encode(const model::TableTransition& value);
[[nodiscard]] bool decode(std::string_view bytes, model::TableTransition& value);

}  // namespace dynarocks::codec
