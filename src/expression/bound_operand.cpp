#include "expression/bound_operand.h"

#include <utility>

namespace dynarocks::expression {

Result<DocumentPath, std::string> bind_path(const ast::Path& path, Placeholders& placeholders) {
  DocumentPath bound;
  bound.elements.reserve(path.elements.size());
  for (const PathElement& element : path.elements) {
    const auto* name = std::get_if<std::string>(&element);
    if (name == nullptr || name->front() != '#') {
      bound.elements.push_back(element);
      continue;
    }
    const std::optional<std::string_view> resolved = placeholders.name(*name);
    if (!resolved) {
      return failure(
          "An expression attribute name used in the document path is not defined; attribute "
          "name: " +
          *name);
    }
    bound.elements.emplace_back(std::string(*resolved));
  }
  return bound;
}

Result<Literal, std::string> bind_value(const ast::ValueName& value, Placeholders& placeholders) {
  const std::optional<codec::ValueView> resolved = placeholders.value(value.name);
  if (!resolved) {
    return failure(
        "An expression attribute value used in expression is not defined; attribute value: " +
        value.name);
  }
  return Literal{std::string(resolved->bytes())};
}

Result<BoundOperand, std::string> bind_operand(const ast::Operand& operand,
                                               Placeholders& placeholders) {
  if (const auto* path = std::get_if<ast::Path>(&operand.node)) {
    DYNAROCKS_ASSIGN(DocumentPath bound, bind_path(*path, placeholders));
    return BoundOperand{std::move(bound)};
  }
  if (const auto* value = std::get_if<ast::ValueName>(&operand.node)) {
    DYNAROCKS_ASSIGN(Literal bound, bind_value(*value, placeholders));
    return BoundOperand{std::move(bound)};
  }
  const auto& call = std::get<ast::FunctionCall>(operand.node);
  DYNAROCKS_ASSIGN(std::vector<BoundOperand> arguments,
                   bind_operands(call.arguments, placeholders));
  return BoundOperand{BoundCall{find_function(call.name).value(), std::move(arguments)}};
}

Result<std::vector<BoundOperand>, std::string> bind_operands(
    const std::vector<ast::Operand>& operands, Placeholders& placeholders) {
  std::vector<BoundOperand> bound;
  bound.reserve(operands.size());
  for (const ast::Operand& operand : operands) {
    DYNAROCKS_ASSIGN(BoundOperand one, bind_operand(operand, placeholders));
    bound.push_back(std::move(one));
  }
  return bound;
}

void append_paths(const std::vector<BoundOperand>& operands, std::vector<DocumentPath>& paths) {
  for (const BoundOperand& operand : operands) {
    if (const DocumentPath* path = operand.path()) paths.push_back(*path);
    if (const BoundCall* call = operand.call()) append_paths(call->arguments, paths);
  }
}

std::string incorrect_operand_count(std::string_view function, std::size_t count) {
  return "Incorrect number of operands for operator or function; operator or function: " +
         std::string(function) + ", number of operands: " + std::to_string(count);
}

std::string incorrect_operand_type(std::string_view function, std::string_view type) {
  return "Incorrect operand type for operator or function; operator or function: " +
         std::string(function) + ", operand type: " + std::string(type);
}

std::string requires_document_path(std::string_view function) {
  return "Operator or function requires a document path; operator or function: " +
         std::string(function);
}

std::string too_many_in_operands(std::size_t count) {
  return "The IN operator is provided with too many operands; number of operands: " +
         std::to_string(count);
}

}  // namespace dynarocks::expression
