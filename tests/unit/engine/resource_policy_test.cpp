#include "engine/resource_policy.h"

#include "codec/layout.h"
#include "codec/stream_codec.h"
#include "codec/table_codec.h"
#include "engine_fixture.h"

namespace dynarocks::engine {
namespace {

const std::string advice = "; restore the data directory from a backup or start with an empty one";
const model::ResourcePolicy denial{
    R"({"Version":"2012-10-17","Statement":{"Sid":"S","Effect":"Deny","Principal":"*",)"
    R"("Action":"dynamodb:Scan","Resource":"*"}})",
    1'700'000'000'000};

class ResourcePolicyTest : public EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    update([](model::TableDescription& table) {
      table.stream_view_type = model::StreamViewType::KEYS_ONLY;
    });
    stream_ = table_->stream();
  }

  void update(const std::function<void(model::TableDescription&)>& change) {
    ASSERT_TRUE(
        catalog_->update(table_->description()->key, [&](auto& table) -> model::ApiResult<void> {
          change(table);
          return {};
        }));
  }
  void put_on_table(const model::ResourcePolicy& policy) {
    update([&](model::TableDescription& table) { table.resource_policy = policy; });
  }
  void put_on_stream(const model::ResourcePolicy& policy) {
    ASSERT_TRUE(
        catalog_->streams().change_policy(*stream_, [&](auto& stored) -> model::ApiResult<void> {
          stored = policy;
          return {};
        }));
  }

  void reopen() {
    const auto key = stream_->key();
    stream_.reset();
    table_.reset();
    catalog_ = std::move(*Catalog::open(*store_, clock_));
    table_ = catalog_->find(key.table);
    stream_ = catalog_->streams().find(key);
  }
  std::string error_of_start() {
    const auto opened = Catalog::open(*store_, clock_);
    return opened ? "" : opened.error().message;
  }
  void store(const std::string& row, const std::string& value) {
    const auto batch = store_->begin();
    batch->put(kv::catalog_space, row, value);
    ASSERT_TRUE(store_->commit(*batch));
  }

  std::shared_ptr<Stream> stream_;
};

TEST_F(ResourcePolicyTest, IsReadyForEvaluation) {
  EXPECT_EQ(table_->state()->policy, nullptr);
  EXPECT_EQ(stream_->policy(), nullptr);
  put_on_table(denial);
  ASSERT_NE(table_->state()->policy, nullptr);
  EXPECT_EQ(table_->state()->policy->statements.at(0).sid, "S");
  EXPECT_EQ(table_->state()->policy->name,
            "the policy of arn:aws:dynamodb:us-east-1:000000000000:table/t");
  EXPECT_EQ(stream_->policy(), nullptr);
  put_on_stream(denial);
  ASSERT_NE(stream_->policy(), nullptr);
  EXPECT_EQ(stream_->policy()->name, "the policy of " + model::stream_arn(stream_->key()));
  put_on_stream({"", 1'700'000'000'001});
  EXPECT_EQ(stream_->policy(), nullptr);
  put_on_table({"", 1'700'000'000'001});
  EXPECT_EQ(table_->state()->policy, nullptr);
}

TEST_F(ResourcePolicyTest, IsReadFromTheStore) {
  put_on_table(denial);
  put_on_stream(denial);
  reopen();
  EXPECT_EQ(table_->description()->resource_policy, denial);
  EXPECT_EQ(stream_->description().resource_policy, denial);
  EXPECT_NE(table_->state()->policy, nullptr);
  EXPECT_NE(stream_->policy(), nullptr);
}

TEST_F(ResourcePolicyTest, StaysWhenOtherThingsChange) {
  put_on_table(denial);
  put_on_stream(denial);
  update([](model::TableDescription& table) { table.stream_view_type.reset(); });
  EXPECT_EQ(stream_->description().status, model::StreamStatus::DISABLED);
  EXPECT_NE(stream_->policy(), nullptr);
  EXPECT_NE(table_->state()->policy, nullptr);
}

TEST_F(ResourcePolicyTest, AStreamThatIsGoneHasNone) {
  update([](model::TableDescription& table) { table.stream_view_type.reset(); });
  ASSERT_TRUE(catalog_->streams().erase(*stream_));
  const auto changed = catalog_->streams().change_policy(
      *stream_, [](auto& /*policy*/) -> model::ApiResult<void> { return {}; });
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().code, model::ErrorCode::resource_not_found);
}

TEST_F(ResourcePolicyTest, OneThatCannotBeReadStopsTheStart) {
  const model::TableDescription good = *table_->description();
  model::TableDescription bad = good;
  bad.resource_policy = {"{}", 1};
  store(codec::table_row(good.key), codec::encode_table_record({table_->space(), bad}));
  EXPECT_EQ(error_of_start(), "the policy of table t cannot be read" + advice);
  store(codec::table_row(good.key), codec::encode_table_record({table_->space(), good}));
  EXPECT_EQ(error_of_start(), "");
  model::StreamDescription stream = stream_->description();
  stream.resource_policy = {"{}", 1};
  store(codec::stream_row(stream.key), codec::encode_stream_entry({stream_->rows().id, stream}));
  EXPECT_EQ(error_of_start(), "the policy of a stream of table t cannot be read" + advice);
}

}  // namespace
}  // namespace dynarocks::engine
