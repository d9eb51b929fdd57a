#pragma once
// A store in memory with one table, for tests of the engine.

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "codec/item_codec.h"
#include "engine/catalog.h"
#include "engine/item_key.h"
#include "engine/item_reader.h"
#include "engine/item_writer.h"
#include "engine/range_reader.h"
#include "kv/rocksdb_store.h"
#include "model/attribute_value.h"

namespace dynarocks::engine {

class EngineTest : public ::testing::Test {
 protected:
  void SetUp() override {
    kv::StoreOptions options;
    options.in_memory = true;
    store_ = std::move(*kv::open_rocksdb(options));
    catalog_ = std::move(*Catalog::open(*store_, clock_));
    writer_ = std::make_unique<ItemWriter>(*store_);
    reader_ = std::make_unique<ItemReader>(*store_);
    range_reader_ = std::make_unique<RangeReader>(*store_);
    table_ = create_table("t");
  }

  /// A table with hash key pk (S) and range key sk (N).
  std::shared_ptr<Table> create_table(const std::string& name) {
    model::TableDescription description;
    description.key = {{"000000000000", "us-east-1"}, name};
    description.table_id = "id of " + name;
    description.attribute_definitions = {{"pk", model::AttributeType::S},
                                         {"sk", model::AttributeType::N}};
    description.key_schema = {{"pk", model::KeyType::HASH}, {"sk", model::KeyType::RANGE}};
    return *catalog_->create(description);
  }

  static model::AttributeMap attributes(const std::string& pk, int sk) {
    model::AttributeMap item;
    item.set("pk", model::AttributeValue(pk));
    item.set("sk", model::AttributeValue(model::Number::from_int(sk)));
    return item;
  }

  static std::string item(const std::string& pk, int sk, const std::string& data = "") {
    model::AttributeMap map = attributes(pk, sk);
    if (!data.empty()) map.set("data", model::AttributeValue(data));
    return codec::encode_item(map);
  }

  [[nodiscard]] std::string row(const std::string& encoded_item) const {
    return row_of_valid_item(table_->key_attributes(), codec::ItemView(encoded_item));
  }

  model::ApiResult<ItemWriteResult> put(const std::string& encoded_item) {
    const std::string item_row = row(encoded_item);
    return writer_->write(*table_, ItemWrite{item_row, nullptr, ReplaceItem{encoded_item}, false});
  }

  [[nodiscard]] std::optional<std::string> get(const std::string& pk, int sk) const {
    std::optional<std::string> found;
    const auto outcome = reader_->get(*table_, row(item(pk, sk)), [&](codec::ItemView view) {
      found = std::string(view.bytes());
    });
    EXPECT_TRUE(outcome.has_value());
    return found;
  }

  ManualClock clock_{1'700'000'000'000};  // 2023-11-14T22:13:20Z
  std::unique_ptr<kv::Store> store_;
  std::unique_ptr<Catalog> catalog_;
  std::unique_ptr<ItemWriter> writer_;
  std::unique_ptr<ItemReader> reader_;
  std::unique_ptr<RangeReader> range_reader_;
  std::shared_ptr<Table> table_;
};

}  // namespace dynarocks::engine
