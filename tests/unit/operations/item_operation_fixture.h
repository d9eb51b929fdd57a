#pragma once
// Two tables for the tests of item operations: "hash" (pk S) and "range" (pk S, sk N).

#include "operation_fixture.h"

namespace dynarocks::operations {

/// One refused request: its body and the whole error text.
struct Refusal {
  const char* name;
  const char* body;
  const char* error;
};

class ItemOperationTest : public OperationTest {
 protected:
  using OperationTest::OperationTest;

  void SetUp() override {
    answer("CreateTable",
           R"({"TableName":"hash","BillingMode":"PAY_PER_REQUEST",
               "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
               "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]})");
    answer("CreateTable",
           R"({"TableName":"range","BillingMode":"PAY_PER_REQUEST",
               "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},
                                       {"AttributeName":"sk","AttributeType":"N"}],
               "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},
                            {"AttributeName":"sk","KeyType":"RANGE"}]})");
  }

  void put(const std::string& table, const std::string& item) {
    answer("PutItem", R"({"TableName":")" + table + R"(","Item":)" + item + "}");
  }

  /// The stored item of "hash" under pk; null when there is none.
  nlohmann::json stored(const std::string& pk) {
    const auto found =
        answer("GetItem", R"({"TableName":"hash","Key":{"pk":{"S":")" + pk + R"("}}})");
    return found.contains("Item") ? found["Item"] : nlohmann::json();
  }

  void expect_refused(const char* operation, const Refusal& refusal) {
    EXPECT_EQ(error(operation, refusal.body), refusal.error) << refusal.name << "\n"
                                                             << refusal.body;
  }
};

class ClassicItemOperationTest : public ItemOperationTest {
 protected:
  ClassicItemOperationTest() : ItemOperationTest(model::ValidationLayer::classic) {}
};

}  // namespace dynarocks::operations
