#pragma once
// Operands with their placeholders resolved: what conditions and updates compute with. They own
// everything they need, so they outlive the request's Placeholders.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "codec/value_view.h"
#include "expression/ast.h"
#include "expression/document_path.h"
#include "expression/functions.h"
#include "expression/placeholders.h"

namespace dynarocks::expression {

struct Literal {
  std::string encoded;  // one value in stored form
  [[nodiscard]] codec::ValueView view() const { return codec::ValueView(encoded); }
};

struct BoundOperand;

/// size, if_not_exists or list_append.
struct BoundCall {
  Function function = Function::size;
  std::vector<BoundOperand> arguments;
};

struct BoundOperand {
  std::variant<DocumentPath, Literal, BoundCall> node;

  [[nodiscard]] const DocumentPath* path() const { return std::get_if<DocumentPath>(&node); }
  [[nodiscard]] const Literal* literal() const { return std::get_if<Literal>(&node); }
  [[nodiscard]] const BoundCall* call() const { return std::get_if<BoundCall>(&node); }
};

/// The errors are faults without their "Invalid <Kind>: " prefix: a name or value that is not
/// defined. Every function must be a known one.
[[nodiscard]] Result<DocumentPath, std::string> bind_path(const ast::Path& path,
                                                          Placeholders& placeholders);
[[nodiscard]] Result<Literal, std::string> bind_value(const ast::ValueName& value,
                                                      Placeholders& placeholders);
[[nodiscard]] Result<BoundOperand, std::string> bind_operand(const ast::Operand& operand,
                                                             Placeholders& placeholders);
[[nodiscard]] Result<std::vector<BoundOperand>, std::string> bind_operands(
    const std::vector<ast::Operand>& operands, Placeholders& placeholders);

/// Appends every path of `operands`, in order of appearance.
void append_paths(const std::vector<BoundOperand>& operands, std::vector<DocumentPath>& paths);

/// The wordings of operand faults; `function` may be an operator too.
[[nodiscard]] std::string incorrect_operand_count(std::string_view function, std::size_t count);
[[nodiscard]] std::string incorrect_operand_type(std::string_view function, std::string_view type);
[[nodiscard]] std::string requires_document_path(std::string_view function);
[[nodiscard]] std::string too_many_in_operands(std::size_t count);

}  // namespace dynarocks::expression
