#include "operations/kms_key.h"

#include <gtest/gtest.h>

#include <memory>
#include <regex>

#include "kv/rocksdb_store.h"

namespace dynarocks::operations {
namespace {

const model::AccountRegion caller{"123456789012", "us-east-1"};
const std::string place = "arn:aws:kms:us-east-1:123456789012:";

class KmsKey : public ::testing::Test {
 protected:
  std::string arn_of(std::string_view key_id, const model::AccountRegion& owner = caller) {
    const auto arn = kms_key_arn(key_id, owner, *keys_, UnknownKeys::accepted, clock_.now_millis());
    EXPECT_TRUE(arn) << key_id << ": " << (arn ? "" : arn.error().message);
    return arn.value_or("");
  }
  void expect_refused(const std::string& key_id, const std::string& what,
                      const std::string& type = "NotFoundException",
                      UnknownKeys unknown = UnknownKeys::accepted) {
    const auto arn = kms_key_arn(key_id, caller, *keys_, unknown, clock_.now_millis());
    ASSERT_FALSE(arn) << key_id;
    EXPECT_EQ(arn.error().code, model::ErrorCode::validation);
    const std::string introduction =
        type == "DisabledException" ? "KMS key disabled error" : "KMS validation error";
    const std::string head = introduction + ": com.amazonaws.services.kms.model." + type + ": " +
                             what + " (Service: AWSKMS; Status Code: 400; Error Code: " + type +
                             "; Request ID: ";
    const std::string& message = arn.error().message;
    ASSERT_EQ(message.substr(0, head.size()), head);
    EXPECT_TRUE(
        std::regex_match(message.substr(head.size()), std::regex("[0-9a-f-]{36}; Proxy: null\\)")))
        << message;
  }
  /// The id of a new key.
  std::string create(const model::AccountRegion& owner = caller) {
    return keys_->create(owner, "").value().id;
  }

  ManualClock clock_{1'700'000'000'000};
  std::unique_ptr<kv::Store> store_ = [] {
    kv::StoreOptions options;
    options.in_memory = true;
    return kv::open_rocksdb(options).value();
  }();
  std::unique_ptr<engine::KmsKeys> keys_ = engine::KmsKeys::open(*store_, clock_).value();
};

TEST_F(KmsKey, IdsAndArnsNameThemselves) {
  EXPECT_EQ(arn_of("1234abcd-12ab-34cd-56ef-1234567890ab"),
            place + "key/1234abcd-12ab-34cd-56ef-1234567890ab");
  EXPECT_EQ(arn_of(place + "key/mrk-1"), place + "key/mrk-1");
  EXPECT_EQ(arn_of("arn:aws:kms:us-east-1:999999999999:key/other"),
            "arn:aws:kms:us-east-1:999999999999:key/other");
}

TEST_F(KmsKey, AnAliasIsShownAsAKey) {
  const std::string arn = arn_of(default_kms_alias);
  EXPECT_TRUE(std::regex_match(
      arn, std::regex("arn:aws:kms:us-east-1:123456789012:key/"
                      "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}")))
      << arn;
  EXPECT_EQ(arn_of(default_kms_alias), arn);
  EXPECT_EQ(arn_of(place + std::string(default_kms_alias)), arn);
}

TEST_F(KmsKey, AliasesAccountsAndRegionsHaveKeysOfTheirOwn) {
  const std::string key_of_us = arn_of("alias/one").substr(place.size());
  EXPECT_NE(arn_of("alias/two").substr(place.size()), key_of_us);
  EXPECT_NE(arn_of("alias/one", {"123456789012", "eu-west-1"}).substr(place.size()), key_of_us);
  EXPECT_NE(arn_of("alias/one", {"123456789013", "us-east-1"}).substr(place.size()), key_of_us);
}

TEST_F(KmsKey, OfAnotherRegion) {
  expect_refused("arn:aws:kms:eu-west-1:123456789012:key/k", "Invalid arn eu-west-1");
}

TEST_F(KmsKey, WhatCanBeNoKey) {
  for (const std::string& key_id :
       {std::string("a key"), std::string("alias/"), std::string("alias/a b"), std::string("arn:"),
        std::string("arn:aws:kms:us-east-1:123456789012"), place + "table/t", place + "key/",
        std::string("arn:aws:s3:us-east-1:123456789012:key/k"),
        std::string("arn:aws-cn:kms:us-east-1:123456789012:key/k"),
        std::string("arn:aws:kms:us-east-1::key/k"), std::string(257, 'k')}) {
    expect_refused(key_id, "Invalid keyId '" + key_id + "'");
  }
}

TEST_F(KmsKey, AliasesNameTheirKeys) {
  const std::string id = create();
  ASSERT_TRUE(keys_->create_alias(caller, "alias/one", {caller, {}, id}));
  EXPECT_EQ(arn_of("alias/one"), place + "key/" + id);
  EXPECT_EQ(arn_of(place + "alias/one"), place + "key/" + id);
}

TEST_F(KmsKey, OnceThereAreKeysAliasesHaveToBeThere) {
  const std::string made_up = arn_of("alias/one");
  create({"123456789012", "eu-west-1"});
  EXPECT_EQ(arn_of("alias/one"), made_up);
  create();
  expect_refused("alias/one", "Alias " + place + "alias/one is not found.");
  EXPECT_EQ(arn_of("a-dummy-key"), place + "key/a-dummy-key");
  arn_of(default_kms_alias);
}

TEST_F(KmsKey, KeysThatAreOfNoUse) {
  const std::string id = create();
  const std::string arn = place + "key/" + id;
  ASSERT_TRUE(keys_->create_alias(caller, "alias/one", {caller, {}, id}));
  ASSERT_TRUE(keys_->disable({caller, {}, id}));
  for (const std::string& name : {id, arn, std::string("alias/one")}) {
    expect_refused(name, arn + " is disabled.", "DisabledException");
  }
  ASSERT_TRUE(keys_->schedule_deletion({caller, {}, id}, 1000));
  expect_refused("alias/one", arn + " is pending deletion.", "KMSInvalidStateException");
  clock_.advance(std::chrono::milliseconds(1000));
  expect_refused(id, "Key '" + arn + "' does not exist");
  expect_refused("alias/one", "Alias " + place + "alias/one is not found.");
}

TEST_F(KmsKey, WhereSignaturesAreCheckedUnknownKeysAreRefused) {
  const auto refused = [&](const std::string& key_id, const std::string& what) {
    expect_refused(key_id, what, "NotFoundException", UnknownKeys::refused);
  };
  refused("k", "Key '" + place + "key/k' does not exist");
  refused("arn:aws:kms:us-east-1:999999999999:key/k",
          "Key 'arn:aws:kms:us-east-1:999999999999:key/k' does not exist");
  refused("alias/one", "Alias " + place + "alias/one is not found.");
  const auto known = [&](std::string_view key_id) {
    return kms_key_arn(key_id, caller, *keys_, UnknownKeys::refused, clock_.now_millis())
        .value_or("");
  };
  EXPECT_EQ(known(default_kms_alias), arn_of(default_kms_alias));
  EXPECT_EQ(known(arn_of(default_kms_alias)), arn_of(default_kms_alias));
  const std::string id = create();
  EXPECT_EQ(known(id), place + "key/" + id);
  const model::AccountRegion stranger{"999999999999", "us-east-1"};
  const std::string theirs = model::kms_key_arn(stranger, create(stranger));
  EXPECT_EQ(known(theirs), theirs);
}

}  // namespace
}  // namespace dynarocks::operations
