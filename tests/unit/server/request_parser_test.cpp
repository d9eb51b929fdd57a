#include "server/request_parser.h"

#include <gtest/gtest.h>

#include <string>

namespace dynarocks::server {
namespace {

struct Parsed {
  HttpRequest request;
  ParseOutcome outcome = ParseOutcome::need_more;
  std::string rest;  // bytes behind the request
  bool keep_alive = false;
  bool expects_continue = false;
};

/// Feeds `bytes` in pieces of `piece` bytes, as a socket would.
Parsed parse(const std::string& bytes, std::size_t piece = std::string::npos) {
  Parsed parsed;
  RequestParser parser(parsed.request);
  std::string buffered;
  std::string to_come = bytes;
  while (parsed.outcome == ParseOutcome::need_more && !(to_come.empty() && buffered.empty())) {
    const std::string more = to_come.substr(0, piece);
    to_come.erase(0, more.size());
    buffered += more;
    std::size_t consumed = 0;
    parsed.outcome = parser.parse(buffered, consumed);
    buffered.erase(0, consumed);
    if (to_come.empty() && consumed == 0) break;
  }
  parsed.rest = buffered + to_come;
  if (parsed.outcome == ParseOutcome::complete) parsed.keep_alive = parser.keep_alive();
  parsed.expects_continue = parser.expects_continue();
  return parsed;
}

const std::string post = "POST /?a=b HTTP/1.1\r\nHost: h\r\nX-Amz-Target:  T \r\n";

class EveryPiece : public testing::TestWithParam<std::size_t> {};

TEST_P(EveryPiece, GivesTheSameRequest) {
  const auto parsed = parse(post + "Content-Length: 5\r\n\r\nhelloGET", GetParam());
  ASSERT_EQ(parsed.outcome, ParseOutcome::complete);
  EXPECT_EQ(parsed.request.method, "POST");
  EXPECT_EQ(parsed.request.target, "/?a=b");
  EXPECT_EQ(parsed.request.version, 11);
  EXPECT_EQ(parsed.request.headers.find("x-amz-target"), "T");
  EXPECT_EQ(parsed.request.headers.find("X-AMZ-TARGET"), "T");
  EXPECT_EQ(parsed.request.headers.find("X-Amz"), std::nullopt);
  EXPECT_EQ(parsed.request.headers.count("host"), 1u);
  EXPECT_EQ(parsed.request.body, "hello");
  EXPECT_GE(parsed.request.body.capacity(), 5 + body_padding_bytes);
  EXPECT_EQ(parsed.rest, "GET");
  EXPECT_TRUE(parsed.keep_alive);
}

TEST_P(EveryPiece, JoinsChunks) {
  const auto parsed = parse(
      post +
          "Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nHost: t\r\n\r\nNEXT",
      GetParam());
  ASSERT_EQ(parsed.outcome, ParseOutcome::complete);
  EXPECT_EQ(parsed.request.body, "hello");
  EXPECT_GE(parsed.request.body.capacity(), 5 + body_padding_bytes);
  // A trailer does not become a header.
  EXPECT_EQ(parsed.request.headers.count("Host"), 1u);
  EXPECT_EQ(parsed.rest, "NEXT");
}

INSTANTIATE_TEST_SUITE_P(RequestParser, EveryPiece,
                         testing::Values(1, 2, 3, 7, 16, 64, std::string::npos));

TEST(RequestParser, KnowsWhoKeepsTheConnection) {
  EXPECT_TRUE(parse("GET / HTTP/1.1\r\n\r\n").keep_alive);
  EXPECT_FALSE(parse("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").keep_alive);
  EXPECT_FALSE(parse("GET / HTTP/1.0\r\n\r\n").keep_alive);
  EXPECT_TRUE(parse("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n").keep_alive);
}

TEST(RequestParser, KnowsWhoWaitsForContinue) {
  const std::string rest = "Expect: 100-Continue\r\nContent-Length: 1\r\n\r\n";
  EXPECT_TRUE(parse("POST / HTTP/1.1\r\n" + rest).expects_continue);
  EXPECT_FALSE(parse("POST / HTTP/1.0\r\n" + rest).expects_continue);
  EXPECT_FALSE(parse("POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n").expects_continue);
}

TEST(RequestParser, RefusesWhatIsNotHttp) {
  for (const char* bytes : {
           "hello\r\n\r\n",
           "\x16\x03\x01\x02\x00\x01",
           "POST / HTTP/2.0\r\n\r\n",
           "POST / HTTP/1.1\r\nNo colon\r\n\r\n",
           "POST / HTTP/1.1\r\nA: b\x01\r\n\r\n",
           "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
           "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
           "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
           "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
           "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
           "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
       }) {
    EXPECT_EQ(parse(bytes).outcome, ParseOutcome::malformed) << bytes;
  }
}

TEST(RequestParser, BoundsTheHead) {
  const std::string line = "X: " + std::string(1000, 'a') + "\r\n";
  std::string head = "POST / HTTP/1.1\r\n";
  for (int i = 0; i < 15; ++i) head += line;
  EXPECT_EQ(parse(head + "\r\n").outcome, ParseOutcome::complete);
  for (const std::size_t piece : {std::string::npos, std::size_t{100}, line.size()}) {
    EXPECT_EQ(parse(head + line + line + "\r\n", piece).outcome, ParseOutcome::malformed) << piece;
  }
  EXPECT_EQ(parse("GET /" + std::string(17'000, 'a') + " HTTP/1.1\r\n\r\n").outcome,
            ParseOutcome::malformed);
}

TEST(RequestParser, BoundsTheBody) {
  EXPECT_EQ(parse(post + "Content-Length: 16777217\r\n\r\n").outcome, ParseOutcome::body_too_large);
  EXPECT_EQ(parse(post + "Content-Length: 16777216\r\n\r\n").outcome, ParseOutcome::need_more);
  EXPECT_EQ(parse(post + "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n1000000\r\n").outcome,
            ParseOutcome::body_too_large);
}

TEST(RequestParser, BoundsChunkHeadersAndTrailers) {
  const std::string chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
  const std::string endless(20'000, 'a');
  EXPECT_EQ(parse(chunked + "1;" + endless, 4096).outcome, ParseOutcome::malformed);
  EXPECT_EQ(parse(chunked + "0\r\nA: " + endless, 4096).outcome, ParseOutcome::malformed);
}

TEST(RequestParser, ReservesLittleForABodyThatIsOnlyAnnounced) {
  const auto parsed = parse(post + "Content-Length: 16777216\r\n\r\na");
  EXPECT_EQ(parsed.request.body, "a");
  EXPECT_LT(parsed.request.body.capacity(), 128u * 1024);
}

TEST(RequestParser, StartsAgain) {
  HttpRequest request;
  RequestParser parser(request);
  const std::string_view bytes = "POST / HTTP/1.0\r\nA: b\r\nContent-Length: 1\r\n\r\nx";
  std::size_t first = 0;
  std::size_t second = 0;
  EXPECT_EQ(parser.parse(bytes, first), ParseOutcome::need_more);
  EXPECT_TRUE(parser.head_done());
  EXPECT_EQ(parser.parse(bytes.substr(first), second), ParseOutcome::complete);
  parser.restart();
  EXPECT_FALSE(parser.head_done());
  EXPECT_TRUE(request.body.empty());
  EXPECT_EQ(request.headers.count("A"), 0u);
  EXPECT_EQ(parser.parse("GET /x HTTP/1.1\r\n\r\n", first), ParseOutcome::complete);
  EXPECT_EQ(request.target, "/x");
}

}  // namespace
}  // namespace dynarocks::server
