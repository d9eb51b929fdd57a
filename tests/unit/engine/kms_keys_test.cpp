#include "engine/kms_keys.h"

#include <gmock/gmock.h>

#include <chrono>

#include "codec/layout.h"
#include "kv/rocksdb_store.h"

namespace dynarocks::engine {
namespace {

using model::KmsKey;
using model::KmsKeyState;
using std::chrono::hours;
using ::testing::ElementsAre;

constexpr EpochMillis week = 7LL * 24 * 60 * 60 * 1000;

class KmsKeysTest : public ::testing::Test {
 protected:
  void SetUp() override {
    kv::StoreOptions options;
    options.in_memory = true;
    store_ = std::move(*kv::open_rocksdb(options));
    reopen();
  }

  void reopen() { keys_ = KmsKeys::open(*store_, clock_).value(); }

  KmsKey create(const std::string& description = "") {
    return keys_->create(owner_, description).value();
  }
  [[nodiscard]] model::KmsKeyName name_of(const KmsKey& key) const {
    return {key.owner, {}, key.id};
  }
  [[nodiscard]] model::KmsKeyName alias(const std::string& name) const {
    return {owner_, name, {}};
  }

  /// "NotFoundException: <message>", or "" of a success.
  template <class T>
  static std::string error_of(const model::KmsResult<T>& result) {
    return result ? "" : result.error().type + ": " + result.error().message;
  }
  static std::string arn(const KmsKey& key) { return model::kms_key_arn(key.owner, key.id); }
  [[nodiscard]] std::vector<std::string> aliases_of(std::string_view key_id,
                                                    const std::string& after = {},
                                                    std::size_t limit = 10) const {
    std::vector<std::string> names;
    for (const auto& found : keys_->list_aliases(owner_, key_id, after, limit).entries) {
      names.push_back(found.name);
    }
    return names;
  }

  ManualClock clock_{1'700'000'000'000};
  std::unique_ptr<kv::Store> store_;
  std::unique_ptr<KmsKeys> keys_;
  model::AccountRegion owner_{"123456789012", "us-east-1"};
};

TEST_F(KmsKeysTest, ANewKeyIsEnabled) {
  EXPECT_FALSE(keys_->has_keys(owner_));
  const KmsKey key = create("for music");
  EXPECT_EQ(key.state, KmsKeyState::Enabled);
  EXPECT_EQ(key.creation_time, clock_.now_millis());
  EXPECT_EQ(key.description, "for music");
  EXPECT_EQ(keys_->find(owner_, key.id), key);
  EXPECT_TRUE(keys_->has_keys(owner_));
  EXPECT_FALSE(keys_->has_keys({"123456789012", "eu-west-1"}));
  EXPECT_FALSE(keys_->find({"123456789013", "us-east-1"}, key.id));
}

TEST_F(KmsKeysTest, IsSwitchedOffAndOn) {
  const KmsKey key = create();
  EXPECT_TRUE(keys_->all_usable());
  clock_.advance(hours(1));
  const KmsKey off = keys_->disable(name_of(key)).value();
  EXPECT_EQ(off.state, KmsKeyState::Disabled);
  EXPECT_EQ(off.unusable_since, clock_.now_millis());
  EXPECT_FALSE(keys_->all_usable());
  clock_.advance(hours(1));
  EXPECT_EQ(keys_->disable(name_of(key)).value(), off) << "once more changes nothing";
  EXPECT_EQ(keys_->enable(name_of(key)).value(), key);
  EXPECT_TRUE(keys_->all_usable());
}

TEST_F(KmsKeysTest, IsDeletedWhenItsDayComes) {
  const KmsKey key = create();
  ASSERT_TRUE(keys_->create_alias(owner_, "alias/a", name_of(key)));
  const KmsKey dying = keys_->schedule_deletion(name_of(key), week).value();
  EXPECT_EQ(dying.state, KmsKeyState::PendingDeletion);
  EXPECT_EQ(dying.deletion_time, clock_.now_millis() + week);
  const std::string pending = "KMSInvalidStateException: " + arn(key) + " is pending deletion.";
  EXPECT_EQ(error_of(keys_->schedule_deletion(name_of(key), week)), pending);
  EXPECT_EQ(error_of(keys_->enable(name_of(key))), pending);
  EXPECT_EQ(error_of(keys_->disable(name_of(key))), pending);
  EXPECT_EQ(error_of(keys_->create_alias(owner_, "alias/b", name_of(key))), pending);

  clock_.advance(std::chrono::milliseconds(week - 1));
  EXPECT_TRUE(keys_->get(alias("alias/a")));
  clock_.advance(std::chrono::milliseconds(1));
  const std::string gone = "NotFoundException: Key '" + arn(key) + "' does not exist";
  EXPECT_EQ(error_of(keys_->get(name_of(key))), gone);
  EXPECT_EQ(error_of(keys_->cancel_deletion(name_of(key))), gone);
  EXPECT_EQ(error_of(keys_->get(alias("alias/a"))),
            "NotFoundException: Alias arn:aws:kms:us-east-1:123456789012:alias/a is not found.");
  EXPECT_TRUE(keys_->list(owner_, {}, 10).entries.empty());
  EXPECT_THAT(aliases_of(""), ElementsAre());
  EXPECT_EQ(keys_->find(owner_, key.id), dying) << "remembered";
  EXPECT_TRUE(keys_->has_keys(owner_));
  const KmsKey other = create();
  EXPECT_TRUE(keys_->create_alias(owner_, "alias/a", name_of(other))) << "its alias is free";
}

TEST_F(KmsKeysTest, ACancelledDeletionLeavesADisabledKey) {
  const KmsKey key = create();
  EXPECT_EQ(error_of(keys_->cancel_deletion(name_of(key))),
            "KMSInvalidStateException: " + arn(key) + " is not pending deletion.");
  ASSERT_TRUE(keys_->schedule_deletion(name_of(key), week));
  const EpochMillis since = clock_.now_millis();
  clock_.advance(hours(1));
  const KmsKey saved = keys_->cancel_deletion(name_of(key)).value();
  EXPECT_EQ(saved.state, KmsKeyState::Disabled);
  EXPECT_EQ(saved.deletion_time, std::nullopt);
  EXPECT_EQ(saved.unusable_since, since);
  EXPECT_EQ(keys_->enable(name_of(key)).value(), key);
}

TEST_F(KmsKeysTest, Aliases) {
  const KmsKey one = create();
  const KmsKey two = create();
  ASSERT_TRUE(keys_->create_alias(owner_, "alias/a", name_of(one)));
  ASSERT_TRUE(keys_->create_alias(owner_, "alias/b", name_of(two)));
  EXPECT_EQ(keys_->get(alias("alias/a")).value(), one);
  EXPECT_EQ(error_of(keys_->create_alias(owner_, "alias/a", name_of(two))),
            "AlreadyExistsException: An alias with the name "
            "arn:aws:kms:us-east-1:123456789012:alias/a already exists");
  clock_.advance(hours(1));
  ASSERT_TRUE(keys_->update_alias(owner_, "alias/a", name_of(two)));
  EXPECT_EQ(keys_->get(alias("alias/a")).value(), two);
  const auto moved = keys_->find_alias(owner_, "alias/a");
  EXPECT_EQ(moved->last_update, clock_.now_millis());
  EXPECT_LT(moved->creation_time, moved->last_update);
  EXPECT_THAT(aliases_of(two.id), ElementsAre("alias/a", "alias/b"));
  EXPECT_THAT(aliases_of(one.id), ElementsAre());
  EXPECT_THAT(aliases_of("", "alias/a"), ElementsAre("alias/b"));
  ASSERT_TRUE(keys_->delete_alias(owner_, "alias/a"));
  const std::string gone =
      "NotFoundException: Alias arn:aws:kms:us-east-1:123456789012:alias/a is not found.";
  EXPECT_EQ(error_of(keys_->delete_alias(owner_, "alias/a")), gone);
  EXPECT_EQ(error_of(keys_->update_alias(owner_, "alias/a", name_of(one))), gone);
  EXPECT_EQ(
      error_of(keys_->create_alias(owner_, "alias/c", {{"999999999999", "us-east-1"}, {}, "k"})),
      "NotFoundException: Key 'arn:aws:kms:us-east-1:999999999999:key/k' does not exist");
}

TEST_F(KmsKeysTest, AliasesOfAnotherAccountsKey) {
  const model::AccountRegion stranger{"999999999999", "us-east-1"};
  const KmsKey theirs = keys_->create(stranger, "").value();
  EXPECT_EQ(error_of(keys_->create_alias(owner_, "alias/a", name_of(theirs))),
            "NotFoundException: Key '" + arn(theirs) + "' does not exist");
}

TEST_F(KmsKeysTest, AKeyHasAtMostFiftyAliases) {
  const KmsKey key = create();
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(keys_->create_alias(owner_, "alias/" + std::to_string(i), name_of(key)));
  }
  EXPECT_EQ(error_of(keys_->create_alias(owner_, "alias/more", name_of(key))),
            "LimitExceededException: The key has as many aliases as it may have");
}

TEST_F(KmsKeysTest, IsListedByPages) {
  std::vector<std::string> ids{create().id, create().id, create().id};
  std::sort(ids.begin(), ids.end());
  const auto first = keys_->list(owner_, {}, 2);
  EXPECT_TRUE(first.more);
  ASSERT_EQ(first.entries.size(), 2U);
  EXPECT_EQ(first.entries[0].id, ids[0]);
  const auto second = keys_->list(owner_, ids[1], 2);
  EXPECT_FALSE(second.more);
  ASSERT_EQ(second.entries.size(), 1U);
  EXPECT_EQ(second.entries[0].id, ids[2]);
}

TEST_F(KmsKeysTest, IsThereAfterARestart) {
  const KmsKey key = create("kept");
  ASSERT_TRUE(keys_->create_alias(owner_, "alias/a", name_of(key)));
  const KmsKey dying = keys_->schedule_deletion(name_of(create()), week).value();
  reopen();
  EXPECT_EQ(keys_->get(alias("alias/a")).value(), key);
  EXPECT_EQ(keys_->find(owner_, dying.id), dying);
  EXPECT_FALSE(keys_->all_usable());
}

TEST_F(KmsKeysTest, DamageIsToldAtTheStart) {
  const auto batch = store_->begin();
  batch->put(kv::catalog_space, codec::kms_key_row(owner_, "k"), "damage");
  ASSERT_TRUE(store_->commit(*batch));
  const auto opened = KmsKeys::open(*store_, clock_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, kv::StoreError::Kind::corrupt);
}

}  // namespace
}  // namespace dynarocks::engine
