#include "engine/index_key_check.h"

#include <gtest/gtest.h>

#include <string>

#include "index_fixture.h"

namespace dynarocks::engine {
namespace {

using codec::ItemView;

constexpr const char* empty_in_put =
    "One or more parameter values are not valid. A value specified for a secondary index key is "
    "not supported. The AttributeValue for a key attribute cannot contain an empty ";
constexpr const char* empty_in_update =
    "One or more parameter values are not valid. The update expression attempted to update a "
    "secondary index key to a value that is not supported. The AttributeValue for a key attribute "
    "cannot contain an empty ";
constexpr const char* type_mismatch =
    "One or more parameter values were invalid: Type mismatch for Index Key ";
constexpr const char* unsupported_type =
    "The update expression attempted to update the secondary index key to unsupported type";
constexpr const char* hash_too_long =
    "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size "
    "limit "
    "of2048 bytes";
constexpr const char* range_too_long =
    "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the "
    "size limit of 1024 bytes";

/// The text of a fault; empty when there is none.
std::string message(const model::ApiResult<void>& result) {
  if (result) return "";
  EXPECT_EQ(result.error().code, model::ErrorCode::validation);
  return result.error().message;
}

class IndexKeyCheckTest : public ::testing::Test {
 protected:
  using Attributes = std::vector<std::pair<std::string, model::AttributeValue>>;

  std::string put(const Attributes& attributes) const {
    return message(check_index_keys_of_item(indexes_, ItemView(encoded(attributes))));
  }
  std::string empty_in_put_of(const Attributes& attributes) const {
    return message(check_no_empty_index_key_in_item(indexes_, ItemView(encoded(attributes))));
  }

  static expression::Update parse(std::string_view text, const Attributes& values) {
    expression::Placeholders placeholders;
    for (const auto& [name, value] : values) {
      placeholders.set_value(name, codec::encode_value(value));
    }
    return *expression::Update::parse(text, placeholders);
  }
  std::string assigned(std::string_view text, const Attributes& values) const {
    return message(check_assigned_index_keys(indexes_, parse(text, values)));
  }
  std::string empty_assigned(std::string_view text, const Attributes& values) const {
    return message(check_no_empty_index_key_assigned(indexes_, parse(text, values)));
  }

  std::string updated(const Attributes& old_item, const Attributes& new_item) const {
    const std::string before = old_item.empty() ? "" : encoded(old_item);
    return message(
        check_updated_index_keys(indexes_, ItemView(before), ItemView(encoded(new_item))));
  }

  TableIndexes indexes_{indexed_table("t")};
};

TEST_F(IndexKeyCheckTest, AbsentAndWellTypedAttributesAreFine) {
  EXPECT_EQ(put({{"pk", text("p")}}), "");
  EXPECT_EQ(put({{"a", text("x")}, {"c", bytes("y")}, {"g", text("z")}, {"n", number(0)}}), "");
  EXPECT_EQ(put({{"other", text("")}, {"more", model::AttributeValue()}}), "");
}

TEST_F(IndexKeyCheckTest, PutNamesTheFirstIndexByName) {
  EXPECT_EQ(put({{"a", number(1)}}),
            std::string(type_mismatch) + "a Expected: S Actual: N IndexName: by-a");
  EXPECT_EQ(put({{"g", number(1)}, {"n", text("x")}}),
            std::string(type_mismatch) + "g Expected: S Actual: N IndexName: by-g");
  EXPECT_EQ(put({{"n", text("x")}, {"c", text("x")}}),
            std::string(type_mismatch) + "c Expected: B Actual: S IndexName: by-c");
  EXPECT_EQ(put({{"n", text("1")}}),
            std::string(type_mismatch) + "n Expected: N Actual: S IndexName: by-g-n");
}

TEST_F(IndexKeyCheckTest, EveryOtherTypeIsAMismatch) {
  const std::string head = std::string(type_mismatch) + "a Expected: S Actual: ";
  const std::string tail = " IndexName: by-a";
  EXPECT_EQ(put({{"a", model::AttributeValue()}}), head + "NULL" + tail);
  EXPECT_EQ(put({{"a", model::AttributeValue(true)}}), head + "BOOL" + tail);
  EXPECT_EQ(put({{"a", bytes("")}}), head + "B" + tail);
  EXPECT_EQ(put({{"a", model::AttributeValue(model::StringSet{{"x"}})}}), head + "SS" + tail);
  EXPECT_EQ(put({{"a", model::AttributeValue(model::List{})}}), head + "L" + tail);
  EXPECT_EQ(put({{"a", model::AttributeValue(model::AttributeMap{})}}), head + "M" + tail);
}

TEST_F(IndexKeyCheckTest, PutRefusesEmptyValues) {
  EXPECT_EQ(put({{"a", text("")}}),
            std::string(empty_in_put) + "string value. IndexName: by-a, IndexKey: a");
  EXPECT_EQ(put({{"c", bytes("")}}),
            std::string(empty_in_put) + "binary value. IndexName: by-c, IndexKey: c");
  EXPECT_EQ(empty_in_put_of({{"g", text("")}}),
            std::string(empty_in_put) + "string value. IndexName: by-g, IndexKey: g");
  EXPECT_EQ(empty_in_put_of({{"a", number(1)}, {"c", text("")}, {"g", text("x")}}), "");
}

TEST_F(IndexKeyCheckTest, SizesAreThoseOfKeys) {
  EXPECT_EQ(put({{"g", text(std::string(2048, 'x'))}}), "");
  EXPECT_EQ(put({{"g", text(std::string(2049, 'x'))}}), hash_too_long);
  EXPECT_EQ(put({{"a", text(std::string(1024, 'x'))}}), "");
  EXPECT_EQ(put({{"a", text(std::string(1025, 'x'))}}), range_too_long);
  EXPECT_EQ(put({{"c", bytes(std::string(1025, 'x'))}}), range_too_long);
}

TEST_F(IndexKeyCheckTest, SizesOfSeveralAttributesAddUp) {
  // Both are HASH attributes of "many", where g is one alone in "by-g".
  EXPECT_EQ(put({{"g", text(std::string(1024, 'x'))}, {"a", text(std::string(1024, 'x'))}}), "");
  EXPECT_EQ(put({{"g", text(std::string(1025, 'x'))}, {"a", text(std::string(1024, 'x'))}}),
            hash_too_long);
  EXPECT_EQ(updated({{"g", text(std::string(1025, 'x'))}},
                    {{"g", text(std::string(1025, 'x'))}, {"a", text(std::string(1024, 'x'))}}),
            hash_too_long);
}

TEST_F(IndexKeyCheckTest, LiteralsOfAnUpdate) {
  EXPECT_EQ(assigned("SET a = :v, x = :w", {{":v", text("x")}, {":w", number(1)}}), "");
  EXPECT_EQ(assigned("SET a = :v", {{":v", number(1)}}),
            std::string(type_mismatch) + "a Expected: S Actual: N IndexName: by-a");
  EXPECT_EQ(assigned("SET n = :v, g = :w", {{":v", text("1")}, {":w", model::AttributeValue()}}),
            std::string(type_mismatch) + "g Expected: S Actual: NULL IndexName: by-g");
  EXPECT_EQ(assigned("SET g = :v", {{":v", text("")}}),
            std::string(empty_in_update) + "string value.");
  EXPECT_EQ(assigned("SET c = :v", {{":v", bytes("")}}),
            std::string(empty_in_update) + "binary value.");
  EXPECT_EQ(assigned("SET g = :v", {{":v", text(std::string(2049, 'x'))}}), hash_too_long);
  EXPECT_EQ(empty_assigned("SET a = :v, g = :w", {{":v", number(1)}, {":w", text("")}}),
            std::string(empty_in_update) + "string value.");
  EXPECT_EQ(empty_assigned("SET a = :v", {{":v", number(1)}}), "");
}

TEST_F(IndexKeyCheckTest, ComputedValuesAreNoLiterals) {
  const Attributes one{{":v", number(1)}};
  EXPECT_EQ(assigned("SET a = if_not_exists(a, :v)", one), "");
  EXPECT_EQ(assigned("SET a = x + :v", one), "");
  EXPECT_EQ(assigned("SET a = x, y = :v", one), "");
  EXPECT_EQ(assigned("ADD a :v", one), "");
  EXPECT_EQ(assigned("SET m.a = :v", one), "");
}

TEST_F(IndexKeyCheckTest, OutcomeOfAnUpdate) {
  EXPECT_EQ(updated({}, {{"a", number(1)}}), unsupported_type);
  EXPECT_EQ(updated({{"a", text("x")}}, {{"a", model::AttributeValue()}}), unsupported_type);
  EXPECT_EQ(updated({{"a", text("x")}}, {{"a", text("")}}),
            std::string(empty_in_update) + "string value.");
  EXPECT_EQ(updated({{"a", text("x")}}, {{"a", text(std::string(1025, 'x'))}}), range_too_long);
  EXPECT_EQ(updated({{"a", text("x")}}, {{"b", text("x")}}), "");
}

TEST_F(IndexKeyCheckTest, WhatAnUpdateLeavesAloneIsNotLookedAt) {
  const std::string large(3000, 'x');
  EXPECT_EQ(updated({{"a", number(1)}, {"g", text("")}}, {{"a", number(1)}, {"g", text("")}}), "");
  EXPECT_EQ(updated({{"g", text(large)}}, {{"g", text(large)}, {"x", text("new")}}), "");
  EXPECT_EQ(updated({{"g", number(1)}}, {{"g", number(2)}}), unsupported_type);
}

TEST_F(IndexKeyCheckTest, ATableWithoutIndexesTakesEverything) {
  const TableIndexes none;
  EXPECT_TRUE(check_index_keys_of_item(none, ItemView(encoded({{"a", text("")}}))));
  EXPECT_TRUE(check_assigned_index_keys(none, parse("SET a = :v", {{":v", text("")}})));
}

}  // namespace
}  // namespace dynarocks::engine
