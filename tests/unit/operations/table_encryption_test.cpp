// Encryption of tables under keys of KMS, by CreateTable and UpdateTable.

#include "operation_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

const std::string key_place = "arn:aws:kms:us-east-1:123456789012:key/";

class TableEncryptionTest : public OperationTest {
 protected:
  json create(const std::string& specification) {
    return answer("CreateTable", R"({"TableName":"Music","BillingMode":"PAY_PER_REQUEST",
        "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
        "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],"SSESpecification":)" +
                                     specification + "}")["TableDescription"];
  }
  static std::string request(const std::string& specification) {
    return R"({"TableName":"Music","SSESpecification":)" + specification + "}";
  }
  json update(const std::string& specification) {
    const json table = answer("UpdateTable", request(specification))["TableDescription"];
    EXPECT_EQ(table["TableStatus"], "ACTIVE");
    return table.value("SSEDescription", json());
  }
  json described() {
    return answer("DescribeTable", R"({"TableName":"Music"})")["Table"].value("SSEDescription",
                                                                              json());
  }
  static json description(const std::string& status, const std::string& key_arn) {
    return {{"Status", status}, {"SSEType", "KMS"}, {"KMSMasterKeyArn", key_arn}};
  }
};

TEST_F(TableEncryptionTest, NewTableUnderAKey) {
  EXPECT_EQ(create(R"({"Enabled":true,"SSEType":"KMS","KMSMasterKeyId":"k1"})")["SSEDescription"],
            description("ENABLED", key_place + "k1"));
  EXPECT_EQ(described(), description("ENABLED", key_place + "k1"));
}

TEST_F(TableEncryptionTest, TypeAloneAndEnabledAloneTakeTheKeyOfTheAccount) {
  create(R"({"SSEType":"KMS"})");
  const json of_type = described();
  answer("DeleteTable", R"({"TableName":"Music"})");
  create(R"({"Enabled":true})");
  EXPECT_EQ(described(), of_type);
  EXPECT_EQ(of_type["KMSMasterKeyArn"].get<std::string>().substr(0, key_place.size()), key_place);
}

TEST_F(TableEncryptionTest, ABadKeyMakesNoTable) {
  EXPECT_EQ(error("CreateTable", R"({"TableName":"Music","BillingMode":"PAY_PER_REQUEST",
        "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
        "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],
        "SSESpecification":{"SSEType":"KMS","KMSMasterKeyId":"a b"}})")
                .substr(0, 43),
            "ValidationException: KMS validation error: ");
  EXPECT_EQ(answer("ListTables", "{}")["TableNames"], json::array());
}

TEST_F(TableEncryptionTest, IsTurnedOnAndOff) {
  create("{}");
  EXPECT_EQ(described(), json());
  EXPECT_EQ(update(R"({"SSEType":"KMS","KMSMasterKeyId":"k1"})"),
            description("UPDATING", key_place + "k1"));
  EXPECT_EQ(described(), description("ENABLED", key_place + "k1"));
  EXPECT_EQ(update(R"({"Enabled":false})"), description("UPDATING", key_place + "k1"));
  EXPECT_EQ(described(), json());
}

TEST_F(TableEncryptionTest, AnotherKeyShowsTheOldOneFirst) {
  create(R"({"SSEType":"KMS","KMSMasterKeyId":"k1"})");
  EXPECT_EQ(update(R"({"SSEType":"KMS","KMSMasterKeyId":"k2"})"),
            description("UPDATING", key_place + "k1"));
  EXPECT_EQ(described(), description("ENABLED", key_place + "k2"));
}

TEST_F(TableEncryptionTest, OnlyTheArnOfTheCurrentKeyIsNoChange) {
  create(R"({"SSEType":"KMS","KMSMasterKeyId":"k1"})");
  EXPECT_EQ(error("UpdateTable",
                  request(R"({"SSEType":"KMS","KMSMasterKeyId":")" + key_place + R"(k1"})")),
            "ValidationException: One or more parameter values were invalid: Table is already "
            "encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to "
            "change Master Key");
  update(R"({"SSEType":"KMS","KMSMasterKeyId":"k1"})");
  EXPECT_EQ(described(), description("ENABLED", key_place + "k1"));
  update(R"({"Enabled":true})");
  const json of_account = described();
  EXPECT_NE(of_account, description("ENABLED", key_place + "k1"));
  update(R"({"Enabled":true})");
  EXPECT_EQ(described(), of_account);
}

TEST_F(TableEncryptionTest, NothingToTurnOff) {
  create("{}");
  for (const std::string specification : {"{}", R"({"Enabled":false})"}) {
    EXPECT_EQ(error("UpdateTable", request(specification)),
              "ValidationException: One or more parameter values were invalid: Table is already "
              "encrypted by default");
  }
}

TEST_F(TableEncryptionTest, DeleteTableDoesNotShowIt) {
  create(R"({"SSEType":"KMS"})");
  EXPECT_FALSE(answer("DeleteTable", R"({"TableName":"Music"})")["TableDescription"].contains(
      "SSEDescription"));
}

TEST_F(TableEncryptionTest, IsReadFromTheStore) {
  create(R"({"SSEType":"KMS","KMSMasterKeyId":"k1"})");
  const auto reopened = engine::Catalog::open(*store_, clock_).value();
  const auto table = reopened->find({caller_, "Music"});
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->description()->kms_key_arn, key_place + "k1");
}

TEST_F(TableEncryptionTest, IsInaccessibleWhileItsKeyIsDisabled) {
  const std::string id = kms_keys_->create(caller_, "").value().id;
  create(R"({"SSEType":"KMS","KMSMasterKeyId":")" + id + R"("})");
  const json active = answer("DescribeTable", R"({"TableName":"Music"})")["Table"];
  ASSERT_TRUE(kms_keys_->disable({caller_, {}, id}));
  json table = answer("DescribeTable", R"({"TableName":"Music"})")["Table"];
  EXPECT_EQ(table["TableStatus"], "INACCESSIBLE_ENCRYPTION_CREDENTIALS");
  EXPECT_EQ(table["SSEDescription"]["InaccessibleEncryptionDateTime"], 1'700'000'000.25);
  const std::string failed =
      "ValidationException: KMS key disabled error: "
      "com.amazonaws.services.kms.model.DisabledException: " +
      key_place + id + " is disabled. (Service: AWSKMS; Status Code: 400; ";
  const std::string get = R"({"TableName":"Music","Key":{"pk":{"S":"a"}}})";
  EXPECT_EQ(error("GetItem", get).substr(0, failed.size()), failed);
  EXPECT_EQ(error("UpdateTable", request(R"({"Enabled":false})")).substr(0, failed.size()), failed);
  ASSERT_TRUE(kms_keys_->enable({caller_, {}, id}));
  EXPECT_EQ(answer("DescribeTable", R"({"TableName":"Music"})")["Table"], active);
  answer("GetItem", get);
}

}  // namespace
}  // namespace dynarocks::operations
