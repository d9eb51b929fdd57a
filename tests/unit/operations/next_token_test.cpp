#include "operations/next_token.h"

#include <gtest/gtest.h>

#include "base/base64.h"
#include "codec/digest.h"
#include "codec/item_codec.h"

namespace dynarocks::operations {
namespace {

std::string some_key() {
  model::AttributeMap key;
  key.set("pk", model::AttributeValue(std::string("a")));
  return codec::encode_item(key);
}

TEST(NextToken, ComesBack) {
  const std::string asked = codec::digest("SELECT");
  const auto position = read_next_token(next_token({0x01020304, some_key()}, asked), asked);
  ASSERT_TRUE(position.has_value());
  EXPECT_EQ(position->read, 0x01020304U);
  EXPECT_EQ(position->last_key, some_key());
}

TEST(NextToken, OfAnotherRequest) {
  const auto position =
      read_next_token(next_token({0, some_key()}, codec::digest("a")), codec::digest("b"));
  EXPECT_EQ(position.error().message, "NextToken does not match request");
}

TEST(NextToken, WhatIsNone) {
  const std::string asked = codec::digest("SELECT");
  const std::string good = decode_base64(next_token({0, some_key()}, asked)).value();
  const auto refused = [&asked](const std::string& bytes) {
    std::string token;
    append_base64(bytes, token);
    const auto position = read_next_token(token, asked);
    return !position && position.error().message == "Invalid NextToken";
  };
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_TRUE(refused(good.substr(0, size))) << size;
  }
  EXPECT_TRUE(refused(good + "x"));
  EXPECT_TRUE(refused("\x02" + good.substr(1)));
  EXPECT_EQ(read_next_token("*", asked).error().message, "Invalid NextToken");
}

}  // namespace
}  // namespace dynarocks::operations
