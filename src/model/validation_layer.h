#pragma once
// DynamoDB runs two request-validation layers with different wordings (reference "wire protocol",
// section 7). Which one an operation answers with stands in its row of the operation table.

#include <cstdint>

namespace dynarocks::model {

enum class ValidationLayer : std::uint8_t {
  classic,  // [old]
  current,  // [cur]
};

}  // namespace dynarocks::model
