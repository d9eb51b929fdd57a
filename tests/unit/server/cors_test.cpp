#include "server/cors.h"

#include <gtest/gtest.h>

namespace dynarocks::server {
namespace {

constexpr std::string_view exposed =
    "Access-Control-Expose-Headers: x-amzn-RequestId,x-amzn-ErrorType,x-amz-crc32,Date\r\n";

std::string headers_for(const CorsPolicy& policy, std::string_view origin) {
  std::string lines;
  policy.append_headers(origin, lines);
  return lines;
}

TEST(Cors, AllowsEveryOriginByDefault) {
  const CorsPolicy policy("*");
  EXPECT_TRUE(policy.allows("http://anywhere.example"));
  EXPECT_EQ(headers_for(policy, "http://anywhere.example"),
            "Access-Control-Allow-Origin: *\r\n" + std::string(exposed));
}

TEST(Cors, NamesTheOriginWhereThereIsAList) {
  const CorsPolicy policy("http://a.example, https://B.example:8080,");
  EXPECT_TRUE(policy.allows("http://a.example"));
  EXPECT_TRUE(policy.allows("https://b.example:8080"));
  EXPECT_FALSE(policy.allows("http://b.example:8080"));
  EXPECT_FALSE(policy.allows(""));
  EXPECT_EQ(
      headers_for(policy, "http://a.example"),
      "Access-Control-Allow-Origin: http://a.example\r\nVary: Origin\r\n" + std::string(exposed));
}

TEST(Cors, EchoesWhatThePreflightAsksFor) {
  HttpHeaders request;
  std::string lines;
  append_preflight_headers(request, lines);
  EXPECT_EQ(lines, "Access-Control-Max-Age: 172800\r\n");

  request.add("access-control-request-headers", "x-Amz-Target, b");
  request.add("Access-Control-Request-Method", "PUT");
  lines.clear();
  append_preflight_headers(request, lines);
  EXPECT_EQ(lines,
            "Access-Control-Max-Age: 172800\r\n"
            "Access-Control-Allow-Headers: x-Amz-Target, b\r\n"
            "Access-Control-Allow-Methods: PUT\r\n");
}

}  // namespace
}  // namespace dynarocks::server
