#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "engine/range_reader.h"
#include "index_fixture.h"

namespace dynarocks::engine {
namespace {

using codec::ItemView;
using expression::KeyOperator;
using expression::KeyRange;

/// A table with the global index "global" on g (S) and r (N), which projects everything, and the
/// local index "local" on r, which projects the keys alone.
class RangeReaderIndexTest : public EngineTest {
 protected:
  void SetUp() override {
    using enum model::KeyType;
    using model::AttributeType;
    EngineTest::SetUp();
    model::TableDescription description;
    description.key = {{"000000000000", "us-east-1"}, "indexed"};
    description.table_id = "id";
    description.attribute_definitions = {{"g", AttributeType::S},
                                         {"pk", AttributeType::S},
                                         {"r", AttributeType::N},
                                         {"sk", AttributeType::N}};
    description.key_schema = {{"pk", HASH}, {"sk", RANGE}};
    description.global_secondary_indexes = {global_index(1, "global", {{"g", HASH}, {"r", RANGE}})};
    description.local_secondary_indexes = {secondary_index(2, "local", {{"pk", HASH}, {"r", RANGE}},
                                                           model::ProjectionType::KEYS_ONLY)};
    description.last_index_id = 2;
    table_ = *catalog_->create(description);
    indexes_ = table_->indexes();
  }

  [[nodiscard]] const TableIndex* index(std::string_view name) const {
    return indexes_->find(name);
  }

  void put_item(const std::string& pk, int sk, int r, const std::string& data = "") {
    ASSERT_TRUE(put(encoded({{"pk", text(pk)},
                             {"sk", number(sk)},
                             {"g", text("g")},
                             {"r", number(r)},
                             {"data", text(data)}})));
  }

  static std::string scalar(int value) {
    return std::string(codec::ValueView(codec::encode_value(number(value))).scalar());
  }

  static int number_at(ItemView item, std::string_view name) {
    return std::stoi(codec::decode_item(item).find(name)->get_if<model::Number>()->to_string());
  }

  [[nodiscard]] RangeRead read_of(const TableIndex* index, const KeyRange& range) const {
    RangeRead read;
    read.index = index;
    read.rows = rows_of_key_range(range, index);
    return read;
  }

  [[nodiscard]] std::string start_row(const TableIndex* index, const std::string& key) const {
    return *index_entry_row(*index, ItemView(key),
                            row_of_valid_item(table_->key_attributes(), ItemView(key)));
  }

  /// What `shown` says of each item read.
  template <class Show>
  std::vector<int> read(const RangeRead& request, Show shown, RangePage* page = nullptr) {
    std::vector<int> found;
    const auto outcome =
        range_reader_->read(*table_, request, [&](ItemView item) { found.push_back(shown(item)); });
    EXPECT_TRUE(outcome.has_value());
    if (page != nullptr) *page = *outcome;
    return found;
  }

  std::vector<int> sort_keys(const RangeRead& request, RangePage* page = nullptr) {
    return read(
        request, [](ItemView item) { return number_at(item, "sk"); }, page);
  }

  std::shared_ptr<const TableIndexes> indexes_;
};

TEST_F(RangeReaderIndexTest, EqualIndexKeysPageThroughEverythingOnce) {
  for (int sk = 0; sk < 12; ++sk) put_item("p" + std::to_string(sk % 3), sk, sk < 9 ? 1 : 2);
  const TableIndex* global = index("global");
  for (const bool forward : {true, false}) {
    RangeRead request = read_of(global, KeyRange{{"g"}, {}, std::nullopt});
    request.forward = forward;
    const std::vector<int> expected = sort_keys(request);
    ASSERT_EQ(expected.size(), 12u);
    for (std::size_t limit = 1; limit <= 13; ++limit) {
      request.limit = limit;
      request.exclusive_start.reset();
      std::vector<int> all;
      RangePage page;
      do {
        const auto keys = sort_keys(request, &page);
        all.insert(all.end(), keys.begin(), keys.end());
        ASSERT_LE(all.size(), expected.size());
        if (page.last_evaluated_key) {
          request.exclusive_start = start_row(global, *page.last_evaluated_key);
        }
      } while (page.last_evaluated_key);
      EXPECT_EQ(all, expected) << "limit " << limit;
    }
  }
}

TEST_F(RangeReaderIndexTest, BackwardIsForwardReversed) {
  for (int sk = 0; sk < 10; ++sk) put_item("p", sk, sk / 2);
  RangeRead request = read_of(index("global"), KeyRange{{"g"}, {}, std::nullopt});
  auto forward = sort_keys(request);
  request.forward = false;
  std::reverse(forward.begin(), forward.end());
  EXPECT_EQ(sort_keys(request), forward);
}

TEST_F(RangeReaderIndexTest, RangesTakeAllEntriesOfEqualKeys) {
  for (int sk = 0; sk < 9; ++sk) put_item("p", sk, sk / 3);
  const auto count = [&](KeyOperator op, int low, int high = 0) {
    const KeyRange range{{"g"}, {}, KeyRange::Bound{op, scalar(low), scalar(high)}};
    return sort_keys(read_of(index("global"), range)).size();
  };
  EXPECT_EQ(count(KeyOperator::lt, 1), 3u);
  EXPECT_EQ(count(KeyOperator::le, 1), 6u);
  EXPECT_EQ(count(KeyOperator::gt, 1), 3u);
  EXPECT_EQ(count(KeyOperator::ge, 1), 6u);
  EXPECT_EQ(count(KeyOperator::between, 1, 2), 6u);
  EXPECT_EQ(count(KeyOperator::between, 2, 1), 0u);
  EXPECT_EQ(sort_keys(read_of(index("global"), KeyRange{{"g"}, {scalar(1)}, std::nullopt})).size(),
            3u);
}

TEST_F(RangeReaderIndexTest, TheStartKeyNeedNotExist) {
  for (int sk = 0; sk < 6; ++sk) put_item("p", sk, sk);
  RangeRead request = read_of(index("global"), KeyRange{{"g"}, {}, std::nullopt});
  request.exclusive_start = start_row(
      index("global"), encoded({{"pk", text("no such item")},
                                {"sk", number(99)},
                                {"g", text("g")},
                                {"r", model::AttributeValue(*model::Number::parse("2.5"))}}));
  EXPECT_EQ(sort_keys(request), (std::vector<int>{3, 4, 5}));
  request.forward = false;
  EXPECT_EQ(sort_keys(request), (std::vector<int>{2, 1, 0}));
}

TEST_F(RangeReaderIndexTest, LastEvaluatedKeyHoldsBothKeys) {
  put_item("p", 1, 7, "more");
  RangePage page;
  RangeRead request = read_of(index("local"), KeyRange{{"p"}, {}, std::nullopt});
  request.limit = 1;
  EXPECT_EQ(sort_keys(request, &page).size(), 1u);
  EXPECT_EQ(page.last_evaluated_key,
            encoded({{"pk", text("p")}, {"sk", number(1)}, {"r", number(7)}}));
  request = read_of(index("global"), KeyRange{{"g"}, {}, std::nullopt});
  request.limit = 1;
  EXPECT_EQ(sort_keys(request, &page).size(), 1u);
  EXPECT_EQ(page.last_evaluated_key,
            encoded({{"pk", text("p")}, {"sk", number(1)}, {"r", number(7)}, {"g", text("g")}}));
}

TEST_F(RangeReaderIndexTest, ItemsWithoutTheKeyAreNotThere) {
  put_item("p", 1, 1);
  ASSERT_TRUE(put(item("p", 2)));
  EXPECT_EQ(sort_keys(read_of(index("local"), KeyRange{{"p"}, {}, std::nullopt})),
            std::vector<int>{1});
  RangeRead whole;
  whole.index = index("global");
  whole.rows = rows_of_segment(0, 1, whole.index);
  EXPECT_EQ(sort_keys(whole), std::vector<int>{1});
}

TEST_F(RangeReaderIndexTest, EntriesOrFetchedItems) {
  put_item("p", 1, 1, std::string(5000, 'x'));
  put_item("p", 2, 2, "small");
  RangeRead request = read_of(index("local"), KeyRange{{"p"}, {}, std::nullopt});
  const auto attribute_count = [](ItemView item) {
    return static_cast<int>(item.attributes().count());
  };
  RangePage page;
  EXPECT_EQ(read(request, attribute_count, &page), (std::vector<int>{3, 3}));
  EXPECT_EQ(page.fetched_blocks, 0u);
  const std::size_t entry_bytes = page.scanned_bytes;
  EXPECT_LT(entry_bytes, 50u);
  request.fetch_items = true;
  EXPECT_EQ(read(request, attribute_count, &page), (std::vector<int>{5, 5}));
  EXPECT_EQ(page.fetched_blocks, 3u) << "each item is rounded up";
  EXPECT_EQ(page.scanned_bytes, entry_bytes);
}

TEST_F(RangeReaderIndexTest, FetchedItemsFillThePage) {
  for (int sk = 0; sk < 5; ++sk) put_item("p", sk, sk, std::string(1000, 'x'));
  RangeRead request = read_of(index("local"), KeyRange{{"p"}, {}, std::nullopt});
  request.page_bytes = 2000;
  EXPECT_EQ(sort_keys(request).size(), 5u);
  request.fetch_items = true;
  RangePage page;
  EXPECT_EQ(sort_keys(request, &page).size(), 2u);
  EXPECT_TRUE(page.last_evaluated_key.has_value());
}

TEST_F(RangeReaderIndexTest, SegmentsPartitionTheIndex) {
  for (int sk = 0; sk < 100; ++sk) {
    ASSERT_TRUE(put(encoded({{"pk", text("p")},
                             {"sk", number(sk)},
                             {"g", text("g" + std::to_string(sk))},
                             {"r", number(0)}})));
  }
  for (const std::uint32_t total : {1u, 2u, 3u, 7u, 4096u, 10000u}) {
    std::size_t entries = 0;
    for (std::uint32_t segment = 0; segment < total; ++segment) {
      RangeRead request;
      request.index = index("global");
      request.rows = rows_of_segment(segment, total, request.index);
      entries += sort_keys(request).size();
    }
    EXPECT_EQ(entries, 100u) << total << " segments";
  }
}

}  // namespace
}  // namespace dynarocks::engine
