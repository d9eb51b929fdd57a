// PartiQL statements on an item that is in a transaction in progress.

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "codec/layout.h"
#include "item_operation_fixture.h"

namespace dynarocks::operations {
namespace {

class StatementConflictTest : public ItemOperationTest {
 protected:
  void SetUp() override {
    ItemOperationTest::SetUp();
    put("hash", R"({"pk":{"S":"a"},"n":{"N":"1"}})");
  }

  /// Runs `meanwhile` while a transaction is about the item "a".
  void during_transaction(const std::function<void()>& meanwhile) {
    const auto table = catalog_->find({caller_, "hash"});
    const std::string row = codec::item_row("a", std::nullopt);
    const std::vector<engine::TransactionWrite> other{
        {table.get(), {row, nullptr, engine::KeepItem{}, false}}};
    bool met = false;
    ASSERT_TRUE(
        item_transactions_.commit(other, [&](kv::Batch&, const engine::TransactionResults&) {
          meanwhile();
          met = true;
        }));
    EXPECT_TRUE(met);
  }

  static constexpr const char* delete_a = R"({"Statement":"DELETE FROM hash WHERE pk = 'a'"})";
  static constexpr const char* delete_b = R"({"Statement":"DELETE FROM hash WHERE pk = 'b'"})";
  static constexpr const char* select_a = R"({"Statement":"SELECT n FROM hash WHERE pk = 'a'"})";

  static std::string request(const char* member, const std::string& statements) {
    return std::string(R"({")") + member + R"(":[)" + statements + "]}";
  }
};

TEST_F(StatementConflictTest, OfOneStatement) {
  during_transaction([&] {
    EXPECT_EQ(error("ExecuteStatement", delete_a),
              "TransactionConflictException: Transaction is ongoing for the item");
  });
  EXPECT_FALSE(stored("a").is_null());
}

TEST_F(StatementConflictTest, OfOneInABatch) {
  during_transaction([&] {
    const auto responses =
        answer("BatchExecuteStatement",
               request("Statements", std::string(delete_b) + "," + delete_a))["Responses"];
    EXPECT_EQ(responses, nlohmann::json::parse(
                             R"([{"TableName":"hash"},
                                 {"Error":{"Code":"TransactionConflict",
                                           "Message":"Transaction is ongoing for the item"},
                                  "TableName":"hash"}])"));
  });
  EXPECT_FALSE(stored("a").is_null());
}

TEST_F(StatementConflictTest, OfOneInATransaction) {
  during_transaction([&] {
    EXPECT_EQ(error("ExecuteTransaction",
                    request("TransactStatements", std::string(delete_b) + "," + delete_a)),
              "TransactionCanceledException: Transaction cancelled, please refer cancellation "
              "reasons for specific reasons [None, TransactionConflict]");
  });
  EXPECT_FALSE(stored("a").is_null());
}

TEST_F(StatementConflictTest, ReadsMeetNone) {
  const auto item = nlohmann::json::parse(R"({"n":{"N":"1"}})");
  during_transaction([&] {
    EXPECT_EQ(answer("ExecuteStatement", select_a)["Items"][0], item);
    EXPECT_EQ(answer("BatchExecuteStatement", request("Statements", select_a))["Responses"][0],
              (nlohmann::json{{"TableName", "hash"}, {"Item", item}}));
    EXPECT_EQ(answer("ExecuteTransaction", request("TransactStatements", select_a))["Responses"][0],
              (nlohmann::json{{"Item", item}}));
  });
}

}  // namespace
}  // namespace dynarocks::operations
