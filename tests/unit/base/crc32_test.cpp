#include "base/crc32.h"

#include <gtest/gtest.h>

namespace dynarocks {
namespace {

TEST(Crc32, KnownValues) {
  EXPECT_EQ(crc32(""), 0U);
  EXPECT_EQ(crc32("123456789"), 0xCBF43926U);
  // Bodies the service answers with, and the checksum it sends beside them.
  EXPECT_EQ(crc32("{}"), 2745614147U);
  EXPECT_EQ(crc32("<UnknownOperationException/>\n"), 3552371480U);
  EXPECT_EQ(crc32("healthy: dynamodb.us-east-1.amazonaws.com "), 3128867991U);
}

}  // namespace
}  // namespace dynarocks
