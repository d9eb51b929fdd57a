#pragma once
// A table with indexes of every kind, and what must be in them: computed from the table's items
// alone, without the code that keeps the indexes.

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "codec/item_codec.h"
#include "codec/item_view.h"
#include "codec/layout.h"
#include "engine/counters.h"
#include "engine/index_rows.h"
#include "engine_fixture.h"
#include "model/attribute_value.h"

namespace dynarocks::engine {

inline model::AttributeValue text(std::string value) {
  return model::AttributeValue(std::move(value));
}
inline model::AttributeValue number(std::int64_t value) {
  return model::AttributeValue(model::Number::from_int(value));
}
inline model::AttributeValue bytes(std::string value) {
  return model::AttributeValue(model::Binary{std::move(value)});
}

inline std::string encoded(
    const std::vector<std::pair<std::string, model::AttributeValue>>& attributes) {
  model::AttributeMap map;
  for (const auto& [name, value] : attributes) map.set(name, value);
  return codec::encode_item(map);
}

inline model::SecondaryIndex secondary_index(
    std::uint32_t id, std::string name, std::vector<model::KeySchemaElement> key_schema,
    model::ProjectionType projection = model::ProjectionType::ALL,
    std::vector<std::string> included = {}) {
  return {id, std::move(name), std::move(key_schema), {projection, std::move(included)}};
}

inline model::GlobalSecondaryIndex global_index(
    std::uint32_t id, std::string name, std::vector<model::KeySchemaElement> key_schema,
    model::ProjectionType projection = model::ProjectionType::ALL,
    std::vector<std::string> included = {}) {
  model::GlobalSecondaryIndex global;
  global.index =
      secondary_index(id, std::move(name), std::move(key_schema), projection, std::move(included));
  return global;
}

/// Key pk (S), sk (N); local indexes on a (S) and c (B), global ones on g (S) and n (N), and one on
/// four attributes.
inline model::TableDescription indexed_table(const std::string& name) {
  using enum model::KeyType;
  using enum model::ProjectionType;
  using model::AttributeType;
  model::TableDescription table;
  table.key = {{"000000000000", "us-east-1"}, name};
  table.table_id = "id of " + name;
  table.attribute_definitions = {{"a", AttributeType::S},  {"c", AttributeType::B},
                                 {"g", AttributeType::S},  {"n", AttributeType::N},
                                 {"pk", AttributeType::S}, {"sk", AttributeType::N}};
  table.key_schema = {{"pk", HASH}, {"sk", RANGE}};
  table.local_secondary_indexes = {
      secondary_index(1, "by-a", {{"pk", HASH}, {"a", RANGE}}),
      secondary_index(2, "by-c", {{"pk", HASH}, {"c", RANGE}}, KEYS_ONLY)};
  table.global_secondary_indexes = {
      global_index(3, "by-g", {{"g", HASH}}, INCLUDE, {"x"}),
      global_index(4, "by-g-n", {{"g", HASH}, {"n", RANGE}}),
      global_index(5, "many", {{"g", HASH}, {"a", HASH}, {"pk", RANGE}, {"n", RANGE}}, KEYS_ONLY)};
  table.last_index_id = 5;
  return table;
}

class IndexTest : public EngineTest {
 protected:
  /// Changes the description of the table, as UpdateTable would.
  void change_table(const std::function<void(model::TableDescription&)>& change) {
    ASSERT_TRUE(catalog_->update(table_->description()->key,
                                 [&](model::TableDescription& described) -> model::ApiResult<void> {
                                   change(described);
                                   return {};
                                 }));
  }

  void SetUp() override {
    EngineTest::SetUp();
    table_ = *catalog_->create(indexed_table("indexed"));
  }

  using Rows = std::map<std::string, std::string>;

  /// All rows of the table's space that begin with `prefix`.
  [[nodiscard]] Rows stored_rows(std::string_view prefix) const {
    Rows rows;
    const std::string begin(prefix);
    std::string end = begin;
    ++end.back();
    const auto cursor = store_->scan(table_->space(), {begin, end, true}, nullptr);
    for (; (*cursor)->valid(); (*cursor)->next()) {
      rows.emplace((*cursor)->key(), (*cursor)->value());
    }
    return rows;
  }

  /// The entries an index must have: of every item that has all its key attributes, the attributes
  /// that the projection names. Values in the tables of these tests fit their keys.
  [[nodiscard]] std::vector<std::string> expected_entries(const TableIndex& index) const {
    std::vector<std::string> entries;
    for (const auto& [row, item] : stored_rows("I")) {
      const model::AttributeMap attributes = codec::decode_item(codec::ItemView(item));
      model::AttributeMap projected;
      bool complete = true;
      for (const auto& key : index.key_attributes) {
        complete = complete && attributes.find(key.name) != nullptr;
      }
      if (!complete) continue;
      for (const auto& [name, value] : attributes) {
        if (index.projects(name)) projected.set(name, value);
      }
      entries.push_back(codec::encode_item(projected));
    }
    std::sort(entries.begin(), entries.end());
    return entries;
  }

  /// Every index holds what it must, and all counters are right.
  void expect_consistent() const {
    Counters table;
    std::map<std::string, Counters> collections;
    const auto count = [](Counters& counters, std::string_view item, int items) {
      counters.items += items;
      counters.bytes += static_cast<std::int64_t>(codec::ItemView(item).size());
    };
    const auto collection_of = [&](std::string_view item) -> Counters& {
      return collections[codec::collection_counters_row(
          codec::ItemView(item).find("pk")->scalar())];
    };
    for (const auto& [row, item] : stored_rows("I")) {
      count(table, item, 1);
      if (table_->indexes()->has_local()) count(collection_of(item), item, 1);
    }
    for (const TableIndex& index : table_->indexes()->all()) {
      Counters counters;
      std::vector<std::string> entries;
      for (const auto& [row, item] : stored_rows(codec::index_rows(index.id))) {
        entries.push_back(item);
        count(counters, item, 1);
        if (!index.is_global) count(collection_of(item), item, 0);
      }
      std::sort(entries.begin(), entries.end());
      EXPECT_EQ(entries, expected_entries(index)) << index.name;
      expect_counters(codec::index_counters_row(index.id), counters, index.name);
    }
    expect_counters(std::string(codec::counters_row), table, "the table");
    EXPECT_EQ(table_->item_count(), table.items);
    EXPECT_EQ(table_->size_bytes(), table.bytes);
    for (const auto& [row, value] : stored_rows("K")) collections[row];
    for (const auto& [row, counters] : collections) {
      expect_counters(row, counters, "a collection");
    }
  }

  void expect_counters(const std::string& row, const Counters& expected,
                       std::string_view what) const {
    const auto stored = read_counters(*store_, table_->space(), row);
    ASSERT_TRUE(stored.has_value());
    EXPECT_EQ(stored->items, expected.items) << what;
    EXPECT_EQ(stored->bytes, expected.bytes) << what;
  }

  model::ApiResult<ItemWriteResult> remove(const std::string& pk, int sk) {
    const std::string item_row = row(item(pk, sk));
    return writer_->write(*table_, ItemWrite{item_row, nullptr, RemoveItem{}, false});
  }

  model::ApiResult<ItemWriteResult> update(const std::string& pk, int sk,
                                           const expression::Update& change) {
    const std::string key = item(pk, sk);
    const std::string item_row = row(key);
    return writer_->write(*table_, ItemWrite{item_row, nullptr, UpdateItem{&change, key}, false});
  }
};

}  // namespace dynarocks::engine
