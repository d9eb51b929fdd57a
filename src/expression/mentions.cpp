#include "expression/mentions.h"

#include "expression/reserved_words.h"

namespace dynarocks::expression {

namespace {

/// Recursion is bounded by the parsers' limits on operators and nested calls.
class Collector {
 public:
  void operator()(const ast::Path& path) { mentions.paths.push_back(&path); }
  void operator()(const ast::ValueName& value) { mentions.values.push_back(&value); }
  void operator()(const ast::FunctionCall& call) { add_call(call, false); }
  void operator()(const ast::Predicate& predicate) { add_operands(predicate.operands); }
  void operator()(const ast::Logical& logical) {
    for (const ast::Condition& term : logical.terms) add_condition(term);
  }
  void add_condition(const ast::Condition& condition) {
    if (const auto* call = std::get_if<ast::FunctionCall>(&condition.node)) {
      add_call(*call, true);
    } else {
      std::visit(*this, condition.node);
    }
  }
  void add_operands(const std::vector<ast::Operand>& operands) {
    for (const ast::Operand& operand : operands) std::visit(*this, operand.node);
  }

  Mentions mentions;

 private:
  void add_call(const ast::FunctionCall& call, bool is_condition) {
    mentions.calls.push_back({&call, is_condition});
    add_operands(call.arguments);
  }
};

}  // namespace

Mentions mentions_of(const ast::Condition& condition) {
  Collector collector;
  collector.add_condition(condition);
  return std::move(collector.mentions);
}

Mentions mentions_of(const ast::Update& update) {
  Collector collector;
  for (const ast::UpdateSection& section : update.sections) {
    for (const ast::UpdateAction& action : section.actions) {
      collector(action.target);
      collector.add_operands(action.operands);
    }
  }
  return std::move(collector.mentions);
}

Result<void, std::string> check_reserved_words(const std::vector<const ast::Path*>& paths) {
  for (const ast::Path* path : paths) {
    for (const PathElement& element : path->elements) {
      const auto* name = std::get_if<std::string>(&element);
      if (name != nullptr && is_reserved_word(*name)) {
        return failure("Attribute name is a reserved keyword; reserved keyword: " + *name);
      }
    }
  }
  return {};
}

std::string invalid_function_name(std::string_view function) {
  return "Invalid function name; function: " + std::string(function);
}

std::string function_not_allowed(std::string_view function) {
  return "The function is not allowed to be used this way in an expression; function: " +
         std::string(function);
}

}  // namespace dynarocks::expression
