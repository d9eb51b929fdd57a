#include "expression/update_checker.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include "expression/functions.h"
#include "expression/mentions.h"
#include "expression/path_overlap.h"
#include "model/attribute_type.h"

namespace dynarocks::expression {

namespace {

using model::AttributeType;
using Fault = Result<void, std::string>;

Fault check_functions(const std::vector<Mentions::Call>& calls) {
  for (const Mentions::Call& mention : calls) {
    const std::optional<Function> function = find_function(mention.call->name);
    if (!function || !is_update_function(*function)) {
      return failure(invalid_function_name(mention.call->name));
    }
  }
  return {};
}

Fault check_sections(const ast::Update& update) {
  std::array<bool, 4> seen{};
  for (const ast::UpdateSection& section : update.sections) {
    bool& before = seen[static_cast<std::size_t>(section.section)];
    if (before) {
      return failure("The \"" + std::string(ast::section_text(section.section)) +
                     "\" section can only be used once in an update expression;");
    }
    before = true;
  }
  return {};
}

/// ADD and DELETE print types by other names than everything else.
std::string_view long_type_name(AttributeType type) {
  static constexpr std::array<std::string_view, 10> names = {
      "STRING",     "NUMBER",     "BINARY",     "BOOLEAN", "NULL",
      "STRING_SET", "NUMBER_SET", "BINARY_SET", "LIST",    "MAP"};
  return names[static_cast<std::size_t>(type)];
}

Fault check_clause_types(const std::vector<BoundAction>& actions) {
  for (const BoundAction& action : actions) {
    const bool adds = action.section == ast::Section::add;
    if (!adds && action.section != ast::Section::delete_) continue;
    const AttributeType type = action.operands.front().literal()->view().type();
    if (model::is_set(type) || (adds && type == AttributeType::N)) continue;
    return failure("Incorrect operand type for operator or function; operator: " +
                   std::string(ast::section_text(action.section)) +
                   ", operand type: " + std::string(long_type_name(type)));
  }
  return {};
}

Fault check_literals(const std::vector<BoundOperand>& operands, std::string_view function,
                     AttributeType required) {
  for (const BoundOperand& operand : operands) {
    const Literal* literal = operand.literal();
    if (literal == nullptr || literal->view().type() == required) continue;
    return failure(incorrect_operand_type(function, model::type_name(literal->view().type())));
  }
  return {};
}

/// Recursion is bounded by max_nested_calls.
Fault check_call(const BoundCall& call, bool inside_list_append) {
  const std::string_view name = function_name(call.function);
  const bool appends = call.function == Function::list_append;
  if (appends && inside_list_append) return failure(function_not_allowed(name));
  if (call.arguments.size() != function_arity(call.function)) {
    return failure(incorrect_operand_count(name, call.arguments.size()));
  }
  if (appends) {
    DYNAROCKS_TRY(check_literals(call.arguments, name, AttributeType::L));
  } else if (call.arguments.front().path() == nullptr) {
    return failure(requires_document_path(name));
  }
  for (const BoundOperand& argument : call.arguments) {
    if (const BoundCall* inner = argument.call()) {
      DYNAROCKS_TRY(check_call(*inner, appends || inside_list_append));
    }
  }
  return {};
}

Fault check_operands(const BoundAction& action) {
  for (const BoundOperand& operand : action.operands) {
    if (const BoundCall* call = operand.call()) DYNAROCKS_TRY(check_call(*call, false));
  }
  if (action.arithmetic == ast::Arithmetic::none) return {};
  const std::string_view sign = action.arithmetic == ast::Arithmetic::plus ? "+" : "-";
  return check_literals(action.operands, sign, AttributeType::N);
}

// Every name and value must be defined before anything else is said of the operands. The bindings
// themselves come later, and are made here for their faults alone.

Fault check_defined(const ast::Path& path, Placeholders& placeholders) {
  const auto is_undefined = [&](const PathElement& element) {
    const auto* name = std::get_if<std::string>(&element);
    return name != nullptr && name->front() == '#' && !placeholders.name(*name);
  };
  if (!std::any_of(path.elements.begin(), path.elements.end(), is_undefined)) return {};
  return failure(bind_path(path, placeholders).error());
}

Fault check_defined(const ast::ValueName& value, Placeholders& placeholders) {
  if (placeholders.value(value.name)) return {};
  return failure(bind_value(value, placeholders).error());
}

}  // namespace

Fault check_update(const ParsedUpdate& parsed, Placeholders& placeholders) {
  if (parsed.limit_fault) return failure(*parsed.limit_fault);
  const Mentions mentions = mentions_of(parsed.update);
  DYNAROCKS_TRY(check_reserved_words(mentions.paths));
  DYNAROCKS_TRY(check_functions(mentions.calls));
  DYNAROCKS_TRY(check_sections(parsed.update));
  for (const ast::Path* path : mentions.paths) DYNAROCKS_TRY(check_defined(*path, placeholders));
  for (const ast::ValueName* value : mentions.values) {
    DYNAROCKS_TRY(check_defined(*value, placeholders));
  }
  return {};
}

Fault check_bound_update(const BoundUpdate& update) {
  DYNAROCKS_TRY(check_paths_apart(update.targets));
  DYNAROCKS_TRY(check_clause_types(update.actions));
  for (const BoundAction& action : update.actions) DYNAROCKS_TRY(check_operands(action));
  return {};
}

}  // namespace dynarocks::expression
