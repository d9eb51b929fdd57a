#pragma once
// Errors of the Key Management Service, which has an API and names of its own.

#include <string>
#include <utility>

#include "base/result.h"

namespace dynarocks::model {

struct KmsError {
  std::string type;     // "NotFoundException"
  std::string message;  // may be empty
  int http_status = 400;
};

template <class T>
using KmsResult = Result<T, KmsError>;

[[nodiscard]] inline auto kms_failure(std::string type, std::string message) {
  return failure(KmsError{std::move(type), std::move(message)});
}

}  // namespace dynarocks::model
