#include "engine/store_failure.h"

#include <gtest/gtest.h>

namespace dynarocks::engine {
namespace {

TEST(StoreFailure, TellsTheClientNothingOfTheStore) {
  for (const auto kind :
       {kv::StoreError::Kind::corrupt, kv::StoreError::Kind::io, kv::StoreError::Kind::invalid}) {
    const model::ApiError error = store_failure({kind, "cannot commit: disk on fire"});
    EXPECT_EQ(error.code, model::ErrorCode::internal_server_error);
    EXPECT_EQ(error.message,
              "The request processing has failed because of an unknown error, exception or "
              "failure.");
  }
}

}  // namespace
}  // namespace dynarocks::engine
