#include "engine/store_failure.h"

#include "base/logging.h"

namespace dynarocks::engine {

model::ApiError store_failure(const kv::StoreError& error) {
  log::error(error.message);
  return model::ApiError{
      model::ErrorCode::internal_server_error,
      "The request processing has failed because of an unknown error, exception or failure.",
      {},
      {},
      true};
}

}  // namespace dynarocks::engine
