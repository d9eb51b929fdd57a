// Random PartiQL statements beside the native requests that mean the same, on two tables of one
// random shape: the same items, kinds of errors, capacity and stream records.

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <string>

#include "../unit/operations/operation_fixture.h"
#include "operations_select_twins.h"
#include "operations_statement_twins.h"

namespace dynarocks::operations {
namespace {

constexpr const char* native_table = "native";
/// As long as the other: stream records count the bytes of names, answers show them.
constexpr const char* stated_table = "stated";

class StatementsTest : public OperationTest {
 protected:
  void create(TableModel table) {
    for (const char* name : {native_table, stated_table}) {
      table.name = name;
      Json request = create_table_request(table);
      request["StreamSpecification"] = {{"StreamEnabled", true},
                                        {"StreamViewType", "NEW_AND_OLD_IMAGES"}};
      answer("CreateTable", request.dump());
    }
  }
  void drop() {
    for (const char* name : {native_table, stated_table}) {
      answer("DeleteTable", Json{{"TableName", name}}.dump());
    }
  }

  /// Both ways to say something random; answers how many statements it took.
  std::size_t step(Random& random, const TableModel& table) {
    const std::size_t kind = random.below(11);
    if (kind < 4) {
      compare_read(random, SelectTwins(random, table, stated_table).make());
      return 1;
    }
    if (kind < 8) {
      compare_write(twin_write(random, table, stated_table, random_key(random, table), true));
      return 1;
    }
    if (kind == 8) return compare_gets(random, table);
    const bool transacts = kind == 9;
    std::map<std::string, Twin> twins;  // one for each key
    for (std::size_t i = random.below(4) + 1; i > 0; --i) {
      const Json key = random_key(random, table);
      twins[key.dump()] = transacts && random.chance(20)
                              ? twin_exists(random, stated_table, key)
                              : twin_write(random, table, stated_table, key, !transacts);
    }
    if (transacts) {
      compare_transaction(twins);
    } else {
      compare_batch(twins);
    }
    return twins.size();
  }

  /// That the run has met everything it is about.
  void expect_met(std::size_t statements) const {
    for (const char* what : {"", "ConditionalCheckFailedException", "ValidationException",
                             "TransactionCanceledException", "items found", "nothing found",
                             "items returned", "next pages", "index reads", "transactions"}) {
      const auto count = met_.find(what);
      EXPECT_GT(count == met_.end() ? 0 : count->second, statements / 500) << what;
    }
    EXPECT_GT(records_, statements / 10);
  }

  void compare_state(const TableModel& table) {
    EXPECT_EQ(scanned(native_table, ""), scanned(stated_table, ""));
    for (const IndexModel& index : table.indexes) {
      EXPECT_EQ(scanned(native_table, index.name), scanned(stated_table, index.name));
    }
    const Json records = stream_records(native_table);
    EXPECT_EQ(records, stream_records(stated_table));
    records_ += records.size();
  }

 private:
  /// An answer or an error, as JSON: {"error": text}.
  Json outcome(const std::string& operation, const Json& request) {
    const auto result = run(operation, request.dump());
    if (result) return Json::parse(*result);
    return {{"error", error_text(result.error())}};
  }

  static Json stated_request(const Twin& twin) {
    Json request{{"Statement", twin.statement}};
    if (!twin.parameters.empty()) request["Parameters"] = twin.parameters;
    return request;
  }

  /// The name of an error, "" when there is none. An INSERT's duplicate is a failed condition.
  static std::string error_name(const Json& outcome) {
    if (!outcome.contains("error")) return "";
    const std::string text = outcome["error"];
    const std::string name = text.substr(0, text.find(':'));
    return name == "DuplicateItemException" ? "ConditionalCheckFailedException" : name;
  }

  static Json without_name(Json capacity) {
    capacity.erase("TableName");
    return capacity;
  }

  /// Both as one says them; answers whether both succeed.
  bool expect_same_error(const Twin& twin, const Json& native, const Json& stated) {
    ++met_[error_name(native)];
    EXPECT_EQ(error_name(native), error_name(stated)) << said(twin, native, stated);
    return error_name(native).empty() && error_name(stated).empty();
  }

  static std::string said(const Twin& twin, const Json& native, const Json& stated) {
    return twin.operation + " " + twin.request.dump() + "\n" + native.dump() + "\n" +
           stated_request(twin).dump() + "\n" + stated.dump();
  }

  /// What a native write answers, as a list like that of a statement.
  static Json returned(const Json& native) {
    const bool is_empty = !native.contains("Attributes") || native["Attributes"].empty();
    return is_empty ? Json::array() : Json::array({native["Attributes"]});
  }

  Json native_write(const Twin& twin) {
    Json request = twin.request;
    request["TableName"] = native_table;
    request["ReturnConsumedCapacity"] = "INDEXES";
    return outcome(twin.operation, request);
  }

  void compare_write(const Twin& twin) {
    Json request = stated_request(twin);
    request["ReturnConsumedCapacity"] = "INDEXES";
    const Json native = native_write(twin);
    const Json stated = outcome("ExecuteStatement", request);
    if (!expect_same_error(twin, native, stated)) return;
    EXPECT_EQ(stated["Items"], returned(native)) << said(twin, native, stated);
    if (!stated["Items"].empty()) ++met_["items returned"];
    EXPECT_EQ(without_name(stated["ConsumedCapacity"]), without_name(native["ConsumedCapacity"]))
        << said(twin, native, stated);
  }

  void compare_read(Random& random, const Twin& twin) {
    Json native_request = twin.request;
    Json request = stated_request(twin);
    native_request["TableName"] = native_table;
    native_request["ReturnConsumedCapacity"] = request["ReturnConsumedCapacity"] = "INDEXES";
    if (random.chance(20)) native_request["ConsistentRead"] = request["ConsistentRead"] = true;
    if (twin.can_be_limited && random.chance(40)) {
      native_request["Limit"] = request["Limit"] = random.below(4) + 1;
    }
    for (bool more = true; more && !HasFailure();) {
      const Json native = outcome(twin.operation, native_request);
      const Json stated = outcome("ExecuteStatement", request);
      if (!expect_same_error(twin, native, stated)) return;
      EXPECT_EQ(stated["Items"], native["Items"]) << said(twin, native, stated);
      EXPECT_EQ(without_name(stated["ConsumedCapacity"]), without_name(native["ConsumedCapacity"]))
          << said(twin, native, stated);
      ++met_[native["Items"].empty() ? "nothing found" : "items found"];
      if (twin.request.contains("IndexName")) ++met_["index reads"];
      more = native.contains("LastEvaluatedKey");
      EXPECT_EQ(stated.contains("NextToken"), more) << said(twin, native, stated);
      if (!more || HasFailure()) return;
      EXPECT_EQ(stated["LastEvaluatedKey"], native["LastEvaluatedKey"]);
      ++met_["next pages"];
      native_request["ExclusiveStartKey"] = native["LastEvaluatedKey"];
      request["NextToken"] = stated["NextToken"];
    }
  }

  void compare_transaction(const std::map<std::string, Twin>& twins) {
    static const std::map<std::string, std::string> kinds = {{"PutItem", "Put"},
                                                             {"UpdateItem", "Update"},
                                                             {"DeleteItem", "Delete"},
                                                             {"ConditionCheck", "ConditionCheck"}};
    Json actions = Json::array();
    Json statements = Json::array();
    for (const auto& [key, twin] : twins) {
      Json action = twin.request;
      action["TableName"] = native_table;
      actions.push_back({{kinds.at(twin.operation), action}});
      statements.push_back(stated_request(twin));
    }
    const Json native = outcome(
        "TransactWriteItems", {{"TransactItems", actions}, {"ReturnConsumedCapacity", "INDEXES"}});
    Json stated = outcome("ExecuteTransaction", {{"TransactStatements", statements},
                                                 {"ReturnConsumedCapacity", "INDEXES"}});
    const std::string what =
        actions.dump() + "\n" + native.dump() + "\n" + statements.dump() + "\n" + stated.dump();
    if (native.contains("error") || stated.contains("error")) {
      // Every reason is told, so all of the text is compared.
      ++met_[error_name(native)];
      EXPECT_EQ(without_duplicates(stated.value("error", "")), native.value("error", "")) << what;
      return;
    }
    ++met_["transactions"];
    EXPECT_EQ(stated["Responses"], Json::array());
    EXPECT_EQ(without_name(stated["ConsumedCapacity"][0]),
              without_name(native["ConsumedCapacity"][0]))
        << what;
  }

  static std::string without_duplicates(std::string text) {
    constexpr std::string_view duplicate = "DuplicateItem";
    for (std::size_t at = 0; (at = text.find(duplicate, at)) != std::string::npos;) {
      text.replace(at, duplicate.size(), "ConditionalCheckFailed");
    }
    return text;
  }

  void compare_batch(const std::map<std::string, Twin>& twins) {
    Json statements = Json::array();
    for (const auto& [key, twin] : twins) statements.push_back(stated_request(twin));
    const Json stated = outcome("BatchExecuteStatement",
                                {{"Statements", statements}, {"ReturnConsumedCapacity", "TOTAL"}});
    ASSERT_FALSE(stated.contains("error")) << statements << stated;
    double units = 0;
    bool all_succeed = true;
    std::size_t position = 0;
    for (const auto& [key, twin] : twins) {
      const Json native = native_write(twin);
      const Json& member = stated["Responses"][position++];
      EXPECT_EQ(code_of(error_name(native)), member_code(member)) << said(twin, native, member);
      all_succeed = all_succeed && error_name(native).empty();
      if (!error_name(native).empty()) continue;
      const Json items = member.contains("Item") ? Json::array({member["Item"]}) : Json::array();
      EXPECT_EQ(items, returned(native)) << said(twin, native, member);
      units += native["ConsumedCapacity"]["CapacityUnits"].get<double>();
    }
    if (all_succeed) {
      EXPECT_EQ(stated["ConsumedCapacity"][0]["CapacityUnits"], units) << statements;
    }
  }

  static std::string code_of(const std::string& error_name) {
    if (error_name == "ConditionalCheckFailedException") return "ConditionalCheckFailed";
    return error_name == "ValidationException" ? "ValidationError" : error_name;
  }

  static std::string member_code(const Json& member) {
    if (!member.contains("Error")) return "";
    return without_duplicates(member["Error"]["Code"]);
  }

  /// Items by key, read by a transaction and by a batch; answers how many statements it took.
  std::size_t compare_gets(Random& random, const TableModel& table) {
    Json gets = Json::array();
    Json statements = Json::array();
    std::map<std::string, Json> keys;
    for (std::size_t i = random.below(4) + 1; i > 0; --i) {
      const Json key = random_key(random, table);
      keys[key.dump()] = key;
    }
    for (const auto& [text, key] : keys) {
      Twin twin;
      Json get{{"TableName", native_table}, {"Key", key}};
      const bool some = random.chance(40);
      if (some) get["ProjectionExpression"] = "a, x";
      twin.statement = std::string(some ? "SELECT a, x" : "SELECT *") + " FROM " + stated_table;
      add_where(random, twin, key, 0);
      gets.push_back({{"Get", get}});
      statements.push_back(stated_request(twin));
    }
    const Json native = outcome("TransactGetItems",
                                {{"TransactItems", gets}, {"ReturnConsumedCapacity", "INDEXES"}});
    const Json stated = outcome("ExecuteTransaction", {{"TransactStatements", statements},
                                                       {"ReturnConsumedCapacity", "INDEXES"}});
    const Json batch = outcome("BatchExecuteStatement",
                               {{"Statements", statements}, {"ReturnConsumedCapacity", "TOTAL"}});
    EXPECT_EQ(stated["Responses"], native["Responses"]) << statements;
    EXPECT_EQ(without_name(stated["ConsumedCapacity"][0]),
              without_name(native["ConsumedCapacity"][0]));
    double units = 0;
    for (std::size_t i = 0; i < gets.size(); ++i) {
      Json request = gets[i]["Get"];
      request["ReturnConsumedCapacity"] = "TOTAL";
      const Json got = outcome("GetItem", request);
      EXPECT_EQ(batch["Responses"][i].value("Item", Json()), got.value("Item", Json())) << batch;
      units += got["ConsumedCapacity"]["CapacityUnits"].get<double>();
    }
    EXPECT_EQ(batch["ConsumedCapacity"][0]["CapacityUnits"], units);
    return gets.size() * 2;
  }

  Json scanned(const char* table, const std::string& index) {
    Json request{{"TableName", table}};
    if (!index.empty()) request["IndexName"] = index;
    return answer("Scan", request.dump())["Items"];
  }

  /// All records of the table's stream, without what is of one stream alone.
  Json stream_records(const char* table) {
    const std::string arn =
        answer("DescribeTable", Json{{"TableName", table}}.dump())["Table"]["LatestStreamArn"];
    const Json shards =
        answer("DescribeStream", Json{{"StreamArn", arn}}.dump())["StreamDescription"]["Shards"];
    Json records = Json::array();
    for (const Json& shard : shards) {
      Json iterator = answer("GetShardIterator", Json{{"StreamArn", arn},
                                                      {"ShardId", shard["ShardId"]},
                                                      {"ShardIteratorType", "TRIM_HORIZON"}}
                                                     .dump())["ShardIterator"];
      while (true) {
        const Json page = answer("GetRecords", Json{{"ShardIterator", iterator}}.dump());
        for (Json record : page["Records"]) {
          record["dynamodb"].erase("SequenceNumber");
          records.push_back({record["eventName"], record["dynamodb"]});
        }
        if (page["Records"].empty() || !page.contains("NextShardIterator")) break;
        iterator = page["NextShardIterator"];
      }
    }
    return records;
  }

  std::map<std::string, std::size_t> met_;  // how often a kind of outcome was there
  std::size_t records_ = 0;                 // of streams
};

/// How many statements a run compares: DYNAROCKS_TWIN_STATEMENTS raises it.
std::size_t statements() {
  const char* given = std::getenv("DYNAROCKS_TWIN_STATEMENTS");
  return given != nullptr ? std::stoul(given) : 10'000;
}

TEST_F(StatementsTest, EachMeansWhatItsNativeRequestMeans) {
  constexpr std::size_t statements_per_table = 100;
  std::size_t done = 0;
  for (std::size_t seed = 0; done < statements() && !HasFailure(); ++seed) {
    Random random(seed);
    const TableModel table = random_table(random, native_table);
    SCOPED_TRACE("table of seed " + std::to_string(seed) + "\n" +
                 create_table_request(table).dump());
    create(table);
    for (std::size_t here = 0; here < statements_per_table && !HasFailure();) {
      const std::size_t taken = step(random, table);
      here += taken;
      done += taken;
    }
    if (!HasFailure()) compare_state(table);
    drop();
  }
  if (!HasFailure()) expect_met(done);
}

}  // namespace
}  // namespace dynarocks::operations
