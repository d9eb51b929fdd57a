#include "write_operations.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "item_text.h"
#include "row_key.h"

namespace ceiling {
namespace {

struct Put {
  Table* table;
  ItemText item;
};

std::size_t lock_number(std::string_view row) {
  return std::hash<std::string_view>()(row) % Database::lock_count;
}

/// Locks the rows of all puts in one order.
class RowLocks {
 public:
  RowLocks(Database& database, const std::vector<Put>& puts) {
    std::vector<std::size_t> numbers;
    numbers.reserve(puts.size());
    for (const Put& put : puts) numbers.push_back(lock_number(put.item.row));
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    locks_.reserve(numbers.size());
    for (const std::size_t number : numbers) locks_.emplace_back(database.row_lock(number));
  }

 private:
  std::vector<std::unique_lock<std::mutex>> locks_;
};

/// The item in a row; the view lives until the next call.
std::optional<std::string_view> read_row(Worker& worker, const Table& table, std::string_view row) {
  rocksdb::PinnableSlice value(&worker.old_value);
  const rocksdb::Status status =
      worker.database.db().Get(rocksdb::ReadOptions(), table.rows.get(), row, &value);
  if (status.IsNotFound()) return std::nullopt;
  if (!status.ok()) throw std::runtime_error(status.ToString());
  if (value.IsPinned()) worker.old_value.assign(value.data(), value.size());
  return worker.old_value;
}

void check(const rocksdb::Status& status) {
  if (!status.ok()) throw std::runtime_error(status.ToString());
}

/// The text of a stream record of one more write.
std::string record_text(const Table& table, std::uint64_t number, std::string_view item,
                        std::optional<std::string_view> old_item) {
  const std::string sequence_number = std::to_string(number);
  std::string record = R"({"eventID":")" + sequence_number + R"(","eventName":")";
  record.append(old_item ? "MODIFY" : "INSERT");
  record.append(R"(","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"us-east-1",)");
  record.append(R"("dynamodb":{"ApproximateCreationDateTime":1767225600,"Keys":)");
  record.append(key_json(item, table)).append(R"(,"NewImage":)").append(item);
  if (old_item) record.append(R"(,"OldImage":)").append(*old_item);
  record.append(R"(,"SequenceNumber":")").append(sequence_number);
  record.append(R"(","SizeBytes":)").append(std::to_string(item_bytes(item)));
  return record.append(R"(,"StreamViewType":"NEW_AND_OLD_IMAGES"}})");
}

/// Adds all rows that follow from one item to the batch. The lock of its row is held.
void stage(Worker& worker, Table& table, const ItemText& item,
           std::optional<std::string_view> old_item) {
  rocksdb::ColumnFamilyHandle* const rows = table.rows.get();
  check(worker.batch.Put(rows, item.row, item.json));
  if (old_item && !table.index_name.empty()) {
    const std::string old_row = index_row_of(*old_item, item.row, table);
    if (!old_row.empty() && old_row != item.index_row) check(worker.batch.Delete(rows, old_row));
  }
  if (!item.index_row.empty()) check(worker.batch.Put(rows, item.index_row, item.json));
  if (table.has_stream) {
    const std::uint64_t number = ++table.last_record;
    check(worker.batch.Put(rows, record_row(number),
                           record_text(table, number, item.json, old_item)));
  }
}

void commit_all(Worker& worker, const std::vector<Put>& puts) {
  const RowLocks locks(worker.database, puts);
  worker.batch.Clear();
  for (const Put& put : puts) {
    std::optional<std::string_view> old_item;
    if (put.table->needs_old_item()) old_item = read_row(worker, *put.table, put.item.row);
    stage(worker, *put.table, put.item, old_item);
  }
  worker.database.commit(worker.batch);
}

/// The item with `increment` added to its number called `name`.
std::string with_addition(std::string_view item, std::string_view name, std::int64_t increment) {
  constexpr std::size_t longest_number = 20;
  std::string changed;
  changed.reserve(item.size() + name.size() + 2 * longest_number);
  const auto text = find_scalar(item, name);
  if (!text) {
    changed.append(item.substr(0, item.size() - 1)).append(",\"").append(name);
    return changed.append(R"(":{"N":")").append(std::to_string(increment)).append("\"}}");
  }
  std::int64_t number = 0;
  std::from_chars(text->data(), text->data() + text->size(), number);
  changed.append(item.data(), text->data()).append(std::to_string(number + increment));
  return changed.append(text->data() + text->size(), item.data() + item.size());
}

/// What an update expression "ADD name :value" names.
std::pair<std::string_view, std::string_view> parse_addition(std::string_view expression) {
  constexpr std::string_view verb = "ADD ";
  const std::size_t space = expression.find(' ', verb.size());
  if (!expression.starts_with(verb) || space == std::string_view::npos) {
    throw Refusal("ValidationException");
  }
  return {expression.substr(verb.size(), space - verb.size()), expression.substr(space + 1)};
}

}  // namespace

void put_item(Worker& worker, Request& request, std::string& out) {
  Table& table = worker.database.table(request["TableName"].get_string().value());
  const ItemText item = read_item(request["Item"].get_object().value(), table);
  std::string_view condition;
  const bool conditional = !request["ConditionExpression"].get(condition);

  const std::scoped_lock lock(worker.database.row_lock(lock_number(item.row)));
  std::optional<std::string_view> old_item;
  if (conditional || table.needs_old_item()) old_item = read_row(worker, table, item.row);
  if (conditional && condition.starts_with("attribute_exists(") != old_item.has_value()) {
    throw Refusal("ConditionalCheckFailedException");
  }
  worker.batch.Clear();
  stage(worker, table, item, old_item);
  worker.database.commit(worker.batch);
  out += "{}";
}

void update_item(Worker& worker, Request& request, std::string& out) {
  Table& table = worker.database.table(request["TableName"].get_string().value());
  auto key = request["Key"].get_object().value();
  ItemText item{.json = {}, .row = read_key(key, table), .index_row = {}};
  key.reset().value();
  const std::string_view key_text = key.raw_json().value();
  const auto [name, placeholder] = parse_addition(request["UpdateExpression"].get_string().value());
  const std::int64_t increment =
      request["ExpressionAttributeValues"][placeholder]["N"].get_int64_in_string().value();

  const std::scoped_lock lock(worker.database.row_lock(lock_number(item.row)));
  const auto old_item = read_row(worker, table, item.row);
  const std::string changed = with_addition(old_item.value_or(key_text), name, increment);
  item.json = changed;
  item.index_row = index_row_of(changed, item.row, table);
  worker.batch.Clear();
  stage(worker, table, item, old_item);
  worker.database.commit(worker.batch);
  out += "{}";
}

void batch_write_item(Worker& worker, Request& request, std::string& out) {
  std::vector<Put> puts;
  for (auto writes : request["RequestItems"].get_object()) {
    Table& table = worker.database.table(writes.unescaped_key().value());
    for (auto write : writes.value().get_array()) {
      auto item = write["PutRequest"]["Item"].get_object().value();
      puts.push_back({&table, read_item(item, table)});
    }
  }
  commit_all(worker, puts);
  out += R"({"UnprocessedItems":{}})";
}

void transact_write_items(Worker& worker, Request& request, std::string& out) {
  std::vector<Put> puts;
  for (auto write : request["TransactItems"].get_array()) {
    auto put = write["Put"].get_object().value();
    Table& table = worker.database.table(put["TableName"].get_string().value());
    puts.push_back({&table, read_item(put["Item"].get_object().value(), table)});
  }
  commit_all(worker, puts);
  out += "{}";
}

}  // namespace ceiling
