#include "kv/rocksdb_counter_merge.h"

#include <gtest/gtest.h>

namespace dynarocks::kv {
namespace {

TEST(CounterMerge, EncodesLittleEndian) {
  EXPECT_EQ(encode_counters(1, -2),
            std::string("\x01\0\0\0\0\0\0\0\xfe\xff\xff\xff\xff\xff\xff\xff", 16));
  EXPECT_EQ(encode_counters(0x0102030405060708, 0),
            std::string("\x08\x07\x06\x05\x04\x03\x02\x01\0\0\0\0\0\0\0\0", 16));
}

TEST(CounterMerge, AddsElementByElement) {
  const std::string existing = encode_counters(5, -7);
  const rocksdb::Slice existing_slice(existing);
  std::string sum;
  EXPECT_TRUE(CounterMerge().Merge("C", &existing_slice, encode_counters(-6, 300), &sum, nullptr));
  EXPECT_EQ(sum, encode_counters(-1, 293));
}

TEST(CounterMerge, TakesAMissingRowForZeros) {
  std::string sum;
  EXPECT_TRUE(CounterMerge().Merge("C", nullptr, encode_counters(4, 5), &sum, nullptr));
  EXPECT_EQ(sum, encode_counters(4, 5));
}

TEST(CounterMerge, RefusesValuesOfAnotherLength) {
  const rocksdb::Slice text("text");
  std::string sum;
  EXPECT_FALSE(CounterMerge().Merge("C", &text, encode_counters(1, 1), &sum, nullptr));
  EXPECT_FALSE(CounterMerge().Merge("C", nullptr, text, &sum, nullptr));
}

}  // namespace
}  // namespace dynarocks::kv
