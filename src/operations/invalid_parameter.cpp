#include "operations/invalid_parameter.h"

#include <string>

namespace dynarocks::operations {

model::ApiError invalid_parameter(std::string_view detail) {
  return model::validation_error(
      std::string("One or more parameter values were invalid: ").append(detail));
}

}  // namespace dynarocks::operations
