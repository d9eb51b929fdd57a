#include "partiql/faults.h"

#include <utility>

namespace dynarocks::partiql {

namespace {

using ast::Kind;

/// The name of an operation, as the service's syntax tree calls it.
std::string_view operation_name(Kind kind) {
  switch (kind) {
    case Kind::path:
    case Kind::name:
      return "Id";
    case Kind::parameter:
      return "Parameter";
    case Kind::list:
      return "List";
    case Kind::bag:
      return "Bag";
    case Kind::tuple:
      return "Struct";
    case Kind::call:
      return "Call";
    case Kind::is:
      return "IsType";
    case Kind::or_:
      return "Or";
    case Kind::and_:
      return "And";
    case Kind::not_:
      return "Not";
    case Kind::eq:
      return "Eq";
    case Kind::ne:
      return "Ne";
    case Kind::in:
      return "InCollection";
    case Kind::lt:
      return "Lt";
    case Kind::le:
      return "Lte";
    case Kind::gt:
      return "Gt";
    case Kind::ge:
      return "Gte";
    case Kind::between:
      return "Between";
    case Kind::like:
      return "Like";
    case Kind::plus:
      return "Plus";
    case Kind::minus:
      return "Minus";
    case Kind::concat:
      return "Concat";
    case Kind::times:
      return "Times";
    case Kind::divide:
      return "Divide";
    case Kind::modulo:
      return "Modulo";
    case Kind::negative:
      return "Neg";
    case Kind::positive:
      return "Pos";
    case Kind::missing:
      return "Missing";
    case Kind::subscript:
    case Kind::wildcard:
    case Kind::string:
    case Kind::number:
    case Kind::true_:
    case Kind::false_:
    case Kind::null:
    case Kind::star:
      return "Lit";
  }
  return "Lit";
}

}  // namespace

model::ApiError fault(std::string message) { return model::validation_error(std::move(message)); }

model::ApiError exists_outside_transaction() {
  return fault("EXISTS() is only supported in ExecuteTransaction");
}

model::ApiError unexpected_path_component(const Position& position) {
  return fault("Unexpected path component at " + position.to_string());
}

model::ApiError unsupported_operation(const ast::Expression& expression) {
  return fault("Unsupported operation: " + std::string(operation_name(expression.kind)));
}

model::ApiError unrecognized_function(const ast::Expression& call) {
  return fault("Unrecognized function: " + call.text + " at " + call.position.to_string());
}

model::ApiError unsupported_data_type(const ast::Expression& expression, std::string_view key) {
  const bool is_call = expression.kind == Kind::call;
  std::string message = "Unsupported data type: ";
  message += is_call ? std::string_view(expression.text) : operation_name(expression.kind);
  message += " under key ";
  message += key;
  message += " at " + expression.position.to_string();
  return fault(std::move(message));
}

}  // namespace dynarocks::partiql
