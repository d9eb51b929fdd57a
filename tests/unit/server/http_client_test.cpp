#include "server/http_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "one_answer.h"

namespace dynarocks::server {
namespace {

using testing::HasSubstr;

TEST(ParseEndpoint, ReadsHostAndPort) {
  const auto plain = parse_endpoint("http://127.0.0.1:8000");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->host, "127.0.0.1");
  EXPECT_EQ(plain->port, "8000");
  EXPECT_EQ(plain->authority, "127.0.0.1:8000");
  const auto without_port = parse_endpoint("http://localhost/");
  ASSERT_TRUE(without_port);
  EXPECT_EQ(without_port->host, "localhost");
  EXPECT_EQ(without_port->port, "80");
  EXPECT_EQ(without_port->authority, "localhost");
  const auto ipv6 = parse_endpoint("http://[::1]:9000/");
  ASSERT_TRUE(ipv6);
  EXPECT_EQ(ipv6->host, "::1");
  EXPECT_EQ(ipv6->port, "9000");
  EXPECT_EQ(ipv6->authority, "[::1]:9000");
}

TEST(ParseEndpoint, RefusesAnythingElse) {
  for (const char* url : {"", "localhost:8000", "https://localhost:8000", "http://", "http://:8000",
                          "http://a:", "http://a:0", "http://a:65536", "http://a:b",
                          "http://a:80/path", "http://a?b", "http://a b", "http://u@a",
                          "http://[::1", "http://[]:1", "http://[::1]8000", "http://a\r\nX: y"}) {
    EXPECT_EQ(parse_endpoint(url).has_value(), false) << url;
  }
}

TEST(HttpCall, SendsARequestAndReadsItsAnswer) {
  OneAnswer server("HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\nhello");
  const auto answer = http_call(server.endpoint(), "POST", "/path", "body");
  server.finish();
  ASSERT_TRUE(answer) << answer.error();
  EXPECT_EQ(answer->status, 404);
  EXPECT_EQ(answer->body, "hello");
  EXPECT_EQ(server.request, "POST /path HTTP/1.1\r\nHost: " + server.endpoint().authority +
                                "\r\nConnection: close\r\nContent-Length: 4\r\n"
                                "Content-Type: application/json\r\n\r\nbody");
}

TEST(HttpCall, ReadsChunksAndBodiesThatEndWithTheConnection) {
  OneAnswer chunks(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");
  const auto chunked = http_call(chunks.endpoint(), "GET", "/", "");
  ASSERT_TRUE(chunked) << chunked.error();
  EXPECT_EQ(chunked->body, "abc");
  OneAnswer until_end("HTTP/1.0 200 OK\r\n\r\nrest");
  const auto rest = http_call(until_end.endpoint(), "GET", "/", "");
  ASSERT_TRUE(rest) << rest.error();
  EXPECT_EQ(rest->body, "rest");
}

TEST(HttpCall, SaysWhyThereIsNoAnswer) {
  OneAnswer silent("");
  EXPECT_THAT(
      http_call(silent.endpoint(), "GET", "/", "").error(),
      testing::MatchesRegex("http://127.0.0.1:[0-9]+ ended the connection without an answer"));
  OneAnswer cut("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
  EXPECT_FALSE(http_call(cut.endpoint(), "GET", "/", ""));
  OneAnswer other("SSH-2.0-x\r\n");
  EXPECT_THAT(http_call(other.endpoint(), "GET", "/", "").error(),
              HasSubstr("no answer from http://127.0.0.1:"));
  OneAnswer long_body("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
  HttpClientLimits limits;
  limits.body_bytes = 4;
  EXPECT_FALSE(http_call(long_body.endpoint(), "GET", "/", "", limits));
  EXPECT_EQ(http_call(*parse_endpoint("http://127.0.0.1:1"), "GET", "/", "").error(),
            "no answer from http://127.0.0.1:1: Connection refused");
}

}  // namespace
}  // namespace dynarocks::server
