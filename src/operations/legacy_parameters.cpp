#include "operations/legacy_parameters.h"

#include <string>

namespace dynarocks::operations {

using model::ApiResult;
using model::validation_error;

namespace {

std::string present(const wire::Request& request, std::initializer_list<std::string_view> members) {
  std::string list;
  for (const std::string_view member : members) {
    if (!request.has(member)) continue;
    if (!list.empty()) list += ", ";
    list += member;
  }
  return list;
}

}  // namespace

ApiResult<void> check_no_mixing(const wire::Request& request,
                                std::initializer_list<std::string_view> non_expression,
                                std::initializer_list<std::string_view> expression) {
  const std::string legacy = present(request, non_expression);
  if (legacy.empty()) return {};
  const std::string expressions = present(request, expression);
  if (expressions.empty()) return {};
  return failure(validation_error(
      "Can not use both expression and non-expression parameters in the same request: "
      "Non-expression parameters: {" +
      legacy + "} Expression parameters: {" + expressions + "}"));
}

ApiResult<void> refuse_legacy_parameters(const wire::Request& request,
                                         std::initializer_list<std::string_view> non_expression) {
  const std::string legacy = present(request, non_expression);
  if (legacy.empty()) return {};
  return failure(validation_error(legacy +
                                  " not supported by this version of DynaRocks; use expression "
                                  "parameters instead"));
}

}  // namespace dynarocks::operations
