#include "codec/kms_codec.h"

#include <gtest/gtest.h>

#include "codec/layout.h"
#include "hex.h"

namespace dynarocks::codec {
namespace {

model::KmsKey example_key() {
  return {{"000000000000", "us-east-1"},
          "k",
          model::KmsKeyState::PendingDeletion,
          1'700'000'000'000,
          "d",
          1'700'000'000'002,
          1'700'000'000'001};
}

model::KmsAlias example_alias() {
  return {{"000000000000", "us-east-1"}, "alias/a", "k", 1'700'000'000'000, 1'700'000'000'001};
}

TEST(KmsFormat, IsAsDocumented) {
  EXPECT_EQ(to_hex(kms_key_row({"000000000000", "us-east-1"}, "k")),
            "4b 30 30 30 30 30 30 30 30 30 30 30 30 00 75 73 2d 65 61 73 74 2d 31 00 6b");
  EXPECT_EQ(to_hex(kms_alias_row({"000000000000", "us-east-1"}, "alias/a")),
            "41 30 30 30 30 30 30 30 30 30 30 30 30 00 75 73 2d 65 61 73 74 2d 31 00 "
            "61 6c 69 61 73 2f 61");
  EXPECT_EQ(to_hex(encode_kms_key(example_key())),
            "01 "
            "01 0c 30 30 30 30 30 30 30 30 30 30 30 30 "
            "02 09 75 73 2d 65 61 73 74 2d 31 "
            "03 01 6b "
            "04 08 02 00 00 00 00 00 00 00 "
            "05 08 00 68 e5 cf 8b 01 00 00 "
            "06 01 64 "
            "07 08 02 68 e5 cf 8b 01 00 00 "
            "08 08 01 68 e5 cf 8b 01 00 00");
  EXPECT_EQ(to_hex(encode_kms_alias(example_alias())),
            "01 "
            "01 0c 30 30 30 30 30 30 30 30 30 30 30 30 "
            "02 09 75 73 2d 65 61 73 74 2d 31 "
            "03 07 61 6c 69 61 73 2f 61 "
            "04 01 6b "
            "05 08 00 68 e5 cf 8b 01 00 00 "
            "06 08 01 68 e5 cf 8b 01 00 00");
}

TEST(KmsCodecTest, RoundTrip) {
  model::KmsKey enabled = example_key();
  enabled.state = model::KmsKeyState::Enabled;
  enabled.deletion_time.reset();
  enabled.unusable_since.reset();
  enabled.description.clear();
  for (const model::KmsKey& key : {example_key(), enabled}) {
    EXPECT_EQ(decode_kms_key(encode_kms_key(key)), key);
  }
  EXPECT_EQ(decode_kms_alias(encode_kms_alias(example_alias())), example_alias());
}

TEST(KmsCodecTest, UnknownFieldsAreSkipped) {
  const std::string later("\x63\x02zz", 4);
  EXPECT_EQ(decode_kms_key(encode_kms_key(example_key()) + later), example_key());
  EXPECT_EQ(decode_kms_alias(encode_kms_alias(example_alias()) + later), example_alias());
}

TEST(KmsCodecTest, DamageIsSeen) {
  const std::string key = encode_kms_key(example_key());
  const std::string alias = encode_kms_alias(example_alias());
  EXPECT_FALSE(decode_kms_key(""));
  EXPECT_FALSE(decode_kms_alias(""));
  EXPECT_FALSE(decode_kms_key("\x02" + key.substr(1)));
  EXPECT_FALSE(decode_kms_alias("\x02" + alias.substr(1)));
  EXPECT_FALSE(decode_kms_key(key.substr(0, key.size() - 1)));
  EXPECT_FALSE(decode_kms_alias(alias.substr(0, alias.size() - 1)));
  EXPECT_FALSE(decode_kms_key(key.substr(0, 26))) << "no id";
  EXPECT_FALSE(decode_kms_alias(alias.substr(0, 26))) << "no name";
  std::string state = key;
  state[31] = 3;
  EXPECT_FALSE(decode_kms_key(state)) << "no such state";
}

}  // namespace
}  // namespace dynarocks::codec
