#include "partiql/paths.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>

#include "expression/ascii.h"
#include "model/limits.h"
#include "partiql/faults.h"

namespace dynarocks::partiql {

namespace {

using ast::Expression;
using ast::Kind;
using expression::DocumentPath;

model::ApiResult<std::uint32_t> list_index(const Expression& step) {
  const Expression& inner = step.children.front();
  const std::string& digits = inner.text;
  const bool is_whole =
      inner.kind == Kind::number && std::all_of(digits.begin(), digits.end(), expression::is_digit);
  if (!is_whole) return failure(unexpected_path_component(inner.position));
  std::uint32_t index = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  if (parsed.ec != std::errc()) {
    return failure(fault("List index is not within the allowable range; index: [" + digits + "]"));
  }
  return index;
}

}  // namespace

model::ApiResult<DocumentPath> document_path(const Expression& expression) {
  if (expression.kind != Kind::path) return failure(unexpected_path_component(expression.position));
  DocumentPath path;
  for (const Expression& step : expression.children) {
    const bool is_root = path.elements.empty();
    if (step.kind == Kind::name) {
      path.elements.emplace_back(step.text);
    } else if (step.kind == Kind::subscript && !is_root) {
      DYNAROCKS_ASSIGN(const std::uint32_t index, list_index(step));
      path.elements.emplace_back(index);
    } else {
      return failure(unexpected_path_component(step.position));
    }
  }
  if (path.elements.size() > model::limits::path_elements) {
    return failure(fault("The document path has too many nesting levels; nesting levels: " +
                         std::to_string(path.elements.size())));
  }
  return path;
}

model::ApiResult<DocumentPath> bind_path(const Expression& expression) {
  DYNAROCKS_ASSIGN(DocumentPath path, document_path(expression));
  for (const expression::PathElement& element : path.elements) {
    const auto* name = std::get_if<std::string>(&element);
    if (name != nullptr && name->empty()) {
      return failure(fault("Path component cannot be an empty string"));
    }
  }
  return path;
}

}  // namespace dynarocks::partiql
