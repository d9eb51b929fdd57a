#include "operations/kms_key.h"

#include <gtest/gtest.h>

#include <regex>

namespace dynarocks::operations {
namespace {

const model::AccountRegion caller{"123456789012", "us-east-1"};
const std::string place = "arn:aws:kms:us-east-1:123456789012:";

std::string arn_of(std::string_view key_id, const model::AccountRegion& owner = caller) {
  const auto arn = kms_key_arn(key_id, owner);
  EXPECT_TRUE(arn) << key_id;
  return arn.value_or("");
}

TEST(KmsKey, IdsAndArnsNameThemselves) {
  EXPECT_EQ(arn_of("1234abcd-12ab-34cd-56ef-1234567890ab"),
            place + "key/1234abcd-12ab-34cd-56ef-1234567890ab");
  EXPECT_EQ(arn_of(place + "key/mrk-1"), place + "key/mrk-1");
  EXPECT_EQ(arn_of("arn:aws:kms:us-east-1:999999999999:key/other"),
            "arn:aws:kms:us-east-1:999999999999:key/other");
}

TEST(KmsKey, AnAliasIsShownAsAKey) {
  const std::string arn = arn_of(default_kms_alias);
  EXPECT_TRUE(std::regex_match(
      arn, std::regex("arn:aws:kms:us-east-1:123456789012:key/"
                      "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}")))
      << arn;
  EXPECT_EQ(arn_of(default_kms_alias), arn);
  EXPECT_EQ(arn_of(place + std::string(default_kms_alias)), arn);
}

TEST(KmsKey, AliasesAccountsAndRegionsHaveKeysOfTheirOwn) {
  const std::string key_of_us = arn_of("alias/one").substr(place.size());
  EXPECT_NE(arn_of("alias/two").substr(place.size()), key_of_us);
  EXPECT_NE(arn_of("alias/one", {"123456789012", "eu-west-1"}).substr(place.size()), key_of_us);
  EXPECT_NE(arn_of("alias/one", {"123456789013", "us-east-1"}).substr(place.size()), key_of_us);
}

void expect_refused(const std::string& key_id, const std::string& what) {
  const auto arn = kms_key_arn(key_id, caller);
  ASSERT_FALSE(arn) << key_id;
  EXPECT_EQ(arn.error().code, model::ErrorCode::validation);
  const std::string head =
      "KMS validation error: com.amazonaws.services.kms.model.NotFoundException: " + what +
      " (Service: AWSKMS; Status Code: 400; Error Code: NotFoundException; Request ID: ";
  const std::string& message = arn.error().message;
  ASSERT_EQ(message.substr(0, head.size()), head);
  EXPECT_TRUE(
      std::regex_match(message.substr(head.size()), std::regex("[0-9a-f-]{36}; Proxy: null\\)")))
      << message;
}

TEST(KmsKey, OfAnotherRegion) {
  expect_refused("arn:aws:kms:eu-west-1:123456789012:key/k", "Invalid arn eu-west-1");
}

TEST(KmsKey, WhatCanBeNoKey) {
  for (const std::string& key_id :
       {std::string("a key"), std::string("alias/"), std::string("alias/a b"), std::string("arn:"),
        std::string("arn:aws:kms:us-east-1:123456789012"), place + "table/t", place + "key/",
        std::string("arn:aws:s3:us-east-1:123456789012:key/k"),
        std::string("arn:aws-cn:kms:us-east-1:123456789012:key/k"),
        std::string("arn:aws:kms:us-east-1::key/k"), std::string(257, 'k')}) {
    expect_refused(key_id, "Invalid keyId '" + key_id + "'");
  }
}

}  // namespace
}  // namespace dynarocks::operations
