#include "auth/signature_check.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "auth/hmac.h"
#include "auth/identity.h"
#include "auth/session_token.h"
#include "base/hex.h"
#include "codec/digest.h"

namespace dynarocks::auth {
namespace {

using model::ErrorCode;

constexpr std::string_view secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
constexpr EpochMillis request_time = 1'440'938'160'000;  // 2015-08-30T12:36:00Z

Credential key_of(std::string id, std::string_view of_secret, std::string_view account) {
  Credential credential;
  credential.access_key_id = id;
  credential.secret_access_key = of_secret;
  credential.principal = root_of(account);
  credential.issuer = std::move(id);
  return credential;
}

class SignatureCheckTest : public testing::Test {
 protected:
  [[nodiscard]] model::ApiResult<Signer> verify(std::string_view service = "service") const {
    const std::string body_digest = codec::digest(body);
    return check.verify({method, query, headers, body_digest}, service);
  }

  [[nodiscard]] std::string refusal() const {
    const auto signer = verify();
    if (signer) return "(verified)";
    return std::string(model::error_row(signer.error().code).name) + ": " + signer.error().message;
  }

  void sign(const std::string& signed_headers, const std::string& signature,
            const std::string& id = "AKIDEXAMPLE") {
    authorization = "AWS4-HMAC-SHA256 Credential=" + id +
                    "/20150830/us-east-1/service/aws4_request, SignedHeaders=" + signed_headers +
                    ", Signature=" + signature;
    headers.push_back({"Authorization", authorization});
  }

  /// Signs host and date, and what else is a header, with the key of `of_secret`.
  void sign_with(std::string_view of_secret, const std::string& id) {
    const std::string body_digest = codec::digest(body);
    const std::string canonical =
        canonical_request({method, query, headers, body_digest}, "host;x-amz-date");
    const std::string to_sign =
        "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/service/aws4_request\n" +
        hex(codec::digest(canonical));
    const std::string key = derive_signing_key({of_secret, "20150830", "us-east-1", "service"});
    sign("host;x-amz-date", hex(hmac_sha256(key, to_sign)), id);
  }

  ManualClock clock{request_time};
  CredentialStore credentials{{key_of("AKIDEXAMPLE", secret, "111122223333")}};
  SignatureCheck check{credentials, clock};
  std::string method = "GET";
  std::string query;
  std::string body;
  std::string authorization;
  std::vector<HeaderField> headers{{"Host", "example.amazonaws.com"},
                                   {"X-Amz-Date", "20150830T123600Z"}};
};

constexpr const char* vanilla = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";

// --- AWS's published test suite
// -------------------------------------------------------------------

struct Vector {
  const char* name;
  const char* method;
  const char* query;
  std::vector<HeaderField> headers;
  const char* signed_headers;
  const char* body;
  const char* signature;
};

class AwsVector : public SignatureCheckTest, public testing::WithParamInterface<Vector> {};

TEST_P(AwsVector, IsVerified) {
  const Vector& vector = GetParam();
  method = vector.method;
  query = vector.query;
  body = vector.body;
  headers.insert(headers.begin() + 1, vector.headers.begin(), vector.headers.end());
  sign(vector.signed_headers, vector.signature);
  const auto signer = verify();
  ASSERT_TRUE(signer) << signer.error().message;
  EXPECT_EQ(signer->region, "us-east-1");
  EXPECT_EQ(signer->credential->principal.account_id, "111122223333");
}

constexpr const char* unreserved =
    "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz="
    "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

INSTANTIATE_TEST_SUITE_P(
    Suite, AwsVector,
    testing::Values(
        Vector{"vanilla", "GET", "", {}, "host;x-amz-date", "", vanilla},
        Vector{"query_order",
               "GET",
               "Param2=value2&Param1=value1",
               {},
               "host;x-amz-date",
               "",
               "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"},
        Vector{"query_unreserved",
               "GET",
               unreserved,
               {},
               "host;x-amz-date",
               "",
               "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"},
        Vector{"post",
               "POST",
               "",
               {},
               "host;x-amz-date",
               "",
               "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"},
        Vector{"post_query",
               "POST",
               "Param1=value1",
               {},
               "host;x-amz-date",
               "",
               "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"},
        Vector{"header_key_duplicate",
               "GET",
               "",
               {{"My-Header1", "value2"}, {"My-Header1", "value2"}, {"My-Header1", "value1"}},
               "host;my-header1;x-amz-date",
               "",
               "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"},
        Vector{"header_value_order",
               "GET",
               "",
               {{"My-Header1", "value4"},
                {"My-Header1", "value1"},
                {"My-Header1", "value3"},
                {"My-Header1", "value2"}},
               "host;my-header1;x-amz-date",
               "",
               "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"},
        Vector{"header_value_trim",
               "GET",
               "",
               {{"My-Header1", " value1"}, {"My-Header2", " \"a   b   c\""}},
               "host;my-header1;my-header2;x-amz-date",
               "",
               "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"},
        Vector{"header_key_sort",
               "POST",
               "",
               {{"My-Header1", "value1"}},
               "host;my-header1;x-amz-date",
               "",
               "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"},
        Vector{"form",
               "POST",
               "",
               {{"Content-Type", "application/x-www-form-urlencoded"}},
               "content-type;host;x-amz-date",
               "Param1=value1",
               "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"}),
    [](const auto& of) { return of.param.name; });

// --- one fault after the other
// --------------------------------------------------------------------

TEST_F(SignatureCheckTest, TellsWhatShouldHaveBeenSigned) {
  headers.insert(headers.begin(), {"X-Note", "  two   words "});
  query = "b=%7e&a=1";
  body = "{}";
  sign("host;x-amz-date;x-note", "abc");
  EXPECT_EQ(
      refusal(),
      "InvalidSignatureException: The request signature we calculated does not match the signature "
      "you provided. Check your AWS Secret Access Key and signing method. Consult the service "
      "documentation for details.\n\nThe Canonical String for this request should have been\n"
      "'GET\n/\na=1&b=~\nhost:example.amazonaws.com\nx-amz-date:20150830T123600Z\n"
      "x-note:two words\n\nhost;x-amz-date;x-note\n"
      "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'\n\n"
      "The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20150830T123600Z\n"
      "20150830/us-east-1/service/aws4_request\n" +
          hex(codec::digest("GET\n/\na=1&b=~\nhost:example.amazonaws.com\n"
                            "x-amz-date:20150830T123600Z\nx-note:two words\n\n"
                            "host;x-amz-date;x-note\n44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e"
                            "8310c060f61caaff8a")) +
          "'\n");
}

TEST_F(SignatureCheckTest, JudgesTheAgeBeforeTheHost) {
  sign("x-amz-date", "abc");
  clock.set(request_time + 15 * 60'000 + 999);
  EXPECT_EQ(refusal(),
            "InvalidSignatureException: 'Host' must be a 'SignedHeader' in the AWS Authorization.");
  clock.set(request_time + 15 * 60'000 + 1000);
  EXPECT_EQ(refusal(),
            "InvalidSignatureException: Signature expired: 20150830T123600Z is now earlier than "
            "20150830T123601Z (20150830T125101Z - 15 min.)");
  clock.set(request_time - 15 * 60'000 - 1000);
  EXPECT_EQ(refusal(),
            "InvalidSignatureException: Signature not yet current: 20150830T123600Z is still later "
            "than 20150830T123559Z (20150830T122059Z + 15 min.)");
}

TEST_F(SignatureCheckTest, JudgesTheKeyBeforeTheSignature) {
  sign("host;x-amz-date", "abc", "AKIDUNKNOWN");
  EXPECT_EQ(refusal(),
            "UnrecognizedClientException: The security token included in the request is invalid.");
}

TEST_F(SignatureCheckTest, WritesAHeaderOnceHoweverOftenItIsListed) {
  sign("host;HOST;x-amz-date;host", vanilla);
  EXPECT_EQ(refusal(), "(verified)");
}

TEST_F(SignatureCheckTest, ComparesTheSignatureAsText) {
  std::string upper = vanilla;
  upper[1] = 'F';
  sign("host;x-amz-date", upper);
  EXPECT_EQ(refusal().substr(0, 30), "InvalidSignatureException: The");
}

TEST_F(SignatureCheckTest, NeedsTheServiceItIsAskedFor) {
  sign("host;x-amz-date", vanilla);
  EXPECT_EQ(verify("sts").error().message,
            "Credential should be scoped to correct service: 'sts'. ");
}

TEST_F(SignatureCheckTest, RefusesATokenForAKeyThatHasNone) {
  headers.push_back({"X-Amz-Security-Token", "abc"});
  sign("host;x-amz-date", vanilla);
  EXPECT_EQ(refusal(),
            "UnrecognizedClientException: The security token included in the request is invalid");
}

TEST_F(SignatureCheckTest, WantsTheTokenOfAKeyThatHasOne) {
  Credential with_token = key_of("AKIDEXAMPLE", secret, "111122223333");
  with_token.session_token = "the token";
  credentials.replace({with_token});
  sign("host;x-amz-date", vanilla);
  EXPECT_EQ(refusal(),
            "UnrecognizedClientException: The security token included in the request is invalid");
  headers.push_back({"x-amz-security-token", "the token"});
  EXPECT_EQ(refusal(), "(verified)");
}

TEST_F(SignatureCheckTest, ReplacesAllKeysAtOnce) {
  sign("host;x-amz-date", vanilla);
  EXPECT_EQ(refusal(), "(verified)");
  credentials.replace({key_of("AKIDOTHER", secret, "111122223333")});
  EXPECT_EQ(refusal().substr(0, 28), "UnrecognizedClientException:");
  credentials.replace({key_of("AKIDEXAMPLE", "another", "111122223333")});
  EXPECT_EQ(refusal().substr(0, 26), "InvalidSignatureException:");
}

// --- temporary keys
// -------------------------------------------------------------------------------

class TemporaryKeyTest : public SignatureCheckTest {
 protected:
  TemporaryKeyTest() {
    session.access_key_id = "ASIAEXAMPLE";
    session.secret_access_key = "temporary";
    session.issuer = "AKIDEXAMPLE";
    session.expires_at = request_time + 60'000;
    session.principal = session_of_role("111122223333", "/", "Reader", "tests");
    token = seal_session(session, secret);
  }

  void sign_with_token(std::string_view with) {
    headers.push_back({"X-Amz-Security-Token", with});
    sign_with("temporary", "ASIAEXAMPLE");
  }

  Credential session;
  std::string token;
};

TEST_F(TemporaryKeyTest, IsFoundInItsToken) {
  sign_with_token(token);
  const auto signer = verify();
  ASSERT_TRUE(signer) << signer.error().message;
  EXPECT_EQ(signer->credential->principal, session.principal);
}

TEST_F(TemporaryKeyTest, Expires) {
  sign_with_token(token);
  clock.set(request_time + 59'999);
  EXPECT_EQ(refusal(), "(verified)");
  clock.set(request_time + 60'000);
  EXPECT_EQ(refusal(),
            "ExpiredTokenException: The security token included in the request is expired");
}

TEST_F(TemporaryKeyTest, IsNothingWithoutItsToken) {
  constexpr const char* bad_token =
      "UnrecognizedClientException: The security token included in the request is invalid";
  sign_with("temporary", "ASIAEXAMPLE");
  EXPECT_EQ(refusal(), bad_token);
  headers.push_back({"X-Amz-Security-Token", "abc="});
  EXPECT_EQ(refusal(), bad_token);
  session.access_key_id = "ASIAOTHER";
  const std::string of_another = seal_session(session, secret);
  headers.back().value = of_another;
  EXPECT_EQ(refusal(), bad_token);
}

TEST_F(TemporaryKeyTest, EndsWithTheKeyThatAskedForIt) {
  sign_with_token(token);
  credentials.replace({key_of("AKIDOTHER", secret, "111122223333")});
  EXPECT_EQ(refusal().substr(0, 28), "UnrecognizedClientException:");
  credentials.replace({key_of("AKIDEXAMPLE", "another secret", "111122223333")});
  EXPECT_EQ(refusal().substr(0, 28), "UnrecognizedClientException:");
}

}  // namespace
}  // namespace dynarocks::auth
