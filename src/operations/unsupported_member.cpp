#include "operations/unsupported_member.h"

#include <string>

#include "operations/invalid_parameter.h"

namespace dynarocks::operations {

model::ApiError unsupported_member(std::string_view member) {
  const std::string_view verb = member.ends_with('s') ? " are" : " is";
  return invalid_parameter(
      std::string(member).append(verb).append(" not supported by this version of DynaRocks"));
}

}  // namespace dynarocks::operations
