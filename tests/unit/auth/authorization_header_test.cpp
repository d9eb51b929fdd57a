#include "auth/authorization_header.h"

#include <gtest/gtest.h>

#include <string>

namespace dynarocks::auth {
namespace {

using model::ErrorCode;

constexpr std::string_view good_header =
    "AWS4-HMAC-SHA256 Credential=AKIA/20260102/eu-west-1/dynamodb/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature=abc";
constexpr std::string_view good_date = "20260102T030405Z";

SignedRequest header_request(std::string_view authorization, std::string_view date = good_date) {
  return {authorization, date, std::nullopt, {}};
}

TEST(AuthorizationHeader, GivesThePartsOfTheClaim) {
  const auto claim = parse_authorization(header_request(good_header));
  ASSERT_TRUE(claim);
  EXPECT_EQ(claim->access_key_id, "AKIA");
  EXPECT_EQ(claim->date, good_date);
  EXPECT_EQ(claim->region, "eu-west-1");
  EXPECT_EQ(claim->service, "dynamodb");
  EXPECT_EQ(claim->signed_headers, "host;x-amz-date");
  EXPECT_EQ(claim->signature, "abc");
}

TEST(AuthorizationHeader, TakesPartsInAnyOrderWithCommasOrBlanks) {
  for (const char* header : {"AWS4-HMAC-SHA256 Signature=abc,SignedHeaders=host,"
                             "Credential=AKIA/20260102/eu-west-1/dynamodb/aws4_request",
                             "AWS4-HMAC-SHA256 Signature=abc SignedHeaders=host "
                             "Credential=AKIA/20260102/eu-west-1/dynamodb/aws4_request",
                             "  AWS4-HMAC-SHA256   Signature=abc , SignedHeaders=host,,"
                             "Credential=AKIA/20260102/eu-west-1/dynamodb/aws4_request//  "}) {
    const auto claim = parse_authorization(header_request(header));
    ASSERT_TRUE(claim) << header << ": " << claim.error().message;
    EXPECT_EQ(claim->access_key_id, "AKIA");
    EXPECT_EQ(claim->signature, "abc");
  }
}

TEST(AuthorizationHeader, TakesTheDateHeaderWhereThereIsNoAmzDate) {
  EXPECT_EQ(parse_authorization({good_header, std::nullopt, good_date, {}})->date, good_date);
  EXPECT_EQ(parse_authorization({good_header, "", good_date, {}})->date, good_date);
  EXPECT_EQ(
      parse_authorization({good_header, good_date, "Fri, 02 Jan 2026 03:04:05 GMT", {}})->date,
      good_date);
}

TEST(AuthorizationHeader, IsJudgedByItsAgeWhereThereIsATime) {
  constexpr EpochMillis time = 1'767'323'045'000;  // of good_date
  SignedRequest request = header_request(good_header);
  for (const EpochMillis now : {time - 900'000, time, time + 900'000}) {
    request.now = now;
    EXPECT_TRUE(parse_authorization(request)) << now;
  }
  request.now = time + 901'000;
  EXPECT_EQ(parse_authorization(request).error().message,
            "Signature expired: 20260102T030405Z is now earlier than 20260102T030406Z "
            "(20260102T031906Z - 15 min.)");
  // Digits that are no day.
  request.amz_date = "20261302T030405Z";
  EXPECT_EQ(parse_authorization(request).error().message,
            "Date must be in ISO-8601 'basic format'. Got '20261302T030405Z'. See "
            "http://en.wikipedia.org/wiki/ISO_8601");
  EXPECT_EQ(parse_authorization(request).error().code, ErrorCode::incomplete_signature);
}

TEST(AuthorizationHeader, IsForTheServiceThatIsAskedFor) {
  SignedRequest request = header_request(good_header);
  request.service = sts_service;
  EXPECT_EQ(parse_authorization(request).error().message,
            "Credential should be scoped to correct service: 'sts'. ");
}

struct Fault {
  const char* name;
  std::string header;
  std::string date;
  ErrorCode code;
  std::string message;
};

std::string with_credential(const std::string& credential) {
  return "AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=host, Signature=a";
}

class AuthorizationFault : public testing::TestWithParam<Fault> {};

TEST_P(AuthorizationFault, HasDynamoDbsText) {
  const Fault& fault = GetParam();
  const auto claim = parse_authorization(header_request(fault.header, fault.date));
  ASSERT_FALSE(claim);
  EXPECT_EQ(claim.error().code, fault.code);
  EXPECT_EQ(claim.error().message, fault.message);
}

const std::string no_credential = "Authorization header requires 'Credential' parameter. ";
const std::string no_signature = "Authorization header requires 'Signature' parameter. ";
const std::string no_signed_headers = "Authorization header requires 'SignedHeaders' parameter. ";
const std::string no_date =
    "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
const std::string five_elements =
    "Credential must have exactly 5 slash-delimited elements, e.g. "
    "keyid/date/region/service/term, got '";
const std::string wrong_region = "Credential should be scoped to a valid region. ";

INSTANTIATE_TEST_SUITE_P(
    Header, AuthorizationFault,
    testing::Values(
        Fault{"Empty", "", std::string(good_date), ErrorCode::missing_authentication_token,
              "Request is missing Authentication Token"},
        Fault{"OtherScheme", "Bearer token", std::string(good_date),
              ErrorCode::missing_authentication_token, "Request is missing Authentication Token"},
        Fault{"Bare", "AWS4-", "", ErrorCode::incomplete_signature,
              no_credential + no_signature + no_signed_headers + no_date + "Authorization=AWS4-"},
        Fault{"Nothing", "AWS4-HMAC-SHA256", std::string(good_date),
              ErrorCode::incomplete_signature,
              no_credential + no_signature + no_signed_headers + "Authorization=AWS4-HMAC-SHA256"},
        Fault{"OnlySignature", "AWS4- Signature=b", "", ErrorCode::incomplete_signature,
              no_credential + no_signed_headers + no_date + "Authorization=AWS4- Signature=b"},
        Fault{"EmptyParameter", "AWS4-X Signature=,Credential=c,SignedHeaders=h",
              std::string(good_date), ErrorCode::incomplete_signature,
              no_signature + "Authorization=AWS4-X Signature=,Credential=c,SignedHeaders=h"},
        Fault{"NoEqualSign", "AWS4-HMAC-SHA256 Credential", std::string(good_date),
              ErrorCode::incomplete_signature,
              "'Credential' not a valid key=value pair (missing equal-sign) in Authorization "
              "header: 'AWS4-HMAC-SHA256 Credential'."},
        Fault{"NoDate", std::string(good_header), "", ErrorCode::incomplete_signature,
              no_date + "Authorization=" + std::string(good_header)},
        // The date is judged before the signed headers, those before the algorithm, and so on.
        Fault{"Date", "AWS4-X Credential=c,SignedHeaders=h,Signature=s", "2026-01-02",
              ErrorCode::incomplete_signature,
              "Date must be in ISO-8601 'basic format'. Got '2026-01-02'. See "
              "http://en.wikipedia.org/wiki/ISO_8601"},
        Fault{"Host", "AWS4-X Credential=c,SignedHeaders=x-amz-date;hosts,Signature=s",
              std::string(good_date), ErrorCode::invalid_signature,
              "'Host' must be a 'SignedHeader' in the AWS Authorization."},
        Fault{"Algorithm", "AWS4-X Credential=c,SignedHeaders=x;host,Signature=s",
              std::string(good_date), ErrorCode::incomplete_signature,
              "Unsupported AWS 'algorithm': 'AWS4-X' (only AWS4-HMAC-SHA256 for now). "},
        Fault{"TooFewElements", with_credential("a/b/c/d"), std::string(good_date),
              ErrorCode::incomplete_signature, five_elements + "a/b/c/d'"},
        Fault{"TrailingSlashesDoNotCount", with_credential("a/b/c/d/"), std::string(good_date),
              ErrorCode::incomplete_signature, five_elements + "a/b/c/d/'"},
        Fault{"TooManyElements", with_credential("a/b/c/d/e/f"), std::string(good_date),
              ErrorCode::incomplete_signature, five_elements + "a/b/c/d/e/f'"},
        Fault{"EmptyRegion", with_credential("a/20260102//dynamodb/aws4_request"),
              std::string(good_date), ErrorCode::invalid_signature, wrong_region},
        Fault{"RegionNoArnCanHold", with_credential("a/20260102/us:east/dynamodb/aws4_request"),
              std::string(good_date), ErrorCode::invalid_signature, wrong_region},
        Fault{"EndlessRegion",
              with_credential("a/20260102/" + std::string(65, 'r') + "/dynamodb/aws4_request"),
              std::string(good_date), ErrorCode::invalid_signature, wrong_region},
        Fault{"Service", with_credential("a/20260102/r/s3/aws4_request"), std::string(good_date),
              ErrorCode::invalid_signature,
              "Credential should be scoped to correct service: 'dynamodb'. "},
        Fault{"AllOfTheScope", with_credential("a/b//d/e"), std::string(good_date),
              ErrorCode::invalid_signature,
              wrong_region +
                  "Credential should be scoped to correct service: 'dynamodb'. "
                  "Credential should be scoped with a valid terminator: 'aws4_request', not 'e'. "
                  "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date "
                  "from HTTP: 'b' != '20260102', from '20260102T030405Z'."}),
    [](const auto& instance) { return instance.param.name; });

TEST(AuthorizationHeader, AcceptsRegionsAwsDoesNotHave) {
  for (const std::string region : {"local", "fake_Region-1", "r", "eu.central", "000"}) {
    const std::string header = with_credential("k/20260102/" + region + "/dynamodb/aws4_request");
    const auto claim = parse_authorization(header_request(header));
    ASSERT_TRUE(claim) << region;
    EXPECT_EQ(claim->region, region);
  }
}

TEST(AuthorizationHeader, IsNeededInOneFormOnly) {
  const auto none = parse_authorization({std::nullopt, good_date, std::nullopt, "a=b"});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::missing_authentication_token);

  const auto both = parse_authorization({good_header, good_date, std::nullopt, "X-Amz-Algorithm"});
  ASSERT_FALSE(both);
  EXPECT_EQ(both.error().code, ErrorCode::invalid_signature);
  EXPECT_EQ(
      both.error().message,
      "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
}

TEST(PresignedQuery, IsGoodAsLongAsItSays) {
  constexpr EpochMillis time = 1'767'323'045'000;
  const std::string query =
      "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA%2F20260102%2Flocal%2Fdynamodb"
      "%2Faws4_request&X-Amz-Date=20260102T030405Z&X-Amz-SignedHeaders=host&X-Amz-Signature=ff&"
      "X-Amz-Expires=3600&X-Amz-Security-Token=a%2Bb";
  SignedRequest request{std::nullopt, std::nullopt, std::nullopt, query};
  request.now = time + 3'600'000;
  const auto claim = parse_authorization(request);
  ASSERT_TRUE(claim) << claim.error().message;
  EXPECT_TRUE(claim->presigned);
  EXPECT_EQ(claim->security_token, "a+b");
  request.now = time + 3'601'000;
  EXPECT_EQ(parse_authorization(request).error().message,
            "Signature expired: 20260102T030405Z is now earlier than 20260102T030406Z "
            "(20260102T040406Z - 60 min.)");
}

TEST(PresignedQuery, GivesTheDecodedParts) {
  const auto claim = parse_authorization(
      {std::nullopt, std::nullopt, std::nullopt,
       "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AK%2f20260102%2Fr%2Fdynamodb%2Faws4_"
       "request&X-Amz-Date=20260102T030405Z&X-Amz-Expires=60&X-Amz-SignedHeaders=a%3Bhost&"
       "X-Amz-Signature=ff&X-Amz-Signature=00"});
  ASSERT_TRUE(claim) << claim.error().message;
  EXPECT_EQ(claim->access_key_id, "AK");
  EXPECT_EQ(claim->region, "r");
  EXPECT_EQ(claim->signed_headers, "a;host");
  EXPECT_EQ(claim->signature, "ff");
}

TEST(PresignedQuery, NamesWhatIsMissing) {
  const auto claim =
      parse_authorization({std::nullopt, good_date, std::nullopt, "&X-Amz-Algorithm&%&=&%4"});
  ASSERT_FALSE(claim);
  EXPECT_EQ(claim.error().code, ErrorCode::incomplete_signature);
  EXPECT_EQ(claim.error().message,
            "AWS query-string parameters must include 'X-Amz-Algorithm'. "
            "AWS query-string parameters must include 'X-Amz-Credential'. "
            "AWS query-string parameters must include 'X-Amz-Signature'. "
            "AWS query-string parameters must include 'X-Amz-SignedHeaders'. "
            "AWS query-string parameters must include 'X-Amz-Date'. "
            "Re-examine the query-string parameters.");
}

TEST(PresignedQuery, IsHeldToTheSameRules) {
  const auto claim = parse_authorization(
      {std::nullopt, std::nullopt, std::nullopt,
       "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=c&X-Amz-Date=20260102T030405Z&"
       "X-Amz-SignedHeaders=host&X-Amz-Signature=ff"});
  ASSERT_FALSE(claim);
  EXPECT_EQ(claim.error().message, five_elements + "c'");
}

TEST(Account, IsATwelveDigitAccessKey) {
  EXPECT_EQ(account_of("123456789012"), "123456789012");
  EXPECT_EQ(account_of("12345678901"), "000000000000");
  EXPECT_EQ(account_of("1234567890123"), "000000000000");
  EXPECT_EQ(account_of("AKIAIOSFODNN"), "000000000000");
  EXPECT_EQ(account_of(""), "000000000000");
}

}  // namespace
}  // namespace dynarocks::auth
