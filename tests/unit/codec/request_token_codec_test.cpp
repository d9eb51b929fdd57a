#include "codec/request_token_codec.h"

#include <gtest/gtest.h>

#include "codec/digest.h"
#include "hex.h"

namespace dynarocks::codec {
namespace {

RequestTokenRecord example() { return {1'700'000'000'000, digest("request"), {1, 3, 101}}; }

TEST(DigestTest, IsSha256) {
  EXPECT_EQ(to_hex(digest("abc")),
            "ba 78 16 bf 8f 01 cf ea 41 41 40 de 5d ae 22 23 b0 03 61 a3 96 17 7a 9c b4 10 ff 61 "
            "f2 00 15 ad");
}

TEST(RequestTokenCodecTest, RoundTrip) {
  const auto read = decode_request_token(encode_request_token(example()));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->completed_millis, example().completed_millis);
  EXPECT_EQ(read->request_digest, example().request_digest);
  EXPECT_EQ(read->read_blocks, example().read_blocks);
}

TEST(RequestTokenCodecTest, UnknownFieldsAreSkipped) {
  const std::string later("\x63\x02zz", 4);
  EXPECT_TRUE(decode_request_token(encode_request_token(example()) + later).has_value());
}

TEST(RequestTokenCodecTest, DamageIsSeen) {
  const std::string good = encode_request_token(example());
  EXPECT_FALSE(decode_request_token("").has_value());
  EXPECT_FALSE(decode_request_token("\x02" + good.substr(1)).has_value()) << "version";
  // Cut anywhere but between two fields; without its last field it reads as an empty one.
  const std::size_t without_blocks = good.size() - 5;
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_EQ(decode_request_token(good.substr(0, size)).has_value(), size == without_blocks)
        << size;
  }
  RequestTokenRecord short_digest = example();
  short_digest.request_digest = "short";
  EXPECT_FALSE(decode_request_token(encode_request_token(short_digest)).has_value());
}

}  // namespace
}  // namespace dynarocks::codec
