#include "engine/index_rows.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "codec/layout.h"
#include "index_fixture.h"
#include "model/limits.h"

namespace dynarocks::engine {
namespace {

using codec::ItemView;
using Attributes = std::vector<std::pair<std::string, model::AttributeValue>>;

class IndexRowsTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::optional<IndexEntry> entry(const char* index, Attributes attributes) const {
    attributes.emplace_back("pk", text("p"));
    attributes.emplace_back("sk", number(1));
    const std::string item = encoded(attributes);
    return index_entry(*indexes_.find(index), ItemView(item), item_row_);
  }

  TableIndexes indexes_{indexed_table("t")};
  std::string item_row_ = codec::item_row("p", "1");
};

TEST_F(IndexRowsTest, RowsAreMadeOfTheIndexKeyAndTheItemRow) {
  const auto found = entry("many", {{"g", text("G")}, {"a", text("A")}, {"n", number(7)}});
  ASSERT_TRUE(found.has_value());
  const std::string seven = std::string(ItemView(encoded({{"n", number(7)}})).find("n")->scalar());
  const std::string_view hash[] = {"G", "A"};
  const std::string_view range[] = {"p", seven};
  EXPECT_EQ(found->row, codec::index_row(5, hash, range, item_row_));
}

TEST_F(IndexRowsTest, AnItemWithoutTheWholeKeyIsNotInTheIndex) {
  EXPECT_TRUE(entry("by-g-n", {{"g", text("G")}, {"n", number(7)}}).has_value());
  EXPECT_FALSE(entry("by-g-n", {{"g", text("G")}}).has_value());
  EXPECT_FALSE(entry("by-g-n", {{"n", number(7)}}).has_value());
  EXPECT_FALSE(entry("by-g-n", {}).has_value());
  EXPECT_FALSE(index_entry(*indexes_.find("by-g"), ItemView(), item_row_).has_value());
}

TEST_F(IndexRowsTest, ValuesThatCannotBeKeysKeepAnItemOut) {
  EXPECT_FALSE(entry("by-g", {{"g", number(1)}}).has_value());
  EXPECT_FALSE(entry("by-g", {{"g", model::AttributeValue()}}).has_value());
  EXPECT_FALSE(entry("by-g", {{"g", text("")}}).has_value());
  EXPECT_FALSE(entry("by-c", {{"c", bytes("")}}).has_value());
  EXPECT_TRUE(entry("by-g", {{"g", text(std::string(2048, 'x'))}}).has_value());
  EXPECT_FALSE(entry("by-g", {{"g", text(std::string(2049, 'x'))}}).has_value());
  EXPECT_TRUE(entry("by-c", {{"c", bytes(std::string(1024, 'x'))}}).has_value());
  EXPECT_FALSE(entry("by-c", {{"c", bytes(std::string(1025, 'x'))}}).has_value());
}

TEST_F(IndexRowsTest, SizesOfSeveralAttributesAddUp) {
  const auto many = [&](std::size_t bytes_of_a) {
    return entry("many", {{"g", text(std::string(1000, 'g'))},
                          {"a", text(std::string(bytes_of_a, 'a'))},
                          {"n", number(1)}});
  };
  EXPECT_TRUE(many(1048).has_value());
  EXPECT_FALSE(many(1049).has_value());
}

TEST_F(IndexRowsTest, EntriesHoldWhatTheProjectionNames) {
  const Attributes all{{"a", text("A")}, {"c", bytes("C")}, {"g", text("G")},
                       {"x", text("X")}, {"y", text("Y")},  {"zz", number(1)}};
  const Attributes key{{"pk", text("p")}, {"sk", number(1)}};
  EXPECT_EQ(entry("by-c", all)->item, encoded({{"c", bytes("C")}, key[0], key[1]}));
  EXPECT_EQ(entry("by-g", all)->item,
            encoded({{"g", text("G")}, {"x", text("X")}, key[0], key[1]}));
  Attributes whole = all;
  whole.insert(whole.end(), key.begin(), key.end());
  EXPECT_EQ(entry("by-a", all)->item, encoded(whole));
  EXPECT_EQ(entry("by-g", {{"g", text("G")}})->item, encoded({{"g", text("G")}, key[0], key[1]}));
}

TEST_F(IndexRowsTest, ChangesAreChargedAndCounted) {
  const auto of = [&](std::size_t bytes, const char* g = "G") {
    return entry("by-g", {{"g", text(g)}, {"x", text(std::string(bytes, 'x'))}});
  };
  const auto size = [](const std::optional<IndexEntry>& e) {
    return static_cast<std::int64_t>(ItemView(e->item).size());
  };
  const IndexChange none{std::nullopt, std::nullopt};
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(none.units(), 0);
  EXPECT_EQ(none.bytes(), 0);
  const IndexChange equal{of(5000), of(5000)};
  EXPECT_TRUE(equal.empty());
  EXPECT_EQ(equal.units(), 0);
  const IndexChange added{std::nullopt, of(1500)};
  EXPECT_EQ(added.units(), 2);
  EXPECT_EQ(added.items(), 1);
  EXPECT_EQ(added.bytes(), size(added.after));
  const IndexChange removed{of(2500), std::nullopt};
  EXPECT_EQ(removed.units(), 3);
  EXPECT_EQ(removed.items(), -1);
  EXPECT_EQ(removed.bytes(), -size(removed.before));
  const IndexChange shrunk{of(2500), of(10)};
  EXPECT_EQ(shrunk.units(), 3);
  EXPECT_EQ(shrunk.items(), 0);
  EXPECT_EQ(shrunk.bytes(), -2490);
  const IndexChange moved{of(2500), of(2500, "H")};
  EXPECT_FALSE(moved.empty());
  EXPECT_EQ(moved.units(), 6);
  EXPECT_EQ(moved.bytes(), 0);
}

}  // namespace
}  // namespace dynarocks::engine
