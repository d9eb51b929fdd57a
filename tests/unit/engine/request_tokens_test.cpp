#include "engine/request_tokens.h"

#include <gmock/gmock.h>

#include <chrono>

#include "codec/digest.h"
#include "codec/layout.h"
#include "kv/rocksdb_store.h"

namespace dynarocks::engine {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class RequestTokensTest : public ::testing::Test {
 protected:
  void SetUp() override {
    kv::StoreOptions options;
    options.in_memory = true;
    store_ = std::move(*kv::open_rocksdb(options));
    reopen();
  }

  void reopen() { tokens_ = std::make_unique<RequestTokens>(*store_, clock_); }

  model::ApiResult<RequestTokens::Claim> claim(std::string_view token,
                                               std::string_view request = "request") {
    return tokens_->claim(owner_, token, codec::digest(request));
  }

  void complete(std::string_view token, std::string_view request = "request") {
    const auto claimed = claim(token, request);
    ASSERT_TRUE(claimed.has_value());
    ASSERT_FALSE(claimed->completed_read_blocks());
    const auto batch = store_->begin();
    claimed->remember(*batch, {1, 300});
    ASSERT_TRUE(store_->commit(*batch));
  }

  [[nodiscard]] std::size_t stored_rows() const {
    const auto cursor = store_->scan(kv::catalog_space, {"E", "S", true}, nullptr);
    std::size_t rows = 0;
    for (; (*cursor)->valid(); (*cursor)->next()) ++rows;
    return rows;
  }

  ManualClock clock_{1'700'000'000'000};
  std::unique_ptr<kv::Store> store_;
  std::unique_ptr<RequestTokens> tokens_;
  model::AccountRegion owner_{"000000000000", "us-east-1"};
};

TEST_F(RequestTokensTest, CompletedRequestIsRecalledForTenMinutes) {
  complete("t");
  clock_.advance(minutes(10) - milliseconds(1));
  {
    const auto again = claim("t");
    ASSERT_TRUE(again.has_value());
    ASSERT_TRUE(again->completed_read_blocks());
    EXPECT_THAT(*again->completed_read_blocks(), ElementsAre(1, 300));
  }
  clock_.advance(milliseconds(1));
  const auto late = claim("t", "another request");
  ASSERT_TRUE(late.has_value());
  EXPECT_FALSE(late->completed_read_blocks());
}

TEST_F(RequestTokensTest, ADamagedTokenFailsTheRequest) {
  complete("t");
  const auto batch = store_->begin();
  batch->put(kv::catalog_space, codec::request_token_row(owner_, "t"), "damaged");
  ASSERT_TRUE(store_->commit(*batch));
  ::testing::internal::CaptureStderr();
  const auto again = claim("t");
  EXPECT_THAT(::testing::internal::GetCapturedStderr(),
              HasSubstr("a request token cannot be read; restore the data directory from a backup "
                        "or start with an empty one"));
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code, model::ErrorCode::internal_server_error);
}

TEST_F(RequestTokensTest, RecallDoesNotProlong) {
  complete("t");
  clock_.advance(minutes(9));
  EXPECT_TRUE(claim("t")->completed_read_blocks());
  clock_.advance(minutes(1));
  EXPECT_FALSE(claim("t")->completed_read_blocks());
}

TEST_F(RequestTokensTest, SurvivesARestart) {
  complete("t");
  reopen();
  EXPECT_TRUE(claim("t")->completed_read_blocks());
}

TEST_F(RequestTokensTest, AnotherRequestIsAMismatch) {
  complete("t");
  const auto other = claim("t", "another request");
  ASSERT_FALSE(other.has_value());
  EXPECT_EQ(other.error().code, model::ErrorCode::idempotent_parameter_mismatch);
  EXPECT_TRUE(claim("t")) << "a refused claim is given up";
}

TEST_F(RequestTokensTest, OneClaimAtATime) {
  {
    const auto first = claim("t");
    ASSERT_TRUE(first.has_value());
    const auto second = claim("t");
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(second.error().code, model::ErrorCode::transaction_in_progress);
    EXPECT_EQ(second.error().message, "Transaction from previous request is still in progress");
    EXPECT_TRUE(claim("u"));
  }
  const auto third = claim("t", "another request");
  ASSERT_TRUE(third.has_value()) << "what was not remembered leaves no trace";
  EXPECT_FALSE(third->completed_read_blocks());
}

TEST_F(RequestTokensTest, AccountsAndRegionsAreApart) {
  complete("t");
  for (const model::AccountRegion& owner : {model::AccountRegion{"000000000001", "us-east-1"},
                                            model::AccountRegion{"000000000000", "us-east-2"}}) {
    const auto claimed = tokens_->claim(owner, "t", codec::digest("another request"));
    ASSERT_TRUE(claimed.has_value());
    EXPECT_FALSE(claimed->completed_read_blocks());
  }
}

TEST_F(RequestTokensTest, ExpiredTokensAreRemovedInBoundedSteps) {
  constexpr int made = 200;
  for (int i = 0; i < made; ++i) complete("t" + std::to_string(i));
  EXPECT_EQ(stored_rows(), 2u * made);
  clock_.advance(minutes(10));
  reopen();
  ASSERT_TRUE(claim("next"));
  EXPECT_EQ(stored_rows(), 2u * (made - 64));
  for (int i = 0; i < 32 * 4; ++i) ASSERT_TRUE(claim("next"));
  EXPECT_EQ(stored_rows(), 0u);
}

TEST_F(RequestTokensTest, RemovalLeavesLiveTokens) {
  complete("old");
  clock_.advance(minutes(5));
  complete("young");
  clock_.advance(minutes(5));
  reopen();
  EXPECT_TRUE(claim("young")->completed_read_blocks());
  EXPECT_EQ(stored_rows(), 2u);
}

TEST_F(RequestTokensTest, TokenUsedAgainAfterItsTimeLivesItsFullTime) {
  complete("t");
  clock_.advance(minutes(10));
  complete("t", "another request");
  EXPECT_EQ(stored_rows(), 2u);
  clock_.advance(minutes(9));
  reopen();
  EXPECT_TRUE(claim("t", "another request")->completed_read_blocks());
}

TEST_F(RequestTokensTest, RemovalSparesWhatIsClaimed) {
  complete("t");
  clock_.advance(minutes(10));
  const auto claimed = claim("t");
  ASSERT_TRUE(claimed.has_value());
  for (int i = 0; i < 32; ++i) ASSERT_TRUE(claim("other"));
  EXPECT_EQ(stored_rows(), 2u);
}

TEST_F(RequestTokensTest, ForgetsAllAtOnce) {
  complete("one");
  complete("two");
  EXPECT_EQ(stored_rows(), 4u);
  ASSERT_TRUE(tokens_->forget_all());
  EXPECT_EQ(stored_rows(), 0u);
  complete("one", "another request");
}

TEST_F(RequestTokensTest, DamagedRecordIsAnInternalError) {
  const auto batch = store_->begin();
  batch->put(kv::catalog_space, codec::request_token_row(owner_, "t"), "damaged");
  ASSERT_TRUE(store_->commit(*batch));
  const auto claimed = claim("t");
  ASSERT_FALSE(claimed.has_value());
  EXPECT_EQ(claimed.error().code, model::ErrorCode::internal_server_error);
}

}  // namespace
}  // namespace dynarocks::engine
