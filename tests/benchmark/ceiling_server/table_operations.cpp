#include "table_operations.h"

#include <memory>
#include <string>
#include <utility>

namespace ceiling {
namespace {

constexpr std::string_view arn_begin = "arn:aws:dynamodb:us-east-1:000000000000:table/";
constexpr std::string_view stream_label = "/stream/2026-01-01T00:00:00.000";

KeyNames key_names(simdjson::ondemand::array schema) {
  KeyNames names;
  for (auto element : schema) {
    const std::string_view name = element["AttributeName"].get_string().value();
    const std::string_view type = element["KeyType"].get_string().value();
    (type == "HASH" ? names.partition : names.sort) = name;
  }
  return names;
}

std::string description_of(const Table& table) {
  std::string text = R"({"TableName":")" + table.name + R"(","TableStatus":"ACTIVE","TableArn":")";
  text.append(arn_begin).append(table.name).append("\"");
  if (table.has_stream) {
    text.append(R"(,"LatestStreamArn":")").append(arn_begin).append(table.name);
    text.append(stream_label).append("\"");
  }
  return text + "}";
}

/// Throws if it is not one that description_of gives out.
std::string table_of_stream(std::string_view arn) {
  if (!arn.starts_with(arn_begin) || !arn.ends_with(stream_label)) {
    throw Refusal("ResourceNotFoundException");
  }
  arn.remove_prefix(arn_begin.size());
  arn.remove_suffix(stream_label.size());
  return std::string(arn);
}

}  // namespace

void create_table(Worker& worker, Request& request, std::string& out) {
  auto table = std::make_unique<Table>();
  table->name = request["TableName"].get_string().value();
  table->key = key_names(request["KeySchema"].get_array().value());
  simdjson::ondemand::array indexes;
  if (!request["GlobalSecondaryIndexes"].get(indexes)) {
    for (auto index : indexes) {
      table->index_name = index["IndexName"].get_string().value();
      table->index_key = key_names(index["KeySchema"].get_array().value());
    }
  }
  table->has_stream = !request["StreamSpecification"].error();
  table->description = description_of(*table);
  out.append(R"({"TableDescription":)").append(table->description).append("}");
  worker.database.add_table(std::move(table));
}

void describe_table(Worker& worker, Request& request, std::string& out) {
  const Table& table = worker.database.table(request["TableName"].get_string().value());
  out.append(R"({"Table":)").append(table.description).append("}");
}

void delete_table(Worker& worker, Request& request, std::string& out) {
  const std::string_view name = request["TableName"].get_string().value();
  out.append(R"({"TableDescription":)").append(worker.database.table(name).description).append("}");
  worker.database.forget_table(name);
}

void describe_stream(Worker& worker, Request& request, std::string& out) {
  const std::string_view arn = request["StreamArn"].get_string().value();
  const Table& table = worker.database.table(table_of_stream(arn));
  out.append(R"({"StreamDescription":{"StreamArn":")").append(arn);
  out.append(R"(","StreamStatus":"ENABLED","TableName":")").append(table.name);
  out.append(R"(","Shards":[{"ShardId":"shardId-00000000000000000001"}]}})");
}

void get_shard_iterator(Worker& worker, Request& request, std::string& out) {
  const std::string_view arn = request["StreamArn"].get_string().value();
  out.append(R"({"ShardIterator":")");
  out.append(worker.database.table(table_of_stream(arn)).name).append("\"}");
}

}  // namespace ceiling
