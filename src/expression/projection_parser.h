#pragma once
// The grammar of ProjectionExpression: path (',' path)*.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "expression/ast.h"

namespace dynarocks::expression {

struct ParsedProjection {
  std::vector<ast::Path> paths;
  /// A bound is exceeded: path elements, list index.
  std::optional<std::string> limit_fault;
};

/// The error is the fault without its "Invalid ProjectionExpression: ", a syntax error.
[[nodiscard]] Result<ParsedProjection, std::string> parse_projection(std::string_view text);

}  // namespace dynarocks::expression
