// What the writing operations say of item collections and their limit of 10 GB.
#include "codec/layout.h"
#include "model/limits.h"
#include "operation_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

constexpr std::int64_t gigabyte = 1024LL * 1024 * 1024;

class ItemCollectionTest : public OperationTest {
 protected:
  void SetUp() override {
    model::TableDescription table;
    table.key = {caller_, "tab"};
    table.table_id = "id";
    table.attribute_definitions = {{"a", model::AttributeType::S},
                                   {"pk", model::AttributeType::S},
                                   {"sk", model::AttributeType::S}};
    table.key_schema = {{"pk", model::KeyType::HASH}, {"sk", model::KeyType::RANGE}};
    table.local_secondary_indexes = {
        {1, "by-a", {{"pk", model::KeyType::HASH}, {"a", model::KeyType::RANGE}}, {}}};
    table.last_index_id = 1;
    table_ = catalog_->create(table).value();
  }

  /// Has the collection of "p" count so many bytes more.
  void grow(std::int64_t bytes) {
    const auto batch = store_->begin();
    batch->add(table_->space(), codec::collection_counters_row("p"), 0, bytes);
    ASSERT_TRUE(store_->commit(*batch));
  }

  /// SizeEstimateRangeGB of a write to "p".
  json range() {
    return answer("UpdateItem", R"({"TableName":"tab","Key":{"pk":{"S":"p"},"sk":{"S":"x"}},
                                    "ReturnItemCollectionMetrics":"SIZE"})")
        .at("ItemCollectionMetrics")
        .at("SizeEstimateRangeGB");
  }

  std::shared_ptr<engine::Table> table_;
};

TEST_F(ItemCollectionTest, SizesAreWholeGigabytes) {
  EXPECT_EQ(range(), json({0, 1}));
  grow(gigabyte - 6);  // beside the item's 6 bytes
  EXPECT_EQ(range(), json({1, 2}));
  grow(-1);
  EXPECT_EQ(range(), json({0, 1}));
  grow(7 * gigabyte + 1);
  EXPECT_EQ(range(), json({8, 9}));
}

TEST_F(ItemCollectionTest, FullCollectionsRefuseToGrow) {
  grow(model::limits::item_collection_bytes);
  const char* const full = "ItemCollectionSizeLimitExceededException: Collection size exceeded.";
  EXPECT_EQ(error("PutItem", R"({"TableName":"tab","Item":{"pk":{"S":"p"},"sk":{"S":"x"}}})"),
            full);
  EXPECT_EQ(error("UpdateItem", R"({"TableName":"tab","Key":{"pk":{"S":"p"},"sk":{"S":"x"}}})"),
            full);
  EXPECT_EQ(answer_text("PutItem", R"({"TableName":"tab","Item":{"pk":{"S":"q"},"sk":{"S":"x"}}})"),
            "{}");
}

TEST_F(ItemCollectionTest, TransactionsAreCancelled) {
  grow(model::limits::item_collection_bytes);
  const auto refused = run("TransactWriteItems", R"({"TransactItems":[
      {"Put":{"TableName":"tab","Item":{"pk":{"S":"q"},"sk":{"S":"x"}}}},
      {"Put":{"TableName":"tab","Item":{"pk":{"S":"p"},"sk":{"S":"x"}}}}]})");
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(
      error_text(refused.error()),
      "TransactionCanceledException: Transaction cancelled, please refer cancellation reasons "
      "for specific reasons [None, ItemCollectionSizeLimitExceeded]");
  EXPECT_EQ(refused.error().cancellation_reasons.at(1).message, "Collection size exceeded.");
  EXPECT_EQ(table_->item_count(), 0);
}

TEST_F(ItemCollectionTest, ABatchIsCarriedOutBesideTheRefusedRequest) {
  grow(model::limits::item_collection_bytes);
  EXPECT_EQ(error("BatchWriteItem", R"({"RequestItems":{"tab":[
      {"PutRequest":{"Item":{"pk":{"S":"a"},"sk":{"S":"x"}}}},
      {"PutRequest":{"Item":{"pk":{"S":"p"},"sk":{"S":"x"}}}},
      {"PutRequest":{"Item":{"pk":{"S":"z"},"sk":{"S":"x"}}}}]}})"),
            "ItemCollectionSizeLimitExceededException: Collection size exceeded.");
  EXPECT_EQ(table_->item_count(), 2);
}

TEST_F(ItemCollectionTest, OfABatchOfStatementsOnlyTheRefusedFails) {
  grow(model::limits::item_collection_bytes);
  const json responses = answer("BatchExecuteStatement", R"({"Statements":[
      {"Statement":"INSERT INTO tab VALUE {'pk': 'a', 'sk': 'x'}"},
      {"Statement":"INSERT INTO tab VALUE {'pk': 'p', 'sk': 'x'}"},
      {"Statement":"INSERT INTO tab VALUE {'pk': 'z', 'sk': 'x'}"}]})")["Responses"];
  EXPECT_EQ(responses, json::parse(R"([
      {"TableName":"tab"},
      {"Error":{"Code":"ItemCollectionSizeLimitExceeded","Message":"Collection size exceeded."},
       "TableName":"tab"},
      {"TableName":"tab"}])"));
  EXPECT_EQ(table_->item_count(), 2);
}

}  // namespace
}  // namespace dynarocks::operations
