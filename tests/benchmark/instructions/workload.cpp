#include "workload.h"

#include <cstdint>
#include <stdexcept>
#include <utility>

namespace path_instructions {
namespace {

constexpr unsigned items = 2'000;
constexpr unsigned passes = 2;            // of different puts over all items
constexpr unsigned items_a_page = 1'100;  // more than fit into a page of 1 MB
constexpr unsigned partitions = 50;
constexpr unsigned partition_items = 20;
constexpr unsigned filter_partitions = 10;
constexpr unsigned filter_items = 200;
constexpr unsigned streamed_items = 200;
constexpr unsigned batch = 25;

// --- items ---------------------------------------------------------------------------------------

std::string padded(std::string_view begin, unsigned number, std::size_t digits) {
  const std::string text = std::to_string(number);
  return std::string(begin) + std::string(digits - text.size(), '0') + text;
}

std::string string_member(std::string_view name, std::string_view value) {
  return "\"" + std::string(name) + R"(":{"S":")" + std::string(value) + "\"}";
}

/// Text that is not the same twice, of the characters of base64.
std::string noise(std::uint64_t seed, std::size_t length) {
  constexpr std::string_view characters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  text.reserve(length);
  std::uint64_t state = seed + 1;
  while (text.size() < length) {
    state = state * 6'364'136'223'846'793'005 + 1'442'695'040'888'963'407;
    text += characters[state >> 58];
  }
  return text;
}

/// Keys in an order other than that of their numbers. 7919 is a prime.
unsigned shuffled(unsigned number, unsigned count) { return number * 7'919 % count; }

std::string key(unsigned number) {
  return "{" + string_member("pk", padded("key-", number, 6)) + "}";
}

/// Of 1 KB, which `seed` makes different from others of the same key.
std::string item_version(unsigned number, unsigned seed) {
  constexpr std::size_t data_bytes = 1024 - std::string_view("pkkey-000000data").size();
  return "{" + string_member("pk", padded("key-", number, 6)) + "," +
         string_member("data", noise(seed, data_bytes)) + "}";
}

std::string item(unsigned number) { return item_version(number, number); }

/// What the put of this number writes. A put that changes nothing would not be written, so each
/// pass over the keys writes something else than the one before.
std::string next_version(unsigned number) {
  return item_version(shuffled(number % items, items), items + number);
}

std::string counter(unsigned number) {
  return "{" + string_member("pk", padded("key-", number, 6)) + R"(,"n":{"N":"0"}})";
}

/// Of 100 bytes.
std::string small_item(unsigned number) {
  constexpr std::size_t data_bytes = 100 - std::string_view("pkkey-000000data").size();
  return "{" + string_member("pk", padded("key-", number, 6)) + "," +
         string_member("data", noise(number, data_bytes)) + "}";
}

/// Of 1 KB; the items of a partition are spread over those of the index.
std::string query_item(unsigned number) {
  constexpr std::size_t data_bytes =
      1024 - std::string_view("pkp-0000sks-0000gpkg-0000gskt-000000data").size();
  return "{" + string_member("pk", padded("p-", number / partition_items, 4)) + "," +
         string_member("sk", padded("s-", number % partition_items, 4)) + "," +
         string_member("gpk", padded("g-", number % partitions, 4)) + "," +
         string_member("gsk", padded("t-", number, 6)) + "," +
         string_member("data", noise(number, data_bytes)) + "}";
}

/// Of 100 bytes; every tenth has the same n.
std::string filter_item(unsigned number) {
  constexpr std::size_t data_bytes = 100 - std::string_view("pkp-0000sks-0000n##data").size();
  return "{" + string_member("pk", padded("p-", number / filter_items, 4)) + "," +
         string_member("sk", padded("s-", number % filter_items, 4)) + R"(,"n":{"N":")" +
         std::to_string(number % 10) + R"("},)" + string_member("data", noise(number, data_bytes)) +
         "}";
}

// --- preparation ---------------------------------------------------------------------------------

std::string names_of_keys(std::string_view partition, std::string_view sort, bool as_schema) {
  std::string elements = "[";
  for (const auto& [name, kind] : {std::pair(partition, "HASH"), std::pair(sort, "RANGE")}) {
    if (name.empty()) continue;
    if (elements.size() > 1) elements += ",";
    elements.append(R"({"AttributeName":")").append(name).append("\",");
    elements +=
        as_schema ? R"("KeyType":")" + std::string(kind) + "\"}" : R"("AttributeType":"S"})";
  }
  return elements + "]";
}

Call creation(std::string_view sort, std::string_view more = {}, std::string definitions = {}) {
  if (definitions.empty()) definitions = names_of_keys("pk", sort, false);
  return {"CreateTable", R"({"TableName":"bench","AttributeDefinitions":)" + definitions +
                             R"(,"KeySchema":)" + names_of_keys("pk", sort, true) +
                             R"(,"BillingMode":"PAY_PER_REQUEST")" + std::string(more) + "}"};
}

/// PutRequests of the items first, first + 1, ... below first + count, as one BatchWriteItem.
Call batch_write(unsigned first, unsigned count, std::string (*make)(unsigned)) {
  std::string body = R"({"RequestItems":{"bench":[)";
  for (unsigned i = first; i < first + count; ++i) {
    if (i != first) body += ",";
    body += R"({"PutRequest":{"Item":)" + make(i) + "}}";
  }
  return {"BatchWriteItem", body + "]}}"};
}

std::vector<Call> table_of(Call creation, unsigned count, std::string (*make)(unsigned)) {
  std::vector<Call> calls{std::move(creation)};
  for (unsigned i = 0; i < count; i += batch) calls.push_back(batch_write(i, batch, make));
  return calls;
}

std::vector<Call> table_of_items() { return table_of(creation({}), items, item); }
std::vector<Call> table_of_counters() { return table_of(creation({}), items, counter); }
std::vector<Call> table_of_a_page() { return table_of(creation({}), items_a_page, item); }

std::vector<Call> table_with_index() {
  const std::string more = R"(,"GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":)" +
                           names_of_keys("gpk", "gsk", true) +
                           R"(,"Projection":{"ProjectionType":"ALL"}}])";
  std::string definitions = names_of_keys("pk", "sk", false);
  definitions.back() = ',';
  definitions += names_of_keys("gpk", "gsk", false).substr(1);
  return table_of(creation("sk", more, definitions), partitions * partition_items, query_item);
}

std::vector<Call> table_with_stream() {
  constexpr std::string_view stream =
      R"(,"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"})";
  return table_of(creation({}, stream), streamed_items, small_item);
}

std::vector<Call> table_to_filter() {
  return table_of(creation("sk"), filter_partitions * filter_items, filter_item);
}

// --- requests ------------------------------------------------------------------------------------

Call put(unsigned number) {
  return {"PutItem", R"({"TableName":"bench","Item":)" + next_version(number) + "}"};
}

Call conditional_put(unsigned number) {
  return {"PutItem", R"({"TableName":"bench","Item":)" + next_version(number) +
                         R"-(,"ConditionExpression":"attribute_exists(pk)"})-"};
}

Call get(unsigned number) {
  return {"GetItem", R"({"TableName":"bench","Key":)" + key(shuffled(number, items)) + "}"};
}

Call addition(unsigned number) {
  return {"UpdateItem", R"({"TableName":"bench","Key":)" + key(shuffled(number, items)) +
                            R"(,"UpdateExpression":"ADD n :one",)"
                            R"("ExpressionAttributeValues":{":one":{"N":"1"}}})"};
}

Call query(unsigned number) {
  return {"Query", R"({"TableName":"bench","KeyConditionExpression":"pk = :p",)"
                   R"("ExpressionAttributeValues":{":p":{"S":")" +
                       padded("p-", shuffled(number, partitions), 4) + "\"}}}"};
}

Call index_query(unsigned number) {
  return {"Query", R"({"TableName":"bench","IndexName":"gsi","KeyConditionExpression":"gpk = :p",)"
                   R"("ExpressionAttributeValues":{":p":{"S":")" +
                       padded("g-", shuffled(number, partitions), 4) + "\"}}}"};
}

Call filtered_query(unsigned number) {
  return {"Query", R"({"TableName":"bench","KeyConditionExpression":"pk = :p",)"
                   R"("FilterExpression":"n = :n","ExpressionAttributeValues":{":p":{"S":")" +
                       padded("p-", shuffled(number, filter_partitions), 4) + R"("},":n":{"N":")" +
                       std::to_string(number % 10) + "\"}}}"};
}

Call batch_of_puts(unsigned number) { return batch_write(number * batch, batch, next_version); }

Call batch_of_gets(unsigned number) {
  std::string body = R"({"RequestItems":{"bench":{"Keys":[)";
  for (unsigned i = 0; i < 100; ++i) {
    if (i != 0) body += ",";
    body += key(shuffled(number * 100 + i, items));
  }
  return {"BatchGetItem", body + "]}}}"};
}

Call transaction(unsigned number) {
  std::string body = R"({"TransactItems":[)";
  for (unsigned i = 0; i < 10; ++i) {
    if (i != 0) body += ",";
    body += R"({"Put":{"TableName":"bench","Item":)" + next_version(number * 10 + i) + "}}";
  }
  return {"TransactWriteItems", body + "]}"};
}

Call scan(unsigned) { return {"Scan", R"({"TableName":"bench"})"}; }

// --- the way to GetRecords -----------------------------------------------------------------------

constexpr std::string_view streams_api = "DynamoDBStreams_20120810";

/// The first string of this name in an answer, with its name.
std::string member_of(std::string_view answer, std::string_view name) {
  const std::string opening = "\"" + std::string(name) + "\":\"";
  const std::size_t begin = answer.find(opening);
  if (begin == std::string_view::npos) throw std::runtime_error(std::string(answer));
  const std::size_t end = answer.find('"', begin + opening.size());
  return std::string(answer.substr(begin, end + 1 - begin));
}

Call list_streams(std::string_view) {
  return {"ListStreams", R"({"TableName":"bench"})", streams_api};
}

Call describe_stream(std::string_view answer) {
  return {"DescribeStream", "{" + member_of(answer, "StreamArn") + "}", streams_api};
}

Call get_shard_iterator(std::string_view answer) {
  return {"GetShardIterator",
          "{" + member_of(answer, "StreamArn") + "," + member_of(answer, "ShardId") +
              R"(,"ShardIteratorType":"TRIM_HORIZON"})",
          streams_api};
}

Call get_records(std::string_view answer) {
  return {"GetRecords", "{" + member_of(answer, "ShardIterator") + R"(,"Limit":100})", streams_api};
}

}  // namespace

const std::vector<Workload>& workloads() {
  static const std::vector<Workload> all{
      {"put-1kb", 2'000, table_of_items, put, passes * items, "{}"},
      {"conditional-put", 2'000, table_of_items, conditional_put, passes * items, "{}"},
      {"get-1kb", 2'000, table_of_items, get, items, R"({"Item":{)"},
      {"update-add", 2'000, table_of_counters, addition, items, "{}"},
      {"query", 200, table_with_index, query, partitions, R"("Count":20,"ScannedCount":20)"},
      {"query-gsi", 200, table_with_index, index_query, partitions,
       R"("Count":20,"ScannedCount":20)"},
      {"query-filter", 100, table_to_filter, filtered_query, filter_partitions * 10,
       R"("Count":20,"ScannedCount":200)"},
      {"batch-write", 160, table_of_items, batch_of_puts, passes * items / batch,
       R"("UnprocessedItems":{})"},
      {"batch-get", 40, table_of_items, batch_of_gets, items / 100, R"("UnprocessedKeys":{})"},
      {"transact-write", 200, table_of_items, transaction, passes * items / 10, "{}"},
      {"get-records",
       40,
       table_with_stream,
       nullptr,
       1,
       R"("SequenceNumber":")",
       {list_streams, describe_stream, get_shard_iterator, get_records}},
      {"scan", 6, table_of_a_page, scan, 1, R"("LastEvaluatedKey":{)"},
  };
  return all;
}

}  // namespace path_instructions
