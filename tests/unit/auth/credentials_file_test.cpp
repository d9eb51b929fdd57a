#include "auth/credentials_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace dynarocks::auth {
namespace {

constexpr const char* key = "[a]\naws_access_key_id = AKIA\naws_secret_access_key = s3cret\n";

std::string fault(const std::string& text) {
  const auto credentials = parse_credentials(text, "keys");
  return credentials ? "(read)" : credentials.error();
}

TEST(CredentialsFile, IsTheAwsClisWithMore) {
  const auto credentials = parse_credentials(
      "# people\r\n"
      "[alice]\r\n"
      "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\r\n"
      "aws_secret_access_key=wJalr=XUtn/+\r\n"
      "aws_session_token = a token\r\n"
      "account=111122223333\r\n"
      "identity = user/division/alice\r\n"
      "tags = team=blue, cost = 12 \r\n"
      "region = us-east-1\r\n"
      "\r\n"
      "  [ 222233334444 ]\n"
      "; the rest is default\n"
      "aws_access_key_id=222233334444\n"
      "aws_secret_access_key=b\n"
      "[last]\naws_access_key_id=AKIA\naws_secret_access_key=c\nidentity=role/Reader/tests",
      "keys");
  ASSERT_TRUE(credentials) << credentials.error();
  ASSERT_EQ(credentials->size(), 3u);
  const Credential& alice = credentials->at(0);
  EXPECT_EQ(alice.access_key_id, "AKIAIOSFODNN7EXAMPLE");
  EXPECT_EQ(alice.secret_access_key, "wJalr=XUtn/+");
  EXPECT_EQ(alice.session_token, "a token");
  EXPECT_EQ(alice.expires_at, std::nullopt);
  EXPECT_EQ(alice.issuer, alice.access_key_id);
  EXPECT_EQ(principal_arn(alice.principal), "arn:aws:iam::111122223333:user/division/alice");
  EXPECT_EQ(alice.principal.tags, (std::vector<model::Tag>{{"team", "blue"}, {"cost", "12"}}));
  EXPECT_EQ(principal_arn(credentials->at(1).principal), "arn:aws:iam::222233334444:root");
  EXPECT_EQ(credentials->at(1).principal.unique_id, "222233334444");
  EXPECT_EQ(principal_arn(credentials->at(2).principal),
            "arn:aws:sts::000000000000:assumed-role/Reader/tests");
}

TEST(CredentialsFile, NamesFileAndLineOfAFault) {
  const std::string good = key;
  EXPECT_EQ(fault(""), "keys:1: there is no key in the file");
  EXPECT_EQ(fault("a = b"), "keys:1: a setting needs a [profile] above it");
  EXPECT_EQ(fault("[a]\nb"), "keys:2: a line is [profile], a comment or setting = value");
  EXPECT_EQ(fault("[]"), "keys:1: a profile begins with its name: [alice]");
  EXPECT_EQ(fault("[a"), "keys:1: a profile begins with its name: [alice]");
  EXPECT_EQ(fault(good + good), "keys:4: this profile is there twice");
  EXPECT_EQ(fault(good + "[b]" + good.substr(3)), "keys:5: this access key is there twice");
  EXPECT_EQ(fault(good + "idenity = root"), "keys:4: unknown setting 'idenity'");
  EXPECT_EQ(fault(good + "aws_access_key_id = b"), "keys:4: aws_access_key_id is there twice");
  EXPECT_EQ(fault("\n[a]\naws_access_key_id = b\n[c]"),
            "keys:2: the profile has no aws_secret_access_key");
  EXPECT_EQ(fault("[a]\naws_secret_access_key = b"),
            "keys:1: the profile has no aws_access_key_id");
  EXPECT_EQ(fault("[a]\naws_access_key_id = b/c\naws_secret_access_key = d"),
            "keys:2: aws_access_key_id is 1 to 128 letters, digits, '_', '-' or '.'");
  EXPECT_EQ(fault("[a]\naws_access_key_id = b\naws_secret_access_key ="),
            "keys:3: aws_secret_access_key is 1 to 1024 bytes long");
  EXPECT_EQ(fault(good + "aws_session_token ="),
            "keys:4: aws_session_token is 1 to 8192 bytes long");
  EXPECT_EQ(fault(good + "account = 1234"), "keys:4: account is 12 digits: 111122223333");
  for (const char* identity : {"", "alice", "user/", "user/a b", "user//b", "role/Reader",
                               "role/Reader/", "group/x", "ROOT"}) {
    EXPECT_EQ(fault(good + "identity = " + identity),
              "keys:4: identity is root, user/alice, user/division/alice or role/Reader/session")
        << identity;
  }
  for (const char* tags : {"blue", "=blue", "a=b,", "a=b,a=c"}) {
    const std::string told = fault(good + "tags = " + tags);
    if (std::string_view(tags) == "a=b,") {
      EXPECT_EQ(told, "(read)");
      continue;
    }
    EXPECT_EQ(told, "keys:4: tags are up to 50 of the form team=blue, with commas between them");
  }
}

TEST(CredentialsFile, TellsNoSecretInAFault) {
  for (const char* more : {"b", "account = x", "s3cret", "aws_secret_access_key = again"}) {
    EXPECT_EQ(fault(std::string(key) + more).find("s3cret"), std::string::npos) << more;
  }
}

TEST(CredentialsFile, MustBeReadable) {
  EXPECT_EQ(read_credentials_file("/nowhere/keys").error(),
            "/nowhere/keys: the file cannot be read");
  EXPECT_EQ(read_credentials_file("/tmp").error(), "/tmp: the file cannot be read");
}

TEST(CredentialsFile, HasABound) {
  const std::string path = testing::TempDir() + "dynarocks-large-credentials";
  std::ofstream(path) << key << std::string(4 << 20, '#');
  EXPECT_EQ(read_credentials_file(path).error(), path + ": the file is larger than 4 MiB");
  std::ofstream(path) << key << std::string(1 << 20, '#');
  EXPECT_TRUE(read_credentials_file(path));
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace dynarocks::auth
