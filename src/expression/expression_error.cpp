#include "expression/expression_error.h"

namespace dynarocks::expression {

std::string_view expression_name(ExpressionKind kind) {
  constexpr std::string_view names[] = {"ConditionExpression", "FilterExpression",
                                        "KeyConditionExpression", "ProjectionExpression",
                                        "UpdateExpression"};
  return names[static_cast<std::uint8_t>(kind)];
}

model::ApiError invalid_expression(ExpressionKind kind, std::string_view fault) {
  std::string message = "Invalid ";
  message += expression_name(kind);
  message += ": ";
  message += fault;
  return model::validation_error(std::move(message));
}

}  // namespace dynarocks::expression
