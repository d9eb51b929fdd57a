#include "engine/transaction_canceled.h"

#include <string_view>
#include <utility>

namespace dynarocks::engine {

using model::ApiError;
using model::CancellationReason;

std::vector<CancellationReason> no_reasons(std::size_t actions) {
  return std::vector<CancellationReason>(actions, CancellationReason{"None", {}, {}});
}

ApiError transaction_canceled(std::vector<CancellationReason> reasons) {
  ApiError error;
  error.code = model::ErrorCode::transaction_canceled;
  error.message = "Transaction cancelled, please refer cancellation reasons for specific reasons [";
  for (const CancellationReason& reason : reasons) {
    if (&reason != &reasons.front()) error.message += ", ";
    error.message += reason.code;
  }
  error.message += ']';
  error.cancellation_reasons = std::move(reasons);
  return error;
}

ApiError transaction_canceled_by(std::size_t action, std::size_t actions, const ApiError& fault) {
  std::string_view code;
  switch (fault.code) {
    case model::ErrorCode::validation:
      code = "ValidationError";
      break;
    case model::ErrorCode::item_collection_size_limit_exceeded:
      code = "ItemCollectionSizeLimitExceeded";
      break;
    default:
      return fault;
  }
  auto reasons = no_reasons(actions);
  reasons[action] = {std::string(code), fault.message, {}};
  return transaction_canceled(std::move(reasons));
}

}  // namespace dynarocks::engine
