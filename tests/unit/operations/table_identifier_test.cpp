#include "operations/table_identifier.h"

#include "operation_fixture.h"

namespace dynarocks::operations {
namespace {

const model::AccountRegion caller{"123456789012", "us-east-1"};

std::string refusal(std::string_view identifier) {
  const auto key = resolve_table(identifier, caller);
  return key ? "(resolved) " + key->table_name : error_text(key.error());
}

TEST(ResolveTableTest, NamesAreTheCallers) {
  const auto key = resolve_table("Music", caller);
  ASSERT_TRUE(key);
  EXPECT_EQ(*key, (model::TableKey{caller, "Music"}));
}

TEST(ResolveTableTest, ArnOfATable) {
  const auto key = resolve_table("arn:aws:dynamodb:us-east-1:123456789012:table/ab", caller);
  ASSERT_TRUE(key);
  EXPECT_EQ(*key, (model::TableKey{caller, "ab"}));
}

TEST(ResolveTableTest, BadArns) {
  const std::string one = "ValidationException: 1 validation error detected: ";
  const struct {
    std::string arn;
    std::string fault;
  } cases[] = {
      {"arn:aws:dynamodb:eu-west-1:123456789012:table/Music", "Invalid AWS region"},
      {"arn:aws:dynamodb:eu-west-1:000000000000:table/Music", "Invalid AWS region"},
      {"arn:aws:dynamodb::123456789012:table/Music", "Invalid AWS region"},
      {"arn:gcp:dynamodb:us-east-1:123456789012:table/Music", "Invalid AWS partition"},
      {"arn:aws:s3:us-east-1:123456789012:table/Music", "Invalid AWS service"},
      {"arn:aws:dynamodb:us-east-1:123456789012:queue/Music", "Invalid resource type"},
      {"arn:aws:dynamodb:us-east-1:123456789012:table/Music/index/idx", "Invalid resource type"},
      {"arn:aws:dynamodb:us-east-1:123456789012:table/Music/stream/2026-10-09T05:53:25.330",
       "Invalid resource type"},
  };
  for (const auto& [arn, fault] : cases) {
    EXPECT_EQ(refusal(arn), one + fault + " in '" + arn + "'");
  }
  for (const std::string_view arn : {"arn:", "arn:aws:dynamodb:us-east-1:12:table/Music",
                                     "arn:aws:dynamodb:us-east-1:123456789012:table/"}) {
    EXPECT_EQ(refusal(arn), one +
                                "Valid ARN format is "
                                "arn:aws:dynamodb:<region>:<account-id>:table/<table-name>")
        << arn;
  }
}

class FindTableTest : public OperationTest {
 protected:
  void SetUp() override {
    answer("CreateTable", R"({"TableName":"Music","BillingMode":"PAY_PER_REQUEST",
        "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
        "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]})");
  }
  OperationContext context() { return {services_, caller_, model::ValidationLayer::current}; }
};

TEST_F(FindTableTest, OtherAccount) {
  const std::string_view arn = "arn:aws:dynamodb:us-east-1:000000000000:table/Music";
  const auto for_data = find_table_for_data(context(), arn);
  ASSERT_FALSE(for_data);
  EXPECT_EQ(error_text(for_data.error()), "AccessDeniedException: Access is denied");
  const auto for_control = find_table_for_control(context(), arn);
  ASSERT_FALSE(for_control);
  EXPECT_EQ(error_text(for_control.error()), "AccessDeniedException: Access is denied");
}

TEST_F(FindTableTest, Found) {
  for (const std::string_view identifier :
       {"Music", "arn:aws:dynamodb:us-east-1:123456789012:table/Music"}) {
    const auto data = find_table_for_data(context(), identifier);
    const auto control = find_table_for_control(context(), identifier);
    ASSERT_TRUE(data && control) << identifier;
    EXPECT_EQ(*data, *control);
    EXPECT_EQ((*data)->description()->key.table_name, "Music");
  }
}

TEST_F(FindTableTest, NotFoundInTwoWordings) {
  for (const std::string_view identifier :
       {"None", "arn:aws:dynamodb:us-east-1:123456789012:table/None"}) {
    EXPECT_EQ(error_text(find_table_for_data(context(), identifier).error()),
              "ResourceNotFoundException: Requested resource not found");
    EXPECT_EQ(error_text(find_table_for_control(context(), identifier).error()),
              "ResourceNotFoundException: Requested resource not found: Table: None not found");
  }
}

TEST_F(FindTableTest, OfTheCallerAlone) {
  caller_.account_id = "000000000000";
  EXPECT_FALSE(find_table_for_data(context(), "Music"));
  caller_ = {"123456789012", "eu-west-1"};
  EXPECT_FALSE(find_table_for_control(context(), "Music"));
}

}  // namespace
}  // namespace dynarocks::operations
