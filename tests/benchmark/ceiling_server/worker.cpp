#include "worker.h"

#include <exception>

#include "read_operations.h"
#include "table_operations.h"
#include "write_operations.h"

namespace ceiling {
namespace {

struct Row {
  std::string_view name;
  Operation operation;
};

constexpr Row operations[] = {
    {"PutItem", put_item},
    {"GetItem", get_item},
    {"UpdateItem", update_item},
    {"Query", query},
    {"Scan", scan},
    {"BatchGetItem", batch_get_item},
    {"BatchWriteItem", batch_write_item},
    {"TransactWriteItems", transact_write_items},
    {"GetRecords", get_records},
    {"GetShardIterator", get_shard_iterator},
    {"DescribeStream", describe_stream},
    {"CreateTable", create_table},
    {"DescribeTable", describe_table},
    {"DeleteTable", delete_table},
};

Operation find(std::string_view target) {
  const std::string_view name = target.substr(target.find('.') + 1);
  for (const Row& row : operations) {
    if (row.name == name) return row.operation;
  }
  throw Refusal("UnknownOperationException");
}

void write_error(std::string_view type, std::string_view message, std::string& out) {
  out.assign(R"({"__type":"com.amazonaws.dynamodb.v20120810#)").append(type);
  out.append(R"(","message":")").append(message).append("\"}");
}

}  // namespace

int answer(Worker& worker, std::string_view target, const std::string& body, std::string& out) {
  try {
    const Operation operation = find(target);
    Request request =
        worker.parser.iterate(simdjson::padded_string_view(body, body.capacity())).value();
    operation(worker, request, out);
    return 200;
  } catch (const Refusal& refusal) {
    write_error(refusal.what(), {}, out);
  } catch (const std::exception& error) {
    write_error("ValidationException", error.what(), out);
  }
  return 400;
}

}  // namespace ceiling
