#pragma once
// The 573 words that may not stand bare in a document path; "#name" placeholders avoid them.

#include <string_view>

namespace dynarocks::expression {

/// Whether `word`, in any case, is reserved.
[[nodiscard]] bool is_reserved_word(std::string_view word);

}  // namespace dynarocks::expression
