#include "operations/put_resource_policy.h"

#include "resource_policy_fixture.h"

namespace dynarocks::operations {
namespace {

const std::string first = "1700000000250";  // where the clock of the tests stands

class PutResourcePolicyTest : public ResourcePolicyTest {
 protected:
  void SetUp() override { create(); }
};

TEST_F(PutResourcePolicyTest, GivesATableAndAStreamPoliciesOfTheirOwn) {
  EXPECT_EQ(answer_text("PutResourcePolicy", request(arn, allowing("dynamodb:GetItem"))),
            R"({"RevisionId":")" + first + "\"}");
  EXPECT_EQ(answer_text("GetResourcePolicy", request(arn)),
            json({{"Policy", allowing("dynamodb:GetItem")}, {"RevisionId", first}}).dump());
  EXPECT_EQ(get_error(stream_arn()), not_found + stream_arn());
  EXPECT_EQ(put(stream_arn(), allowing("dynamodb:GetRecords")), first);
  EXPECT_EQ(got(stream_arn()), allowing("dynamodb:GetRecords"));
  EXPECT_EQ(got(arn), allowing("dynamodb:GetItem"));
}

TEST_F(PutResourcePolicyTest, KeepsTheCanonicalForm) {
  put(arn, R"( { "Statement" : [ {"Resource": ")" + arn + R"(", "Action": ["dynamodb:GetItem"],
               "Principal": {"AWS": "123456789012"}, "Effect": "Allow"} ] } )");
  EXPECT_EQ(got(arn), R"({"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":)"
                      R"({"AWS":"123456789012"},"Action":["dynamodb:GetItem"],"Resource":")" +
                          arn + R"("}]})");
}

TEST_F(PutResourcePolicyTest, RevisionsRise) {
  EXPECT_EQ(put(arn, allowing("dynamodb:GetItem")), first);
  EXPECT_EQ(put(arn, allowing("dynamodb:Query")), "1700000000251");
  clock_.advance(std::chrono::milliseconds(100));
  EXPECT_EQ(put(arn, allowing("dynamodb:Scan")), "1700000000350");
  EXPECT_EQ(deleted(arn), R"({"RevisionId":"1700000000351"})");
  EXPECT_EQ(put(arn, allowing("dynamodb:Scan")), "1700000000352");
}

TEST_F(PutResourcePolicyTest, TheSamePolicyAgainChangesNothing) {
  EXPECT_EQ(put(arn, allowing("dynamodb:GetItem")), first);
  clock_.advance(std::chrono::seconds(1));
  EXPECT_EQ(put(arn, R"({"Statement":[{"Resource":["*"],"Action":["dynamodb:GetItem"],"Effect":
      "Allow","Principal":{"AWS":["arn:aws:iam::123456789012:root"]}}],"Version":"2012-10-17"})"),
            first);
  EXPECT_EQ(got(arn), allowing("dynamodb:GetItem"));
}

TEST_F(PutResourcePolicyTest, ExpectsARevision) {
  const std::string document = allowing("dynamodb:GetItem");
  const auto expecting = [](const std::string& revision) {
    return json({{"ExpectedRevisionId", revision}});
  };
  EXPECT_EQ(put_error(arn, document, expecting("7")),
            not_found +
                "Requested update for policy with revision id 7, but table Music has no "
                "associated policy.");
  EXPECT_EQ(put_error(stream_arn(), document, expecting("7")),
            not_found + "Requested update for policy with revision id 7, but stream " +
                stream_label() + " has no associated policy.");
  EXPECT_EQ(put(arn, document, expecting("NO_POLICY")), first);
  EXPECT_EQ(put(stream_arn(), document, expecting("NO_POLICY")), first);
  const std::string exists = ", but a policy exists with revision id " + first + ".";
  EXPECT_EQ(
      put_error(arn, document, expecting("NO_POLICY")),
      not_found + "Requested policy update expecting none to be present for table Music" + exists);
  EXPECT_EQ(put_error(stream_arn(), document, expecting("NO_POLICY")),
            not_found + "Requested policy update expecting none to be present for stream " +
                stream_label() + exists);
  const std::string other = " has revision id " + first + ".";
  EXPECT_EQ(put_error(arn, document, expecting("7")),
            not_found +
                "Requested update for policy with revision id 7, but the policy associated to "
                "target table Music" +
                other);
  EXPECT_EQ(put_error(stream_arn(), document, expecting("7")),
            not_found +
                "Requested update for policy with revision id 7, but the policy associated to "
                "target stream " +
                stream_label() + other);
  EXPECT_EQ(put(arn, allowing("dynamodb:Scan"), expecting(first)), "1700000000251");
}

TEST_F(PutResourcePolicyTest, Documents) {
  const struct {
    std::string document;
    std::string message;
  } cases[] = {
      {"{ x", "Invalid policy document: Syntax error at position (1,3)"},
      {"", "Invalid policy document: This policy contains invalid Json"},
      {"[]", "Invalid policy document: This text appears not to be a policy"},
      {policy("[]"), "Invalid policy document: Could not parse the policy: Statement is empty!"},
      {policy(statement("Allow", "alice", "dynamodb:Scan")),
       "Invalid principal in policy document."},
      {policy(statement("Allow", account, "dynamodb:Fly")),
       "Invalid policy document: The following action names are invalid: dynamodb:Fly"},
      {policy(statement("Allow", account, "dynamodb:Scan", arn + "s")),
       R"(Invalid policy document: The relative-id "table/Musics" is invalid for ARN ")" + arn +
           "s\""},
      {std::string(20'481, ' '), "Maximum policy size of 20480 bytes exceeded"},
  };
  for (const auto& [document, message] : cases) {
    EXPECT_EQ(put_error(arn, document), invalid + message);
    json creation = music();
    creation["ResourcePolicy"] = document;
    answer("DeleteTable", R"({"TableName":"Music"})");
    EXPECT_EQ(error("CreateTable", creation.dump()), invalid + message);
    create();
  }
}

TEST_F(PutResourcePolicyTest, NotForEveryone) {
  EXPECT_EQ(put_error(arn, policy(statement("Allow", "*", "dynamodb:GetItem"))),
            "ValidationException: Resource-based policy grants unbounded access in one or more "
            "elements. Please revise the policy to ensure least-privilege form of access");
  EXPECT_EQ(put(arn, policy(statement("Deny", "*", "dynamodb:GetItem"))), first);
}

TEST_F(PutResourcePolicyTest, LocksNobodyOutUnconfirmed) {
  const std::string lockout =
      "ValidationException: The new resource-based policy will not allow you to update the "
      "resource-based policy in the future.";
  const std::string denial = policy(statement("Deny", account, "dynamodb:Put*"));
  EXPECT_EQ(put_error(arn, denial), lockout);
  EXPECT_EQ(put_error(arn, denial, {{"ConfirmRemoveSelfResourceAccess", false}}), lockout);
  EXPECT_EQ(put(arn, policy(statement("Deny", "999999999999", "dynamodb:Put*"))), first);
  EXPECT_EQ(put(arn, policy(statement("Deny", account, "dynamodb:Put*", arn + "/index/I"))),
            "1700000000251");
  EXPECT_EQ(put(arn, denial, {{"ConfirmRemoveSelfResourceAccess", true}}), "1700000000252");
}

TEST_F(PutResourcePolicyTest, MembersAreChecked) {
  const std::string one = "ValidationException: 1 validation error detected: ";
  EXPECT_EQ(error("PutResourcePolicy", request(arn)),
            one + "Value null at 'policy' failed to satisfy constraint: Member must not be null");
  EXPECT_EQ(put_error(arn, "{", {{"ExpectedRevisionId", ""}}),
            one +
                "Value '' at 'expectedRevisionId' failed to satisfy constraint: Member must have "
                "length greater than or equal to 1");
  EXPECT_EQ(delete_error(arn, {{"ExpectedRevisionId", std::string(256, '1')}}),
            one + "Value '" + std::string(256, '1') +
                "' at 'expectedRevisionId' failed to satisfy constraint: Member must have length "
                "less than or equal to 255");
}

TEST_F(PutResourcePolicyTest, TheDocumentIsJudgedBeforeTheResourceIsLookedUp) {
  EXPECT_EQ(put_error(arn + "-missing", "{ x"),
            invalid + "Invalid policy document: Syntax error at position (1,3)");
  EXPECT_EQ(put_error(arn + "-missing", allowing("dynamodb:Scan"), {{"ExpectedRevisionId", "7"}}),
            "ResourceNotFoundException: Requested resource not found: Table: Music-missing not "
            "found");
  EXPECT_EQ(put_error("no-arn", "{ x"), invalid + "ARNs must start with 'arn:': no-arn");
}

TEST_F(PutResourcePolicyTest, StatusesOfTheTable) {
  set_status(model::TableStatus::CREATING);
  EXPECT_EQ(put(arn, allowing("dynamodb:Scan")), first);
  EXPECT_EQ(got(arn), allowing("dynamodb:Scan"));
  set_status(model::TableStatus::DELETING);
  const std::string being_deleted = in_use + "Table is being deleted: Music";
  EXPECT_EQ(put_error(arn, allowing("dynamodb:Query")), being_deleted);
  EXPECT_EQ(delete_error(arn), being_deleted);
  EXPECT_EQ(put(arn, allowing("dynamodb:Scan")), first);
  EXPECT_EQ(got(arn), allowing("dynamodb:Scan"));
}

TEST_F(PutResourcePolicyTest, CreateTableHasOne) {
  answer("DeleteTable", R"({"TableName":"Music"})");
  clock_.advance(std::chrono::seconds(1));
  const json created = create(allowing("dynamodb:Scan"));
  EXPECT_FALSE(created.contains("ResourcePolicy"));
  EXPECT_EQ(answer_text("GetResourcePolicy", request(arn)),
            json({{"Policy", allowing("dynamodb:Scan")}, {"RevisionId", "1700000001250"}}).dump());
  EXPECT_EQ(answer("DescribeTable", R"({"TableName":"Music"})").dump().find("Policy"),
            std::string::npos);
}

TEST_F(PutResourcePolicyTest, CreateTableLocksNobodyOut) {
  json body = music();
  body["TableName"] = "Other";
  body["ResourcePolicy"] = policy(statement("Deny", "*", "*"));
  EXPECT_EQ(error("CreateTable", body.dump()),
            "ValidationException: The new resource-based policy will not allow you to update the "
            "resource-based policy in the future.");
  EXPECT_EQ(answer("ListTables", "{}")["TableNames"], json::array({"Music"}));
}

TEST_F(PutResourcePolicyTest, CreateTableJudgesItAfterTheTagsAndBeforeTheName) {
  json body = music();
  body["ResourcePolicy"] = "[]";
  const std::string no_policy =
      invalid + "Invalid policy document: This text appears not to be a policy";
  EXPECT_EQ(error("CreateTable", body.dump()), no_policy);
  body["Tags"] = {{{"Key", "aws:k"}, {"Value", ""}}};
  EXPECT_EQ(error("CreateTable", body.dump()),
            "ValidationException: Tag Key cannot be prefixed with aws:, Key: aws:k");
}

TEST_F(PutResourcePolicyTest, ANewTableOfTheNameHasNone) {
  put(arn, allowing("dynamodb:Scan"));
  put(stream_arn(), allowing("dynamodb:GetRecords"));
  const std::string old_stream = stream_arn();
  answer("DeleteTable", R"({"TableName":"Music"})");
  EXPECT_EQ(get_error(arn),
            "ResourceNotFoundException: Requested resource not found: Table: Music not found");
  clock_.advance(std::chrono::seconds(1));
  create();
  EXPECT_EQ(get_error(arn), not_found + arn);
  EXPECT_EQ(get_error(stream_arn()), not_found + stream_arn());
  EXPECT_EQ(got(old_stream), allowing("dynamodb:GetRecords"));
}

}  // namespace
}  // namespace dynarocks::operations
