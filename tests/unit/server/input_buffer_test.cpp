#include "server/input_buffer.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>

namespace dynarocks::server {
namespace {

void add(InputBuffer& buffer, std::string_view text) {
  std::memcpy(buffer.prepare(text.size()), text.data(), text.size());
  buffer.commit(text.size());
}

TEST(InputBuffer, KeepsBytesInOnePieceThroughGrowthAndConsumption) {
  InputBuffer buffer;
  std::string expected;
  for (int i = 1; i < 200; ++i) {
    const std::string text(static_cast<std::size_t>(i), static_cast<char>('a' + i % 26));
    add(buffer, text);
    expected += text;
    const std::size_t done = expected.size() / 3;
    buffer.consume(done);
    expected.erase(0, done);
    ASSERT_EQ(buffer.bytes(), expected);
  }
}

TEST(InputBuffer, GivesMemoryBackOnlyWhenEmpty) {
  InputBuffer buffer;
  EXPECT_TRUE(buffer.empty());
  add(buffer, std::string(1000, 'a'));
  buffer.release(100);
  EXPECT_EQ(buffer.bytes().size(), 1000u);
  buffer.consume(1000);
  EXPECT_GE(buffer.room(), 1000u);
  buffer.release(2000);
  EXPECT_GE(buffer.room(), 1000u);
  buffer.release(100);
  EXPECT_EQ(buffer.room(), 0u);
  add(buffer, "again");
  EXPECT_EQ(buffer.bytes(), "again");
}

}  // namespace
}  // namespace dynarocks::server
