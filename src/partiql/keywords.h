#pragma once
// The words of PartiQL that may not stand bare as a name: those of SQL-92 and a few more. They are
// not the reserved words of expressions, which has "year" and "name" and other words that may.

#include <string_view>

namespace dynarocks::partiql {

/// Whether `word`, in any case, is a keyword.
[[nodiscard]] bool is_keyword(std::string_view word);

}  // namespace dynarocks::partiql
