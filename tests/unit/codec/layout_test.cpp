#include "codec/layout.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

#include "codec/key_codec.h"
#include "hex.h"

namespace dynarocks::codec {
namespace {

TEST(ItemRow, IsHashThenPartitionThenSort) {
  std::string expected = "I";
  const std::uint64_t hash = partition_hash("a");
  for (int i = 7; i >= 0; --i) expected += static_cast<char>(hash >> (8 * i) & 0xFF);
  append_key_component("a", expected);
  EXPECT_EQ(partition_prefix("a"), expected);
  EXPECT_EQ(item_row("a", std::nullopt), expected);
  append_key_component("s", expected);
  EXPECT_EQ(item_row("a", "s"), expected);
}

TEST(ItemRow, AnEmptySortKeyIsNotNoSortKey) {
  EXPECT_NE(item_row("a", ""), item_row("a", std::nullopt));
}

TEST(ItemRow, RowsOfAPartitionShareItsPrefixAndSortBySortKey) {
  EXPECT_TRUE(item_row("a", "x").starts_with(partition_prefix("a")));
  EXPECT_LT(item_row("a", "x"), item_row("a", "xx"));
  EXPECT_LT(item_row("a", "xx"), item_row("a", "y"));
}

TEST(HashSliceStart, CutsTheHashSpaceInto4096) {
  EXPECT_EQ(to_hex(hash_slice_start(0)), "49 00 00");
  EXPECT_EQ(to_hex(hash_slice_start(1)), "49 00 10");
  EXPECT_EQ(to_hex(hash_slice_start(0xABC)), "49 ab c0");
  EXPECT_EQ(to_hex(hash_slice_start(4095)), "49 ff f0");
  EXPECT_EQ(to_hex(hash_slice_start(4096)), "4a");
  for (std::uint32_t slice = 0; slice < 4096; ++slice) {
    EXPECT_LT(hash_slice_start(slice), hash_slice_start(slice + 1));
    EXPECT_EQ(hash_slice_of_row(hash_slice_start(slice) + std::string(8, '\0')), slice);
  }
}

TEST(ExpiryRow, Bytes) {
  EXPECT_EQ(to_hex(expiry_row(1'700'000'000, item_row("a", std::nullopt))),
            "45 80 00 00 00 65 53 f1 00 f6 55 8e 51 62 75 de e2 61 00 01");
}

TEST(ExpiryRow, OrdersByTimeAndNamesItsItem) {
  const std::string item = item_row("a", std::nullopt);
  std::string last;
  for (const std::int64_t second :
       {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1}, std::int64_t{0},
        std::int64_t{1}, std::int64_t{256}, std::numeric_limits<std::int64_t>::max()}) {
    const std::string row = expiry_row(second, item);
    EXPECT_EQ(expiring_item_row(row), item);
    EXPECT_TRUE(row.starts_with(expiry_rows));
    EXPECT_LT(expiry_rows_from(second), row);
    EXPECT_LT(last, expiry_rows_from(second));
    last = row;
  }
}

TEST(Rows, TheCountersRowIsNoItemRow) { EXPECT_LT(counters_row, hash_slice_start(0)); }

TEST(TableRow, SeparatesAccountRegionAndName) {
  const model::TableKey key{{"000000000000", "us-east-1"}, "Music"};
  EXPECT_EQ(table_row(key), std::string("T000000000000\0us-east-1\0Music", 29));
  EXPECT_TRUE(table_row(key).starts_with(table_rows));
}

}  // namespace
}  // namespace dynarocks::codec
