#include "engine/store_failure.h"

#include "base/rare_log.h"

namespace dynarocks::engine {
namespace {

void tell(const kv::StoreError& error) {
  if (error.kind == kv::StoreError::Kind::read_only) return;  // the store has told
  log::error_rarely(error.message);
}

}  // namespace

model::ApiError store_failure(const kv::StoreError& error) {
  tell(error);
  return model::ApiError{
      model::ErrorCode::internal_server_error,
      "The request processing has failed because of an unknown error, exception or failure.",
      {},
      {},
      true};
}

}  // namespace dynarocks::engine
