#include "codec/key_codec.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "codec/layout.h"
#include "codec/number_codec.h"
#include "hex.h"

namespace dynarocks::codec {
namespace {

using std::string_literals::operator""s;

std::string component(std::string_view scalar) {
  std::string bytes;
  append_key_component(scalar, bytes);
  return bytes;
}

std::string ordered(std::string_view text) {
  std::string bytes;
  EXPECT_TRUE(append_number(text, bytes).has_value());
  return bytes;
}

TEST(KeyComponent, EscapesZeroAndTerminates) {
  EXPECT_EQ(to_hex(component("")), "00 01");
  EXPECT_EQ(to_hex(component("ab")), "61 62 00 01");
  EXPECT_EQ(to_hex(component("a\0b"s)), "61 00 ff 62 00 01");
  EXPECT_EQ(to_hex(component("\0\0"s)), "00 ff 00 ff 00 01");
}

TEST(KeyComponent, KeepsByteOrder) {
  const std::vector<std::string> ascending = {"",     "\0"s, "\0\0"s,    "\0\x01"s,  "\0\xFF"s,
                                              "\x01", "a",   "a\0"s,     "a\0\xFF"s, "a\x01",
                                              "aa",   "b",   "\xC3\xBC", "\xFF",     "\xFF\xFF"};
  for (std::size_t i = 1; i < ascending.size(); ++i) {
    EXPECT_LT(component(ascending[i - 1]), component(ascending[i]));
  }
}

TEST(KeyComponent, IsTakenOffTheFront) {
  const std::string both = component("a\0b"s) + component("") + "rest";
  std::string_view bytes = both;
  EXPECT_EQ(take_key_component(bytes), "a\0b"s);
  EXPECT_EQ(take_key_component(bytes), "");
  EXPECT_EQ(bytes, "rest");
}

TEST(KeyComponent, MalformedBytesAreRefusedAndLeft) {
  for (const std::string& bad : {""s, "abc"s, "abc\0"s, "abc\0\x02"s, "\0\xFF"s, "a\0\0\0\x01"s}) {
    std::string_view bytes = bad;
    EXPECT_EQ(take_key_component(bytes), std::nullopt) << to_hex(bad);
    EXPECT_EQ(bytes, bad);
  }
}

TEST(KeyComponentPrefix, StartsEveryComponentThatBeginsWithIt) {
  std::string prefix;
  append_key_component_prefix("a\0"s, prefix);
  EXPECT_EQ(to_hex(prefix), "61 00 ff");
  for (const std::string& value : {"a\0"s, "a\0\0"s, "a\0z"s}) {
    EXPECT_TRUE(component(value).starts_with(prefix));
  }
  for (const std::string& value : {"a"s, "a\x01"s, "b"s}) {
    EXPECT_FALSE(component(value).starts_with(prefix));
  }
}

TEST(PrefixSuccessor, IsTheNextStringWithoutThePrefix) {
  EXPECT_EQ(prefix_successor("a"), "b");
  EXPECT_EQ(prefix_successor("a\xFF"), "b");
  EXPECT_EQ(prefix_successor("a\xFF\xFF"), "b");
  EXPECT_EQ(prefix_successor("\xFE\xFF"), "\xFF");
  EXPECT_EQ(prefix_successor("a\0"s), "a\x01");
  EXPECT_EQ(prefix_successor("\x7F"), "\x80");
  EXPECT_EQ(prefix_successor("\xFF\xFF"), "");
  EXPECT_EQ(prefix_successor(""), "");
}

/// The keys in scan order, however they come.
template <class Scalar>
std::vector<std::string> in_scan_order(std::vector<std::string> keys, Scalar scalar) {
  std::sort(keys.begin(), keys.end(), [&](const auto& a, const auto& b) {
    return partition_hash(scalar(a)) < partition_hash(scalar(b));
  });
  return keys;
}

TEST(PartitionHash, OrdersStringKeysAsTheService) {
  const std::vector<std::string> scanned = {"2", "8", "9",    "1",       "6", "hello", "0",
                                            "5", "4", "äáöü", "aardman", "7", "3",     "zapf"};
  std::vector<std::string> sorted = scanned;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(in_scan_order(sorted, [](const auto& key) { return key; }), scanned);
}

TEST(PartitionHash, OrdersNumberKeysAsTheService) {
  const std::vector<std::string> scanned = {"7", "999.9", "8", "3", "2", "-999.9",   "9",
                                            "4", "-0.09", "6", "1", "0", "0.012345", "5"};
  std::vector<std::string> sorted = scanned;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(in_scan_order(sorted, ordered), scanned);
}

struct Sliced {
  std::string scalar;
  std::uint32_t slice;
};

class HashSlice : public testing::TestWithParam<Sliced> {};

TEST_P(HashSlice, IsTheServicesSegmentOf4096) {
  const std::string row = item_row(GetParam().scalar, std::nullopt);
  EXPECT_EQ(hash_slice_of_row(row), GetParam().slice);
  EXPECT_GE(row, hash_slice_start(GetParam().slice));
  EXPECT_LT(row, hash_slice_start(GetParam().slice + 1));
}

INSTANTIATE_TEST_SUITE_P(Vectors, HashSlice,
                         testing::Values(Sliced{"3635", 0}, Sliced{"228", 0}, Sliced{"1668", 1},
                                         Sliced{"3435", 4}, Sliced{ordered("251"), 1},
                                         Sliced{ordered("2388"), 4095}));

}  // namespace
}  // namespace dynarocks::codec
