#include "engine/store_failure.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

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

TEST(StoreFailure, OneLineSaysItForAllRequests) {
  ::testing::internal::CaptureStderr();
  for (int request = 0; request < 5; ++request) {
    static_cast<void>(store_failure({kv::StoreError::Kind::corrupt, "cannot read: a bad block"}));
    static_cast<void>(store_failure({kv::StoreError::Kind::read_only, "told by the store"}));
  }
  const std::string told = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::count(told.begin(), told.end(), '\n'), 1) << told;
  EXPECT_NE(told.find("a bad block"), std::string::npos);
}

}  // namespace
}  // namespace dynarocks::engine
