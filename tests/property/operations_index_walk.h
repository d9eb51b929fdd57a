#pragma once
// Reads a table and its indexes as a client does, page by page, and compares what comes with the
// model: nothing lost, nothing twice, in order, at the right price.

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "operations_random.h"
#include "operations_table_model.h"

namespace dynarocks::operations {

using Send = std::function<Json(const std::string& operation, const Json& request)>;

/// The table itself, seen as an index whose entries are the items.
inline IndexModel as_index(const TableModel& table) { return {"", true, table.key, "ALL", {}}; }

inline std::map<std::string, Json> by_table_key(const TableModel& table,
                                                const std::vector<Json>& entries) {
  std::map<std::string, Json> found;
  for (const Json& entry : entries) {
    EXPECT_TRUE(found.emplace(key_text(entry, table.key), entry).second) << "twice: " << entry;
  }
  return found;
}

/// One page's ConsumedCapacity: half a unit a block of entries, in the arm of what was read.
inline Json read_capacity(const TableModel& table, const IndexModel& index,
                          const std::vector<Json>& entries) {
  std::size_t bytes = 0;
  for (const Json& entry : entries) bytes += item_size(entry);
  const double units = blocks(bytes, TableModel::read_block) / 2;
  Charge charge;
  if (index.name.empty()) {
    charge.table = units;
  } else {
    charge.indexes[index.name] = units;
  }
  return table.consumed(charge);
}

/// Whether a Query names a whole key of the table: the service refuses to restart such a one.
inline bool selects_one_item(const Json& request, const IndexModel& index) {
  if (!index.name.empty() || !request.contains("KeyConditionExpression")) return false;
  const auto condition = request["KeyConditionExpression"].get<std::string>();
  return std::all_of(index.key.begin(), index.key.end(), [&](const KeyPart& part) {
    return condition.find("#" + part.name + " = ") != std::string::npos;
  });
}

/// Walks from the first page to the last with a random Limit for each.
inline std::vector<Json> walk(Random& random, const TableModel& table, const IndexModel& index,
                              const std::string& operation, Json request, const Send& send,
                              std::size_t expected) {
  request["TableName"] = table.name;
  request["ReturnConsumedCapacity"] = "INDEXES";
  if (!index.name.empty()) request["IndexName"] = index.name;
  std::vector<Json> all;
  for (std::size_t pages = 0;; ++pages) {
    // Each page but the last two holds at least one entry.
    if (pages > expected + 2) {
      ADD_FAILURE() << "the walk does not end: " << request;
      return all;
    }
    const std::size_t limit = random.below(4) + 1;
    request["Limit"] = limit;
    const Json page = send(operation, request);
    const std::vector<Json> entries = page["Items"];
    EXPECT_EQ(page["Count"], entries.size());
    EXPECT_EQ(page["ScannedCount"], entries.size());
    EXPECT_EQ(page["ConsumedCapacity"], read_capacity(table, index, entries)) << request;
    all.insert(all.end(), entries.begin(), entries.end());
    if (!page.contains("LastEvaluatedKey")) {
      EXPECT_LT(entries.size(), limit);
      return all;
    }
    EXPECT_EQ(entries.size(), limit);
    if (entries.empty()) return all;
    Json last = table.key_of(entries.back());
    for (const KeyPart& part : index.key) last[part.name] = entries.back().at(part.name);
    EXPECT_EQ(page["LastEvaluatedKey"], last);
    if (selects_one_item(request, index)) return all;
    request["ExclusiveStartKey"] = last;
  }
}

/// The entries of one index partition, and how a Query asks for them.
struct KeyCondition {
  std::vector<Json> selected;
  Json request;
};

/// A condition that selects some of `partition`, whose entries have equal HASH attributes.
inline KeyCondition random_condition(Random& random, const IndexModel& index,
                                     const std::vector<Json>& partition) {
  KeyCondition condition;
  condition.selected = partition;
  const Json& pattern = random.one_of(partition);
  std::string text;
  const auto add = [&](const std::string& name, const std::string& operation, const Json& value) {
    text += (text.empty() ? "#" : " AND #") + name + operation + ":" + name;
    condition.request["ExpressionAttributeNames"]["#" + name] = name;
    condition.request["ExpressionAttributeValues"][":" + name] = value;
  };
  bool more = true;
  for (const KeyPart& part : index.key) {
    const Json& value = pattern.at(part.name);
    if (part.is_hash) {
      add(part.name, " = ", value);
      continue;
    }
    if (!more || random.chance(40)) break;
    static const std::vector<std::string> operations = {" = ", " < ", " <= ", " > ", " >= "};
    const std::string& operation = random.one_of(operations);
    add(part.name, operation, value);
    std::erase_if(condition.selected, [&](const Json& entry) {
      const int order = compare_values(entry.at(part.name), value);
      if (operation == " = ") return order != 0;
      if (operation == " < ") return order >= 0;
      if (operation == " <= ") return order > 0;
      return operation == " > " ? order <= 0 : order < 0;
    });
    more = operation == " = ";
  }
  condition.request["KeyConditionExpression"] = text;
  return condition;
}

inline void expect_in_order(const IndexModel& index, const std::vector<Json>& entries,
                            bool forward) {
  for (std::size_t i = 1; i < entries.size(); ++i) {
    for (const KeyPart& part : index.key) {
      if (part.is_hash) continue;
      const int order = compare_values(entries[i - 1].at(part.name), entries[i].at(part.name));
      if (order == 0) continue;
      EXPECT_EQ(order < 0, forward) << entries[i - 1] << "\n" << entries[i];
      break;
    }
  }
}

inline void compare_queries(Random& random, const TableModel& table, const IndexModel& index,
                            const std::vector<Json>& entries, const Send& send) {
  std::vector<KeyPart> hash = index.key;
  std::erase_if(hash, [](const KeyPart& part) { return !part.is_hash; });
  std::map<std::string, std::vector<Json>> partitions;
  for (const Json& entry : entries) partitions[key_text(entry, hash)].push_back(entry);
  for (const auto& [name, partition] : partitions) {
    KeyCondition condition = random_condition(random, index, partition);
    const auto expected = by_table_key(table, condition.selected);
    std::vector<Json> directions[2];
    for (const bool forward : {true, false}) {
      condition.request["ScanIndexForward"] = forward;
      auto& found = directions[forward ? 0 : 1];
      found = walk(random, table, index, "Query", condition.request, send, expected.size());
      EXPECT_EQ(by_table_key(table, found), expected) << condition.request;
      expect_in_order(index, found, forward);
    }
    std::reverse(directions[1].begin(), directions[1].end());
    EXPECT_EQ(directions[0], directions[1]) << condition.request;
  }
}

/// What a local index does not project is fetched from the table, at its price.
inline void compare_fetches(const TableModel& table, const IndexModel& index, const Json& entry,
                            const std::vector<Json>& entries, const Send& send) {
  const Json page = send("Query", {{"TableName", table.name},
                                   {"IndexName", index.name},
                                   {"Select", "ALL_ATTRIBUTES"},
                                   {"ConsistentRead", true},
                                   {"ReturnConsumedCapacity", "INDEXES"},
                                   {"KeyConditionExpression", "pk = :pk"},
                                   {"ExpressionAttributeValues", {{":pk", entry.at("pk")}}}});
  Charge charge;
  std::vector<Json> whole;
  std::size_t entry_bytes = 0;
  for (const Json& candidate : entries) {
    if (candidate.at("pk") != entry.at("pk")) continue;
    whole.push_back(table.find(candidate));
    charge.table += blocks(item_size(whole.back()), TableModel::read_block);
    entry_bytes += item_size(candidate);
  }
  charge.indexes[index.name] = blocks(entry_bytes, TableModel::read_block);
  EXPECT_EQ(by_table_key(table, page["Items"]), by_table_key(table, whole));
  EXPECT_EQ(page["ConsumedCapacity"], table.consumed(charge));
}

inline void compare_reads(Random& random, const TableModel& table, const Send& send) {
  std::vector<IndexModel> readable = table.indexes;
  readable.push_back(as_index(table));
  for (const IndexModel& index : readable) {
    const std::vector<Json> entries = table.entries(index);
    const auto scanned = walk(random, table, index, "Scan", Json::object(), send, entries.size());
    EXPECT_EQ(by_table_key(table, scanned), by_table_key(table, entries)) << index.name;
    compare_queries(random, table, index, entries, send);
    if (!index.is_global && index.projection != "ALL" && !entries.empty()) {
      compare_fetches(table, index, random.one_of(entries), entries, send);
    }
  }
}

}  // namespace dynarocks::operations
