#pragma once
// Whether document paths may stand side by side in one projection or one update.

#include <span>
#include <string>

#include "base/result.h"
#include "expression/document_path.h"

namespace dynarocks::expression {

/// No path is equal to, or a prefix of, another (overlap, looked for first), and no position is
/// used both as a map key and as a list index (conflict). The error is the fault without a prefix;
/// it names the first offending pair in order of appearance.
[[nodiscard]] Result<void, std::string> check_paths_apart(std::span<const DocumentPath> paths);

}  // namespace dynarocks::expression
