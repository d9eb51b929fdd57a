#include "server/sts_endpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace dynarocks::server {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

constexpr std::string_view identity = "Action=GetCallerIdentity&Version=2011-06-15";

HttpRequest form(std::string_view body, std::string_view access_key = "123456789012") {
  HttpRequest request;
  request.method = "POST";
  request.target = "/";
  request.body = body;
  request.headers.add("Host", "localhost");
  request.headers.add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
  request.headers.add("X-Amz-Date", "20260102T030405Z");
  request.headers.add("Authorization",
                      "AWS4-HMAC-SHA256 Credential=" + std::string(access_key) +
                          "/20260102/eu-west-1/sts/aws4_request, SignedHeaders=host, Signature=a");
  return request;
}

class StsEndpointTest : public testing::Test {
 protected:
  const HttpResponse& answer(const HttpRequest& request, std::string_view query = {}) {
    response.clear();
    const auto parameters = StsEndpoint::parameters_of(request, "/", query);
    EXPECT_TRUE(parameters);
    if (parameters) endpoint.answer(request, query, *parameters, response);
    return response;
  }

  /// What stands in an element of the answer.
  [[nodiscard]] std::string element(const std::string& name) const {
    const auto begin = response.body.find("<" + name + ">") + name.size() + 2;
    return response.body.substr(begin, response.body.find("</" + name + ">") - begin);
  }

  ManualClock clock{1'767'323'045'678};
  Authentication authentication;
  StsEndpoint endpoint{authentication, clock};
  HttpResponse response;
};

TEST_F(StsEndpointTest, TakesItsOwnFormsAlone) {
  EXPECT_TRUE(StsEndpoint::parameters_of(form(identity), "/", ""));
  EXPECT_FALSE(StsEndpoint::parameters_of(form(identity), "/x", ""));
  EXPECT_FALSE(StsEndpoint::parameters_of(form("Action=GetCallerIdentity"), "/", ""));
  EXPECT_FALSE(StsEndpoint::parameters_of(form("Version=2011-06-15"), "/", ""));
  EXPECT_FALSE(StsEndpoint::parameters_of(form("Action=A&Version=2012-08-10"), "/", ""));
  EXPECT_FALSE(StsEndpoint::parameters_of(form(""), "/", identity));
  HttpRequest get;
  get.method = "GET";
  EXPECT_TRUE(StsEndpoint::parameters_of(get, "/", identity));
  EXPECT_FALSE(StsEndpoint::parameters_of(get, "/", "a=b"));
  HttpRequest put = form(identity);
  put.method = "PUT";
  EXPECT_FALSE(StsEndpoint::parameters_of(put, "/", identity));
  HttpRequest json;
  json.method = "POST";
  json.body = identity;
  json.headers.add("Content-Type", "application/x-amz-json-1.0");
  EXPECT_FALSE(StsEndpoint::parameters_of(json, "/", ""));
}

TEST_F(StsEndpointTest, ReadsNoMoreParametersThanACallHas) {
  std::string body;
  for (int i = 0; i < 999; ++i) body += "a&";
  EXPECT_FALSE(StsEndpoint::parameters_of(form(body + std::string(identity)), "/", ""));
  EXPECT_TRUE(StsEndpoint::parameters_of(form(std::string(identity) + "&" + body), "/", ""));
}

TEST_F(StsEndpointTest, TellsWhoCalls) {
  answer(form(identity));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "text/xml");
  EXPECT_THAT(response.request_id, MatchesRegex("[0-9a-f-]{36}"));
  EXPECT_EQ(response.body,
            "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\n"
            "  <GetCallerIdentityResult>\n"
            "    <Arn>arn:aws:iam::123456789012:root</Arn>\n"
            "    <UserId>123456789012</UserId>\n"
            "    <Account>123456789012</Account>\n"
            "  </GetCallerIdentityResult>\n"
            "  <ResponseMetadata>\n"
            "    <RequestId>" +
                response.request_id +
                "</RequestId>\n"
                "  </ResponseMetadata>\n"
                "</GetCallerIdentityResponse>\n");
}

TEST_F(StsEndpointTest, TellsErrorsAsStsDoes) {
  HttpRequest unsigned_one = form(identity);
  unsigned_one.headers.clear();
  unsigned_one.headers.add("Content-Type", "application/x-www-form-urlencoded");
  answer(unsigned_one);
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(response.body,
            "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\n"
            "  <Error>\n"
            "    <Type>Sender</Type>\n"
            "    <Code>MissingAuthenticationToken</Code>\n"
            "    <Message>Request is missing Authentication Token</Message>\n"
            "  </Error>\n"
            "  <RequestId>" +
                response.request_id +
                "</RequestId>\n"
                "</ErrorResponse>\n");
  answer(form("Action=%3Ca%26b%3E%00&Version=2011-06-15"));
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(element("Code"), "InvalidAction");
  EXPECT_EQ(element("Message"), "Could not find operation &lt;a&amp;b&gt;? for version 2011-06-15");
}

TEST_F(StsEndpointTest, AssumesRolesWhereSignaturesAreNotChecked) {
  answer(
      form("Action=AssumeRole&Version=2011-06-15&RoleSessionName=tests&Tags.member.1.Key=team&"
           "Tags.member.1.Value=blue&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2FReader"));
  EXPECT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(element("Arn"), "arn:aws:sts::123456789012:assumed-role/Reader/tests");
  EXPECT_THAT(element("AssumedRoleId"), MatchesRegex("AROA[A-Z2-7]{17}:tests"));
  EXPECT_EQ(element("Expiration"), "2026-01-02T04:04:05Z");
  HttpRequest as_role = form(identity, element("AccessKeyId"));
  as_role.headers.add("X-Amz-Security-Token", element("SessionToken"));
  answer(as_role);
  EXPECT_EQ(element("Arn"), "arn:aws:sts::123456789012:assumed-role/Reader/tests");
  EXPECT_EQ(element("Account"), "123456789012");
}

TEST_F(StsEndpointTest, NamesWhatItDoesNotSupport) {
  answer(
      form("Action=AssumeRole&Version=2011-06-15&RoleSessionName=tests&"
           "PolicyArns.member.1.arn=a&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2FReader"));
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(element("Code"), "ValidationError");
  EXPECT_EQ(element("Message"), "PolicyArns is not supported yet");
}

TEST_F(StsEndpointTest, AsksWhoMayAssume) {
  const StsEndpoint strict(authentication, clock,
                           [](const auth::Principal&, std::string_view) { return false; });
  const HttpRequest request = form(
      "Action=AssumeRole&Version=2011-06-15&RoleSessionName=tests&"
      "RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2FReader");
  strict.answer(request, "", *StsEndpoint::parameters_of(request, "/", ""), response);
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(element("Code"), "AccessDenied");
  EXPECT_EQ(element("Message"),
            "User: arn:aws:iam::123456789012:root is not authorized to perform: sts:AssumeRole on "
            "resource: arn:aws:iam::123456789012:role/Reader");
}

}  // namespace
}  // namespace dynarocks::server
