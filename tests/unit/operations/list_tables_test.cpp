#include "operations/list_tables.h"

#include "operation_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

class ListTablesTest : public OperationTest {
 protected:
  void create(const std::string& name) {
    answer("CreateTable", R"({"TableName":")" + name + R"(","BillingMode":"PAY_PER_REQUEST",
        "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
        "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]})");
  }
};

TEST_F(ListTablesTest, None) {
  EXPECT_EQ(answer("ListTables", "{}"), json::parse(R"({"TableNames":[]})"));
}

TEST_F(ListTablesTest, ByteOrder) {
  for (const std::string name : {"bbb", "aaa", "Zzz", "a_b", "a.b", "a-b", "000"}) create(name);
  EXPECT_EQ(answer("ListTables", "{}"),
            json::parse(R"({"TableNames":["000","Zzz","a-b","a.b","a_b","aaa","bbb"]})"));
}

TEST_F(ListTablesTest, Pages) {
  for (const std::string name : {"aaa", "bbb", "ccc", "ddd"}) create(name);
  EXPECT_EQ(answer("ListTables", R"({"Limit":3})"),
            json::parse(R"({"TableNames":["aaa","bbb","ccc"],"LastEvaluatedTableName":"ccc"})"));
  EXPECT_EQ(answer("ListTables", R"({"Limit":3,"ExclusiveStartTableName":"ccc"})"),
            json::parse(R"({"TableNames":["ddd"]})"));
  // A page that ends exactly at the last name says nothing follows.
  EXPECT_EQ(answer("ListTables", R"({"Limit":4})"),
            json::parse(R"({"TableNames":["aaa","bbb","ccc","ddd"]})"));
}

TEST_F(ListTablesTest, StartNeedNotExist) {
  for (const std::string name : {"aaa", "ccc"}) create(name);
  EXPECT_EQ(answer("ListTables", R"({"ExclusiveStartTableName":"bbb"})"),
            json::parse(R"({"TableNames":["ccc"]})"));
  EXPECT_EQ(answer("ListTables", R"({"ExclusiveStartTableName":"zzz"})"),
            json::parse(R"({"TableNames":[]})"));
}

TEST_F(ListTablesTest, DefaultLimitIs100) {
  for (int i = 100; i <= 200; ++i) create("t" + std::to_string(i));
  const json page = answer("ListTables", "{}");
  EXPECT_EQ(page["TableNames"].size(), 100u);
  EXPECT_EQ(page["LastEvaluatedTableName"], "t199");
}

TEST_F(ListTablesTest, OwnTablesOnly) {
  create("aaa");
  caller_.region = "eu-west-1";
  create("bbb");
  caller_.account_id = "000000000000";
  create("ccc");
  EXPECT_EQ(answer("ListTables", "{}"), json::parse(R"({"TableNames":["ccc"]})"));
  caller_ = {"123456789012", "us-east-1"};
  EXPECT_EQ(answer("ListTables", "{}"), json::parse(R"({"TableNames":["aaa"]})"));
}

TEST_F(ListTablesTest, Constraints) {
  const std::string one = "ValidationException: 1 validation error detected: Value '";
  const std::string arn = "arn:aws:dynamodb:us-east-1:123456789012:table/Music";
  EXPECT_EQ(error("ListTables", R"({"Limit":0})"),
            one +
                "0' at 'limit' failed to satisfy constraint: Member must have value greater than "
                "or equal to 1");
  EXPECT_EQ(error("ListTables", R"({"Limit":101})"),
            one +
                "101' at 'limit' failed to satisfy constraint: Member must have value less than "
                "or equal to 100");
  EXPECT_EQ(error("ListTables", R"({"ExclusiveStartTableName":"ab"})"),
            one +
                "ab' at 'exclusiveStartTableName' failed to satisfy constraint: Member must have "
                "length greater than or equal to 3");
  EXPECT_EQ(error("ListTables", R"({"ExclusiveStartTableName":")" + arn + R"("})"),
            one + arn +
                "' at 'exclusiveStartTableName' failed to satisfy constraint: Member must "
                "satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
}

}  // namespace
}  // namespace dynarocks::operations
