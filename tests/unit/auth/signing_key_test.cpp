#include "auth/signing_key.h"

#include <gtest/gtest.h>

#include <string>

#include "base/hex.h"

namespace dynarocks::auth {
namespace {

constexpr std::string_view secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

// The example of AWS's documentation.
TEST(SigningKey, IsDerivedAsAwsDoes) {
  EXPECT_EQ(hex(derive_signing_key({secret, "20150830", "us-east-1", "iam"})),
            "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9");
}

TEST(SigningKeyCache, AnswersWhatWouldBeDerived) {
  SigningKeyCache cache;
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 1000; ++i) {
      const std::string region = "region-" + std::to_string(i);
      const SigningScope scope{secret, "20150830", region, "dynamodb"};
      ASSERT_EQ(cache.key(scope), derive_signing_key(scope));
    }
  }
}

TEST(SigningKeyCache, KeepsScopesApart) {
  SigningKeyCache cache;
  const std::string key = cache.key({"a", "20150830", "b", "c"});
  EXPECT_EQ(cache.key({"a", "20150830", "b", "c"}), key);
  EXPECT_NE(cache.key({"A", "20150830", "b", "c"}), key);
  EXPECT_NE(cache.key({"a", "20150831", "b", "c"}), key);
  EXPECT_NE(cache.key({"a", "20150830", "bc", ""}), key);
}

}  // namespace
}  // namespace dynarocks::auth
