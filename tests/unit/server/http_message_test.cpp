#include "server/http_message.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>

namespace dynarocks::server {
namespace {

TEST(HttpRequest, KeepsTheMemoryOfASmallBodyAlone) {
  HttpRequest request;
  request.body.assign(1000, 'a');
  request.clear();
  EXPECT_TRUE(request.body.empty());
  EXPECT_GE(request.body.capacity(), 1000u);

  request.body.assign(std::size_t{1} << 20, 'a');
  request.clear();
  EXPECT_TRUE(request.body.empty());
  EXPECT_LT(request.body.capacity(), 1000u);
}

TEST(HttpRequest, ReleasesItsBodyAlone) {
  HttpRequest request;
  request.method = "POST";
  request.headers.add("Host", "localhost");
  request.body.assign(std::size_t{1} << 20, 'a');
  request.release_body();
  EXPECT_TRUE(request.body.empty());
  EXPECT_LT(request.body.capacity(), 1000u);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.headers.size(), 1u);
}

}  // namespace
}  // namespace dynarocks::server
