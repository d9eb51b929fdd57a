#include "operations/operation_table.h"

#include <algorithm>

#include "operation_fixture.h"

namespace dynarocks::operations {
namespace {

TEST(OperationTableTest, RowsAreSortedByNameWithoutRepetition) {
  const auto rows = operation_table();
  EXPECT_TRUE(std::is_sorted(rows.begin(), rows.end(),
                             [](const auto& a, const auto& b) { return a.name < b.name; }));
  EXPECT_EQ(std::adjacent_find(rows.begin(), rows.end(),
                               [](const auto& a, const auto& b) { return a.name == b.name; }),
            rows.end());
  EXPECT_EQ(rows.size(), 36u);
}

TEST(OperationTableTest, EveryRowIsComplete) {
  for (const Operation& row : operation_table()) {
    SCOPED_TRACE(row.name);
    ASSERT_NE(row.shape, nullptr);
    EXPECT_EQ(row.shape->operation, row.name);
    ASSERT_NE(row.shape->input, nullptr);
    EXPECT_EQ(row.shape->input->kind, wire::ShapeKind::structure);
    EXPECT_NE(row.handler, nullptr);
    EXPECT_NE(row.access, nullptr);
    EXPECT_EQ(find_operation(row.name), &row);
  }
}

TEST(OperationTableTest, NamesAreMatchedExactly) {
  EXPECT_EQ(find_operation("putItem"), nullptr);
  EXPECT_EQ(find_operation("PutItem "), nullptr);
  EXPECT_EQ(find_operation(""), nullptr);
  EXPECT_EQ(find_operation("ZZZ"), nullptr);
}

TEST(OperationTableTest, LayersAndKinds) {
  for (const std::string_view name :
       {"PutItem", "UpdateItem", "DeleteItem", "GetItem", "BatchGetItem", "Query"}) {
    EXPECT_EQ(find_operation(name)->layer, model::ValidationLayer::current) << name;
  }
  for (const std::string_view name : {"Scan", "BatchWriteItem", "TransactGetItems",
                                      "TransactWriteItems", "CreateTable", "ListTables"}) {
    EXPECT_EQ(find_operation(name)->layer, model::ValidationLayer::classic) << name;
  }
  EXPECT_EQ(find_operation("Scan")->kind, OperationKind::read);
  EXPECT_EQ(find_operation("BatchWriteItem")->kind, OperationKind::write);
  EXPECT_EQ(find_operation("DescribeLimits")->kind, OperationKind::control);
}

TEST(OperationTableTest, StreamsHaveAnApiOfTheirOwn) {
  const auto is_of_streams = [](std::string_view name) {
    return name == "DescribeStream" || name == "GetRecords" || name == "GetShardIterator" ||
           name == "ListStreams";
  };
  for (const Operation& row : operation_table()) {
    EXPECT_EQ(row.api, is_of_streams(row.name) ? "DynamoDBStreams_20120810" : "DynamoDB_20120810")
        << row.name;
  }
}

class RunOperationTest : public OperationTest {};

TEST_F(RunOperationTest, BodyMustBeAnObject) {
  for (const std::string_view body : {"", "[]", "1", "\"x\"", "null", "true"}) {
    EXPECT_EQ(error("ListTables", body), "SerializationException") << body;
  }
}

TEST_F(RunOperationTest, TypesAreCheckedBeforeConstraints) {
  EXPECT_EQ(error("ListTables", R"({"ExclusiveStartTableName":"a","Limit":"1"})"),
            "SerializationException: STRING_VALUE cannot be converted to Integer");
}

TEST_F(RunOperationTest, ConstraintsAreCheckedBeforeTheHandler) {
  EXPECT_EQ(error("DescribeTable", R"({"TableName":"ab"})"),
            "ValidationException: 1 validation error detected: Value 'ab' at 'tableName' failed to "
            "satisfy constraint: Member must have length greater than or equal to 3");
}

class ClassicLayerTest : public OperationTest {
 protected:
  ClassicLayerTest() : OperationTest(model::ValidationLayer::classic) {}
};

TEST_F(ClassicLayerTest, ServerSetToClassicOverridesTheRow) {
  EXPECT_EQ(error("Query", R"({"TableName":"abc","Limit":0})"),
            "ValidationException: 1 validation error detected: Value '0' at 'limit' failed to "
            "satisfy constraint: Member must have value greater than or equal to 1");
}

}  // namespace
}  // namespace dynarocks::operations
