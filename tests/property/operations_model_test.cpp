// Random sequences of writes to tables with secondary indexes, compared with a simple model after
// each: items, the contents of every index, walks by pages in both directions, counters, capacity.

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "../unit/operations/operation_fixture.h"
#include "operations_index_walk.h"
#include "operations_random.h"
#include "operations_table_model.h"

namespace dynarocks::operations {
namespace {

class ModelTest : public OperationTest {
 protected:
  /// One random sequence of writes, then everything is compared.
  void run_sequence(Random& random, TableModel& table) {
    for (std::size_t step = random.below(12) + 1; step > 0 && !HasFailure(); --step) {
      switch (random.below(7)) {
        case 0:
        case 1:
          put(random, table);
          break;
        case 2:
        case 3:
          update(random, table);
          break;
        case 4:
          remove(random, table);
          break;
        case 5:
          write_batch(random, table);
          break;
        default:
          transact(random, table);
          break;
      }
    }
    if (!HasFailure()) compare(random, table);
  }

 private:
  Json base(const TableModel& table) {
    return {{"TableName", table.name}, {"ReturnConsumedCapacity", "INDEXES"}};
  }

  Json send(const std::string& operation, const Json& request) {
    return answer(operation, request.dump());
  }

  /// Whether the request is refused because of an index key attribute of a wrong type; then nothing
  /// may have happened.
  static bool spoil(Random& random, const TableModel& table, Json& item) {
    if (!random.chance(4)) return false;
    const std::string& name = random.one_of(key_candidates).first;
    item[name] = Json{{"BOOL", true}};
    return table.is_index_key(name);
  }

  void expect_refused(const std::string& operation, const Json& request,
                      const std::string& error_name) {
    const std::string text = error(operation, request.dump());
    EXPECT_TRUE(text.starts_with(error_name)) << operation << " " << request << "\n" << text;
  }

  void put(Random& random, TableModel& table) {
    Json item = random_item(random, table);
    Json request = base(table);
    const bool refused = spoil(random, table, item);
    request["Item"] = item;
    const Json before = table.find(item);
    if (refused) return expect_refused("PutItem", request, "ValidationException");
    if (random.chance(20)) {
      request["ConditionExpression"] = "attribute_not_exists(pk)";
      if (!before.is_null()) {
        return expect_refused("PutItem", request, "ConditionalCheckFailedException");
      }
    }
    request["ReturnValues"] = "ALL_OLD";
    const Json answered = send("PutItem", request);
    EXPECT_EQ(answered["ConsumedCapacity"], table.consumed(table.charge(before, item))) << request;
    EXPECT_EQ(answered.contains("Attributes") ? answered["Attributes"] : Json(), before);
    table.store(item, item);
  }

  void update(Random& random, TableModel& table) {
    const Json key = random_key(random, table);
    const Json before = table.find(key);
    const RandomUpdate change = RandomUpdate::make(random);
    const Json after = change.apply(before, key);
    Json request = base(table);
    request["Key"] = key;
    request["ReturnValues"] = "ALL_NEW";
    change.add_to(request);
    const Json answered = send("UpdateItem", request);
    EXPECT_EQ(answered["ConsumedCapacity"], table.consumed(table.charge(before, after)))
        << before << "\n"
        << request;
    EXPECT_EQ(answered.contains("Attributes") ? answered["Attributes"] : Json(), after);
    table.store(key, after);
  }

  void remove(Random& random, TableModel& table) {
    const Json key = random_key(random, table);
    const Json before = table.find(key);
    Json request = base(table);
    request["Key"] = key;
    const Json answered = send("DeleteItem", request);
    EXPECT_EQ(answered["ConsumedCapacity"], table.consumed(table.charge(before, {}))) << before;
    table.store(key, {});
  }

  /// Distinct keys of the table, at most `count`.
  static std::vector<Json> random_keys(Random& random, const TableModel& table, std::size_t count) {
    std::map<std::string, Json> keys;
    for (; count > 0; --count) {
      Json key = random_key(random, table);
      keys.emplace(key_text(key, table.key), key);
    }
    std::vector<Json> distinct;
    for (auto& [text, key] : keys) distinct.push_back(std::move(key));
    return distinct;
  }

  void write_batch(Random& random, TableModel& table) {
    Json writes = Json::array();
    std::vector<std::pair<Json, Json>> changes;  // key, item after
    bool refused = false;
    Charge charge;
    for (const Json& key : random_keys(random, table, 4)) {
      Json after;
      if (random.chance(70)) {
        after = random_item(random, table);
        after.update(key);
        refused |= spoil(random, table, after);
        writes.push_back({{"PutRequest", {{"Item", after}}}});
      } else {
        writes.push_back({{"DeleteRequest", {{"Key", key}}}});
      }
      charge.add(table.charge(table.find(key), after));
      changes.emplace_back(key, after);
    }
    const Json request{{"RequestItems", {{table.name, writes}}},
                       {"ReturnConsumedCapacity", "INDEXES"}};
    if (refused) return expect_refused("BatchWriteItem", request, "ValidationException");
    const Json answered = send("BatchWriteItem", request);
    EXPECT_EQ(answered["UnprocessedItems"], Json::object());
    EXPECT_EQ(answered["ConsumedCapacity"], Json::array({table.consumed(charge)})) << request;
    for (const auto& [key, after] : changes) table.store(key, after);
  }

  void transact(Random& random, TableModel& table) {
    Json actions = Json::array();
    std::vector<std::pair<Json, Json>> changes;
    bool refused = false;
    Charge charge;
    for (const Json& key : random_keys(random, table, 4)) {
      const Json before = table.find(key);
      Json after;
      Json action{{"TableName", table.name}};
      std::string kind;
      switch (random.below(4)) {
        case 0:
          kind = "Put";
          after = random_item(random, table);
          after.update(key);
          refused |= spoil(random, table, after);
          action["Item"] = after;
          break;
        case 1: {
          kind = "Update";
          const RandomUpdate change = RandomUpdate::make(random);
          after = change.apply(before, key);
          action["Key"] = key;
          change.add_to(action);
          break;
        }
        case 2:
          kind = "Delete";
          action["Key"] = key;
          break;
        default:
          kind = "ConditionCheck";
          after = before;
          action["Key"] = key;
          break;
      }
      if (kind == "ConditionCheck" || random.chance(15)) {
        const bool must_exist = random.chance(80) != before.is_null();
        action["ConditionExpression"] =
            must_exist ? "attribute_exists(pk)" : "attribute_not_exists(pk)";
        refused |= must_exist == before.is_null();
      }
      actions.push_back({{kind, action}});
      charge.add(table.charge(before, after));
      changes.emplace_back(key, after);
    }
    const Json request{{"TransactItems", actions}, {"ReturnConsumedCapacity", "INDEXES"}};
    if (refused)
      return expect_refused("TransactWriteItems", request, "TransactionCanceledException");
    const Json answered = send("TransactWriteItems", request);
    EXPECT_EQ(answered["ConsumedCapacity"],
              Json::array({table.consumed(charge, "WriteCapacityUnits")}))
        << request;
    for (const auto& [key, after] : changes) table.store(key, after);
  }

  void compare(Random& random, const TableModel& table) {
    const auto run_request = [&](const std::string& operation, const Json& request) {
      return send(operation, request);
    };
    compare_counters(table);
    compare_reads(random, table, run_request);
  }

  void compare_counters(const TableModel& table) {
    const Json described = send("DescribeTable", {{"TableName", table.name}})["Table"];
    std::vector<Json> items;
    for (const auto& [text, item] : table.items()) items.push_back(item);
    expect_counters(described, "TableSizeBytes", items);
    for (const IndexModel& index : table.indexes) {
      const char* member = index.is_global ? "GlobalSecondaryIndexes" : "LocalSecondaryIndexes";
      for (const Json& shown : described[member]) {
        if (shown["IndexName"] == index.name) {
          expect_counters(shown, "IndexSizeBytes", table.entries(index));
        }
      }
    }
  }

  static void expect_counters(const Json& shown, const char* size_member,
                              const std::vector<Json>& entries) {
    std::size_t bytes = 0;
    for (const Json& entry : entries) bytes += item_size(entry);
    EXPECT_EQ(shown["ItemCount"], entries.size()) << shown;
    EXPECT_EQ(shown[size_member], bytes) << shown;
  }
};

/// How many of something a run does: DYNAROCKS_MODEL_SEQUENCES raises it.
std::size_t sequences() {
  const char* given = std::getenv("DYNAROCKS_MODEL_SEQUENCES");
  return given != nullptr ? std::stoul(given) : 10'000;
}

TEST_F(ModelTest, EverySequenceLeavesWhatTheModelSays) {
  constexpr std::size_t sequences_per_table = 50;
  for (std::size_t done = 0; done < sequences() && !HasFailure(); done += sequences_per_table) {
    Random random(done);
    TableModel table = random_table(random, "model-" + std::to_string(done));
    answer("CreateTable", create_table_request(table).dump());
    for (std::size_t i = 0; i < sequences_per_table && !HasFailure(); ++i) {
      SCOPED_TRACE("table of seed " + std::to_string(done) + ", sequence " + std::to_string(i) +
                   "\n" + create_table_request(table).dump());
      run_sequence(random, table);
    }
    answer("DeleteTable", Json{{"TableName", table.name}}.dump());
  }
}

}  // namespace
}  // namespace dynarocks::operations
