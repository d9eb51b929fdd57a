#include "operations/batch_write_item.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/index_key_check.h"
#include "engine/item_key.h"
#include "engine/item_writer.h"
#include "model/limits.h"
#include "operations/consumed_capacity_json.h"
#include "operations/item_collection_metrics.h"
#include "operations/table_identifier.h"
#include "wire/attribute_value_reader.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

using codec::ItemView;
using model::ApiResult;
using model::validation_error;
using wire::JsonValue;

namespace {

struct BatchWrite {
  bool is_put = false;
  std::string item;  // encoded: the item of a put, the key of a delete
  std::string row;
};

/// What is asked of one table.
struct TableWrites {
  std::string_view identifier;
  std::vector<BatchWrite> writes;
  std::shared_ptr<engine::Table> table;
  model::ConsumedCapacity capacity;
};

ApiResult<BatchWrite> read_write(const OperationContext& context, wire::Request write_request) {
  const auto put = write_request.structure("PutRequest");
  const auto remove = write_request.structure("DeleteRequest");
  if (put.has_value() == remove.has_value()) {
    return failure(
        validation_error("Supplied AttributeValue has more than one datatypes set, must contain "
                         "exactly one of the supported datatypes"));
  }
  BatchWrite write;
  write.is_put = put.has_value();
  const JsonValue attributes = put ? *put->member("Item") : *remove->member("Key");
  DYNAROCKS_TRY(wire::read_item(attributes, context.layer, write.item));
  if (write.is_put && ItemView(write.item).size() > model::limits::item_bytes) {
    return failure(validation_error("Item size has exceeded the maximum allowed size"));
  }
  return write;
}

/// Everything the request alone decides: one bad request rejects the batch.
ApiResult<std::vector<TableWrites>> read_input(const OperationContext& context,
                                               const wire::Request& request) {
  std::vector<TableWrites> tables;
  ApiResult<void> outcome;
  auto read_list = [&](std::string_view identifier, JsonValue list) {
    if (list.is_null()) return true;
    TableWrites table_writes{identifier, {}, nullptr, {}};
    list.for_each_element([&](JsonValue element) {
      auto write = read_write(context, wire::Request(element));
      if (write) {
        table_writes.writes.push_back(std::move(*write));
      } else {
        outcome = failure(std::move(write).error());
      }
      return outcome.has_value();
    });
    tables.push_back(std::move(table_writes));
    return outcome.has_value();
  };
  request.member("RequestItems")->for_each_member(read_list);
  DYNAROCKS_TRY(outcome);
  return tables;
}

ApiResult<void> locate(const OperationContext& context, std::vector<TableWrites>& tables) {
  for (TableWrites& table_writes : tables) {
    DYNAROCKS_ASSIGN(table_writes.table, find_table_for_data(context, table_writes.identifier));
  }
  // A table may be named twice, by its name and by its ARN.
  std::vector<std::pair<const engine::Table*, std::string_view>> rows;
  for (TableWrites& table_writes : tables) {
    const auto& key_attributes = table_writes.table->key_attributes();
    const auto indexes = table_writes.table->indexes();
    for (BatchWrite& write : table_writes.writes) {
      const ItemView item(write.item);
      DYNAROCKS_ASSIGN(write.row, write.is_put ? engine::row_of_batch_item(key_attributes, item)
                                               : engine::row_of_key(key_attributes, item));
      if (write.is_put) DYNAROCKS_TRY(engine::check_index_keys_of_item(*indexes, item));
      rows.emplace_back(table_writes.table.get(), write.row);
    }
  }
  std::sort(rows.begin(), rows.end());
  if (std::adjacent_find(rows.begin(), rows.end()) != rows.end()) {
    return failure(validation_error("Provided list of item keys contains duplicates"));
  }
  return {};
}

/// Each request succeeds or fails for itself; the first failure is the answer.
ApiResult<void> execute(const OperationContext& context, std::vector<TableWrites>& tables,
                        ItemCollectionMetrics& metrics) {
  std::vector<engine::TableWrite> writes;
  for (const TableWrites& table_writes : tables) {
    for (const BatchWrite& batch_write : table_writes.writes) {
      engine::ItemWrite write{batch_write.row, nullptr, engine::RemoveItem{}, false};
      write.waits_for_transaction = true;
      if (batch_write.is_put) write.change = engine::ReplaceItem{batch_write.item};
      writes.push_back({table_writes.table.get(), write});
    }
  }
  const auto results = context.services.item_writer.write_each(writes);
  auto result = results.begin();
  for (TableWrites& table_writes : tables) {
    for (std::size_t i = 0; i < table_writes.writes.size(); ++i, ++result) {
      if (!*result) return failure(result->error());
      table_writes.capacity.add((*result)->capacity);
      metrics.add(table_writes.identifier, *table_writes.table, **result);
    }
  }
  return {};
}

}  // namespace

ApiResult<void> batch_write_item(const OperationContext& context, wire::Request request,
                                 std::string& response) {
  DYNAROCKS_ASSIGN(auto tables, read_input(context, request));
  DYNAROCKS_TRY(locate(context, tables));
  ItemCollectionMetrics metrics;
  DYNAROCKS_TRY(execute(context, tables, metrics));

  wire::JsonWriter json(response);
  json.begin_object().key("UnprocessedItems").begin_object().end_object();
  const auto detail = return_consumed_capacity(request);
  if (detail != ReturnConsumedCapacity::none) {
    json.key("ConsumedCapacity").begin_array();
    for (const TableWrites& table_writes : tables) {
      write_consumed_capacity(json, detail, table_writes.identifier, table_writes.capacity);
    }
    json.end_array();
  }
  metrics.write(json, request);
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
