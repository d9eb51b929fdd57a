#include "engine/range_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "engine_fixture.h"

namespace dynarocks::engine {
namespace {

using codec::ItemView;
using expression::KeyOperator;
using expression::KeyRange;

class RangeReaderTest : public EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    for (int sk = -5; sk < 15; ++sk) ASSERT_TRUE(put(item("a", sk)));
    for (int sk = 0; sk < 3; ++sk) ASSERT_TRUE(put(item("b", sk)));
  }

  static std::string scalar(int sk) {
    const std::string value =
        codec::encode_value(model::AttributeValue(model::Number::from_int(sk)));
    return std::string(codec::ValueView(value).scalar());
  }

  static int sort_key(ItemView view) {
    return std::stoi(codec::decode_item(view).find("sk")->get_if<model::Number>()->to_string());
  }

  static KeyRange partition(const std::string& pk) { return KeyRange{{pk}, {}, std::nullopt}; }

  static KeyRange bounded(KeyOperator op, int low, int high = 0) {
    return KeyRange{{"a"}, {}, KeyRange::Bound{op, scalar(low), scalar(high)}};
  }

  std::vector<int> read(RangeRead request, RangePage* page = nullptr) {
    std::vector<int> keys;
    const auto outcome = range_reader_->read(
        *table_, request, [&](ItemView view) { keys.push_back(sort_key(view)); });
    EXPECT_TRUE(outcome.has_value());
    if (page != nullptr) *page = *outcome;
    return keys;
  }

  std::vector<int> read(const KeyRange& range, bool forward = true) {
    RangeRead request;
    request.rows = rows_of_key_range(range);
    request.forward = forward;
    return read(request);
  }

  static std::vector<int> numbers(int from, int to) {
    std::vector<int> result;
    for (int i = from; i < to; ++i) result.push_back(i);
    return result;
  }
};

TEST_F(RangeReaderTest, OnePartitionInSortOrder) {
  EXPECT_EQ(read(partition("a")), numbers(-5, 15));
  EXPECT_EQ(read(partition("b")), numbers(0, 3));
  EXPECT_EQ(read(partition("c")), numbers(0, 0));
  auto reversed = numbers(-5, 15);
  std::reverse(reversed.begin(), reversed.end());
  EXPECT_EQ(read(partition("a"), false), reversed);
}

TEST_F(RangeReaderTest, SortKeyOperators) {
  EXPECT_EQ(read(KeyRange{{"a"}, {scalar(7)}, std::nullopt}), numbers(7, 8));
  EXPECT_EQ(read(bounded(KeyOperator::lt, 3)), numbers(-5, 3));
  EXPECT_EQ(read(bounded(KeyOperator::le, 3)), numbers(-5, 4));
  EXPECT_EQ(read(bounded(KeyOperator::gt, 3)), numbers(4, 15));
  EXPECT_EQ(read(bounded(KeyOperator::ge, 3)), numbers(3, 15));
  EXPECT_EQ(read(bounded(KeyOperator::between, -2, 2)), numbers(-2, 3));
  EXPECT_EQ(read(bounded(KeyOperator::between, 2, -2)), numbers(0, 0));
}

TEST_F(RangeReaderTest, EveryLimitPagesThroughEverythingOnce) {
  for (const bool forward : {true, false}) {
    auto expected = numbers(-5, 15);
    if (!forward) std::reverse(expected.begin(), expected.end());
    for (std::size_t limit = 1; limit <= 21; ++limit) {
      RangeRead request;
      request.rows = rows_of_key_range(partition("a"));
      request.forward = forward;
      request.limit = limit;
      std::vector<int> all;
      RangePage page;
      do {
        const auto keys = read(request, &page);
        all.insert(all.end(), keys.begin(), keys.end());
        ASSERT_LE(page.scanned_count, limit);
        if (page.last_evaluated_key) {
          request.exclusive_start =
              row_of_valid_item(table_->key_attributes(), ItemView(*page.last_evaluated_key));
        }
      } while (page.last_evaluated_key);
      EXPECT_EQ(all, expected) << "limit " << limit;
    }
  }
}

TEST_F(RangeReaderTest, LimitReachedAtTheEndStillNamesAKey) {
  RangeRead request;
  request.rows = rows_of_key_range(partition("b"));
  request.limit = 3;
  RangePage page;
  EXPECT_EQ(read(request, &page), numbers(0, 3));
  ASSERT_TRUE(page.last_evaluated_key.has_value());
  EXPECT_EQ(*page.last_evaluated_key, item("b", 2));
  request.limit = 4;
  EXPECT_EQ(read(request, &page), numbers(0, 3));
  EXPECT_FALSE(page.last_evaluated_key.has_value());
}

TEST_F(RangeReaderTest, PageEndsWithTheItemThatReachesItsBytes) {
  RangeRead request;
  request.rows = rows_of_key_range(partition("a"));
  const std::size_t one = ItemView(item("a", -5)).size();
  request.page_bytes = one + 1;
  RangePage page;
  EXPECT_EQ(read(request, &page), numbers(-5, -3));
  EXPECT_TRUE(page.last_evaluated_key.has_value());
  request.page_bytes = 1;
  EXPECT_EQ(read(request, &page), numbers(-5, -4)) << "at least one item is evaluated";
}

TEST_F(RangeReaderTest, FilterCountsButDoesNotShow) {
  expression::Placeholders placeholders;
  placeholders.set_value(":v",
                         codec::encode_value(model::AttributeValue(model::Number::from_int(10))));
  const auto filter = expression::Condition::parse("sk >= :v", expression::ConditionKind::filter,
                                                   model::ValidationLayer::current, placeholders);
  RangeRead request;
  request.rows = rows_of_key_range(partition("a"));
  request.filter = &*filter;
  RangePage page;
  EXPECT_EQ(read(request, &page), numbers(10, 15));
  EXPECT_EQ(page.count, 5u);
  EXPECT_EQ(page.scanned_count, 20u);
}

TEST_F(RangeReaderTest, SegmentsPartitionTheTable) {
  for (int i = 0; i < 200; ++i) ASSERT_TRUE(put(item("p" + std::to_string(i), 1)));
  for (const std::uint32_t total : {1u, 2u, 3u, 7u, 4096u, 10000u}) {
    std::size_t items = 0;
    for (std::uint32_t segment = 0; segment < total; ++segment) {
      RangeRead request;
      request.rows = rows_of_segment(segment, total);
      items += read(request).size();
    }
    EXPECT_EQ(items, 223u) << total << " segments";
  }
}

}  // namespace
}  // namespace dynarocks::engine
