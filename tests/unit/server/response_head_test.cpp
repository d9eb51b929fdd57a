#include "server/response_head.h"

#include <gtest/gtest.h>

namespace dynarocks::server {
namespace {

std::string head_of(const HttpResponse& response, ConnectionTerms terms) {
  std::string head = "left from before";
  write_response_head(response, terms, "THE DATE", head);
  return head;
}

TEST(HttpDate, IsInTheFormOfRfc7231) {
  EXPECT_EQ(http_date(784'887'151'999), "Tue, 15 Nov 1994 08:12:31 GMT");
  EXPECT_EQ(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
}

TEST(ResponseHead, CarriesDynamoDbsHeaders) {
  HttpResponse response;
  response.request_id = "ID";
  response.content_type = "application/json";
  response.content_coding = "gzip";
  response.extra_headers = "A: b\r\n";
  response.body = "{}";
  response.crc32 = 4'000'000'000u;
  EXPECT_EQ(head_of(response, {11, true}),
            "HTTP/1.1 200 OK\r\nServer: Server\r\nDate: THE DATE\r\n"
            "Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n"
            "x-amzn-RequestId: ID\r\nx-amz-crc32: 4000000000\r\nA: b\r\n\r\n");
}

TEST(ResponseHead, SaysHowTheConnectionGoesOn) {
  HttpResponse response;
  response.status = 404;
  const std::string start =
      "HTTP/1.1 404 Not Found\r\nServer: Server\r\nDate: THE DATE\r\nContent-Length: 0\r\n";
  EXPECT_EQ(head_of(response, {11, true}), start + "\r\n");
  EXPECT_EQ(head_of(response, {11, false}), start + "Connection: close\r\n\r\n");
  EXPECT_EQ(head_of(response, {10, false}), start + "Connection: close\r\n\r\n");
  EXPECT_EQ(head_of(response, {10, true}), start + "Connection: keep-alive\r\n\r\n");
}

TEST(ResponseHead, ChunksTheEmptyBodyOfAnOversizedRequest) {
  HttpResponse response;
  response.status = 413;
  response.chunked = true;
  EXPECT_EQ(head_of(response, {11, false}),
            "HTTP/1.1 413 Request Entity Too Large\r\nServer: Server\r\nDate: THE DATE\r\n"
            "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n");
}

}  // namespace
}  // namespace dynarocks::server
