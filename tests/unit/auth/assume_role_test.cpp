#include "auth/assume_role.h"

#include <gtest/gtest.h>

#include <string>

#include "auth/identity.h"
#include "auth/session_token.h"

namespace dynarocks::auth {
namespace {

constexpr EpochMillis now = 1'440'938'160'123;
constexpr const char* role_arn = "arn:aws:iam::111122223333:role/division/Reader";

class AssumeRoleTest : public testing::Test {
 protected:
  AssumeRoleTest() {
    caller.access_key_id = caller.issuer = "AKIDEXAMPLE";
    caller.principal = *parse_identity("user/alice", "111122223333");
    request.role_arn = role_arn;
    request.session_name = "tests";
  }

  [[nodiscard]] Result<Credential, StsError> assume() const {
    return assume_role(request, caller, "secret", now, is_role_of_own_account);
  }

  [[nodiscard]] std::string refusal() const {
    const auto session = assume();
    if (session) return "(assumed)";
    return std::to_string(session.error().http_status) + " " + session.error().code + ": " +
           session.error().message;
  }

  Credential caller;
  AssumeRoleRequest request;
};

TEST_F(AssumeRoleTest, GivesATemporaryKey) {
  request.tags = {{"team", "blue"}};
  request.policy = R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})";
  const auto session = assume();
  ASSERT_TRUE(session) << session.error().message;
  EXPECT_EQ(session->access_key_id.size(), 20u);
  EXPECT_TRUE(session->access_key_id.starts_with("ASIA"));
  EXPECT_EQ(session->secret_access_key.size(), 40u);
  EXPECT_EQ(session->expires_at, 1'440'938'160'000 + 3'600'000);
  EXPECT_EQ(principal_arn(session->principal),
            "arn:aws:sts::111122223333:assumed-role/Reader/tests");
  EXPECT_EQ(identity_arn(session->principal), role_arn);
  EXPECT_EQ(session->principal.tags, request.tags);
  EXPECT_EQ(session->session_policy, *request.policy);
  EXPECT_EQ(session->issuer, "AKIDEXAMPLE");
  const auto opened = open_session(session->session_token, "secret");
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->access_key_id, session->access_key_id);
  const auto another = assume();
  EXPECT_NE(another->access_key_id, session->access_key_id);
  EXPECT_NE(another->secret_access_key, session->secret_access_key);
  EXPECT_EQ(another->principal.unique_id, session->principal.unique_id);
}

TEST_F(AssumeRoleTest, TellsAllThatIsWrongWithItsParameters) {
  request.role_arn.reset();
  request.session_name = "a";
  request.duration_seconds = "899";
  EXPECT_EQ(refusal(),
            "400 ValidationError: 3 validation errors detected: Value null at 'roleArn' failed to "
            "satisfy constraint: Member must not be null; Value 'a' at 'roleSessionName' failed to "
            "satisfy constraint: Member must have length greater than or equal to 2; Value '899' "
            "at 'durationSeconds' failed to satisfy constraint: Member must have value greater "
            "than or equal to 900");
}

TEST_F(AssumeRoleTest, NeedsGoodParameters) {
  const AssumeRoleRequest good = request;
  const auto one = [](const std::string& value, const char* name, const char* constraint) {
    return "400 ValidationError: 1 validation error detected: Value " + value + " at '" + name +
           "' failed to satisfy constraint: " + constraint;
  };
  request.session_name.reset();
  EXPECT_EQ(refusal(), one("null", "roleSessionName", "Member must not be null"));
  request.session_name = "a b";
  EXPECT_EQ(refusal(), one("'a b'", "roleSessionName",
                           "Member must satisfy regular expression pattern: [\\w+=,.@-]*"));
  request.session_name = std::string(65, 'a');
  EXPECT_EQ(refusal(), one("'" + std::string(65, 'a') + "'", "roleSessionName",
                           "Member must have length less than or equal to 64"));
  request = good;
  request.duration_seconds = "43201";
  EXPECT_EQ(refusal(), one("'43201'", "durationSeconds",
                           "Member must have value less than or equal to 43200"));
  request.duration_seconds = "43200";
  EXPECT_EQ(refusal(), "(assumed)");
  request.duration_seconds = "1h";
  EXPECT_EQ(refusal(), "400 MalformedInput: ");
  request = good;
  request.role_arn = "short";
  EXPECT_EQ(refusal(),
            one("'short'", "roleArn", "Member must have length greater than or equal to 20"));
  request.role_arn = "Reader, please, of mine";
  EXPECT_EQ(refusal(), "400 ValidationError: Reader, please, of mine is invalid");
  for (const char* arn : {"arn:aws:iam::111122223333:user/alice", "arn:aws:iam::1111:role/Reader",
                          "arn:aws:iam::111122223333:role/", "arn:aws:iam::111122223333:roles/a",
                          "arn:aws:iam::111122223333:role/a b"}) {
    request.role_arn = arn;
    EXPECT_EQ(refusal(), "400 ValidationError: Request ARN is invalid") << arn;
  }
  request = good;
  request.policy = "{";
  EXPECT_EQ(refusal(), "400 MalformedPolicyDocument: This policy contains invalid Json");
  request = good;
  request.tags = {{"a", "1"}, {"a", "2"}};
  EXPECT_EQ(refusal(),
            "400 InvalidParameterValue: Duplicate tag keys found. Please note that Tag keys are "
            "case insensitive.");
  request.tags = {{"", "1"}};
  EXPECT_EQ(refusal(),
            one("''", "tags.1.member.key", "Member must have length greater than or equal to 1"));
  request.tags.assign(max_session_tags + 1, {"a", "1"});
  EXPECT_EQ(refusal(),
            one("'51 tags'", "tags", "Member must have length less than or equal to 50"));
}

TEST_F(AssumeRoleTest, BoundsTheToken) {
  for (int i = 0; i < 50; ++i) {
    request.tags.push_back({std::to_string(i) + std::string(100, 'k'), std::string(200, 'v')});
  }
  EXPECT_TRUE(
      refusal().starts_with("400 PackedPolicyTooLarge: Packed size of session tags consumes "));
}

TEST_F(AssumeRoleTest, KeepsToTheOwnAccount) {
  request.role_arn = "arn:aws:iam::222233334444:role/Reader";
  EXPECT_EQ(refusal(),
            "403 AccessDenied: User: arn:aws:iam::111122223333:user/alice is not authorized to "
            "perform: sts:AssumeRole on resource: arn:aws:iam::222233334444:role/Reader");
}

TEST_F(AssumeRoleTest, LastsAnHourAtMostFromARole) {
  caller.principal = *parse_identity("role/Writer/first", "111122223333");
  EXPECT_EQ(refusal(), "(assumed)");
  request.duration_seconds = "3601";
  EXPECT_EQ(refusal(),
            "400 ValidationError: The requested DurationSeconds exceeds the 1 hour session limit "
            "for roles assumed by role chaining");
  // The session goes back to the lasting key, not to the one of the role before.
  request.duration_seconds = "3600";
  EXPECT_EQ(assume()->issuer, "AKIDEXAMPLE");
}

}  // namespace
}  // namespace dynarocks::auth
