#pragma once
// One table with every kind of index for the tests of index reads: "indexed" (pk S, sk N) with
// global indexes all, keys, some (INCLUDE a), multi (two HASH and two RANGE attributes), creating
// and deleting, and the local indexes local (INCLUDE a) and whole (ALL).

#include <string>
#include <utility>
#include <vector>

#include "item_operation_fixture.h"

namespace dynarocks::operations {

class IndexedTableTest : public ItemOperationTest {
 protected:
  using ItemOperationTest::ItemOperationTest;

  void SetUp() override {
    using model::AttributeType;
    using model::KeyType;
    const std::vector<model::KeySchemaElement> by_g{{"g", KeyType::HASH}, {"r", KeyType::RANGE}};
    const std::vector<model::KeySchemaElement> by_pk{{"pk", KeyType::HASH}, {"r", KeyType::RANGE}};
    const model::IndexProjection keys_only{model::ProjectionType::KEYS_ONLY, {}};
    const model::IndexProjection include_a{model::ProjectionType::INCLUDE, {"a"}};
    model::TableDescription table;
    table.key = {caller_, "indexed"};
    table.table_id = "id";
    table.attribute_definitions = {{"g", AttributeType::S},  {"pk", AttributeType::S},
                                   {"r", AttributeType::N},  {"sk", AttributeType::N},
                                   {"x1", AttributeType::S}, {"x2", AttributeType::S}};
    table.key_schema = {{"pk", KeyType::HASH}, {"sk", KeyType::RANGE}};
    std::uint32_t id = 0;
    const auto add_global = [&](const std::string& name, auto key_schema, auto projection,
                                model::IndexStatus status = model::IndexStatus::ACTIVE) {
      model::GlobalSecondaryIndex global;
      global.index = {++id, name, std::move(key_schema), std::move(projection)};
      global.status = status;
      table.global_secondary_indexes.push_back(std::move(global));
    };
    add_global("all", by_g, model::IndexProjection());
    add_global("keys", by_g, keys_only);
    add_global("some", by_g, include_a);
    add_global("multi",
               std::vector<model::KeySchemaElement>{{"x1", KeyType::HASH},
                                                    {"x2", KeyType::HASH},
                                                    {"g", KeyType::RANGE},
                                                    {"r", KeyType::RANGE}},
               model::IndexProjection());
    add_global("creating", by_g, model::IndexProjection(), model::IndexStatus::CREATING);
    add_global("deleting", by_g, model::IndexProjection(), model::IndexStatus::DELETING);
    table.local_secondary_indexes = {{++id, "local", by_pk, include_a}};
    table.local_secondary_indexes.push_back({++id, "whole", by_pk, {}});
    table.last_index_id = id;
    ASSERT_TRUE(catalog_->create(table));
  }

  /// An item whose g is "g" and whose r is half of sk, rounded down.
  void put_item(const std::string& pk, int sk, const std::string& more = "") {
    put("indexed", R"({"pk":{"S":")" + pk + R"("},"sk":{"N":")" + std::to_string(sk) +
                       R"("},"g":{"S":"g"},"r":{"N":")" + std::to_string(sk / 2) + R"("})" +
                       (more.empty() ? "" : "," + more) + "}");
  }

  /// A Query's body: by g = :v on a global index, by pk = :v on a local one; :v is "g" or "p".
  static std::string query_body(const std::string& index, const std::string& rest = "") {
    const bool is_local = index == "local" || index == "whole";
    const std::string condition = is_local ? "pk = :v" : "g = :v";
    const std::string value = is_local ? "p" : "g";
    return with_rest(R"({"TableName":"indexed","IndexName":")" + index +
                         R"(","KeyConditionExpression":")" + condition +
                         R"(","ExpressionAttributeValues":{":v":{"S":")" + value + R"("}})",
                     rest);
  }

  static std::string scan_body(const std::string& index, const std::string& rest = "") {
    return with_rest(R"({"TableName":"indexed","IndexName":")" + index + R"(")", rest);
  }

 private:
  static std::string with_rest(const std::string& body, const std::string& rest) {
    return body + (rest.empty() ? "" : "," + rest) + "}";
  }
};

}  // namespace dynarocks::operations
