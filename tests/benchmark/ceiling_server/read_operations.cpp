#include "read_operations.h"

#include <cstdint>
#include <memory>
#include <optional>

#include "item_text.h"
#include "row_key.h"

namespace ceiling {
namespace {

constexpr std::size_t page_bytes = 1u << 20;

/// Whether there is an item in the row.
bool read(Worker& worker, const Table& table, const std::string& row,
          rocksdb::PinnableSlice& item) {
  const rocksdb::Status status =
      worker.database.db().Get(rocksdb::ReadOptions(), table.rows.get(), row, &item);
  if (!status.ok() && !status.IsNotFound()) throw std::runtime_error(status.ToString());
  return status.ok();
}

/// A walk over the rows from `begin` to `end`, which must outlive it.
class Walk {
 public:
  Walk(Database& database, const Table& table, const std::string& begin, const std::string& end)
      : end_(end) {
    rocksdb::ReadOptions options;
    options.iterate_upper_bound = &end_;
    options.background_purge_on_iterator_cleanup = true;
    rows_.reset(database.db().NewIterator(options, table.rows.get()));
    rows_->Seek(begin);
  }

  [[nodiscard]] bool valid() const { return rows_->Valid(); }
  [[nodiscard]] std::string_view value() const { return rows_->value().ToStringView(); }
  void next() { rows_->Next(); }

 private:
  rocksdb::Slice end_;
  std::unique_ptr<rocksdb::Iterator> rows_;
};

/// What a filter keeps: items whose attribute has this text.
struct Filter {
  std::string_view name;
  std::string_view text;

  [[nodiscard]] bool keeps(std::string_view item) const { return find_scalar(item, name) == text; }
};

/// {"Items":[...],"Count":n,...} of a page of the walk.
void write_page(Walk& walk, const Table& table, const std::optional<Filter>& filter,
                std::string& out) {
  std::size_t scanned = 0;
  std::size_t count = 0;
  std::size_t bytes = 0;
  std::string last_key;
  out += R"({"Items":[)";
  for (; walk.valid(); walk.next()) {
    const std::string_view item = walk.value();
    ++scanned;
    if (!filter || filter->keeps(item)) {
      if (count++ != 0) out += ',';
      out += item;
    }
    bytes += item_bytes(item);
    if (bytes >= page_bytes) {
      last_key = key_json(item, table);
      break;
    }
  }
  out.append(R"(],"Count":)").append(std::to_string(count));
  out.append(R"(,"ScannedCount":)").append(std::to_string(scanned));
  if (!last_key.empty()) out.append(R"(,"LastEvaluatedKey":)").append(last_key);
  out += '}';
}

/// The value's placeholder in "name = :value".
std::string_view placeholder_of(std::string_view comparison) {
  const std::size_t begin = comparison.find(" = :");
  if (begin == std::string_view::npos) throw Refusal("ValidationException");
  return comparison.substr(begin + 3);
}

}  // namespace

void get_item(Worker& worker, Request& request, std::string& out) {
  const Table& table = worker.database.table(request["TableName"].get_string().value());
  const std::string row = read_key(request["Key"].get_object().value(), table);
  rocksdb::PinnableSlice item(&worker.old_value);
  if (!read(worker, table, row, item)) {
    out += "{}";
    return;
  }
  out.append(R"({"Item":)").append(item.ToStringView()).append("}");
}

void batch_get_item(Worker& worker, Request& request, std::string& out) {
  out += R"({"Responses":{)";
  bool first_table = true;
  for (auto reads : request["RequestItems"].get_object()) {
    const std::string_view name = reads.unescaped_key().value();
    const Table& table = worker.database.table(name);
    out.append(first_table ? "\"" : ",\"").append(name).append("\":[");
    first_table = false;
    bool first_item = true;
    for (auto key : reads.value()["Keys"].get_array()) {
      const std::string row = read_key(key.get_object().value(), table);
      rocksdb::PinnableSlice item(&worker.old_value);
      if (!read(worker, table, row, item)) continue;
      if (!first_item) out += ',';
      first_item = false;
      out += item.ToStringView();
    }
    out += ']';
  }
  out += R"(},"UnprocessedKeys":{}})";
}

void query(Worker& worker, Request& request, std::string& out) {
  const Table& table = worker.database.table(request["TableName"].get_string().value());
  std::string_view index_name;
  const bool of_index = !request["IndexName"].get(index_name);
  const std::string_view condition = request["KeyConditionExpression"].get_string().value();
  std::string_view comparison;
  const bool filtered = !request["FilterExpression"].get(comparison);
  auto values = request["ExpressionAttributeValues"].get_object().value();

  std::optional<Filter> filter;
  const std::string_view partition = values[placeholder_of(condition)]["S"].get_string().value();
  if (filtered) {
    const std::string_view number = values[placeholder_of(comparison)]["N"].get_string().value();
    filter = {comparison.substr(0, comparison.find(' ')), number};
  }
  const std::string begin = partition_rows(of_index ? index_rows : item_rows, partition);
  const std::string end = above(begin);
  Walk walk(worker.database, table, begin, end);
  write_page(walk, table, filter, out);
}

void scan(Worker& worker, Request& request, std::string& out) {
  const Table& table = worker.database.table(request["TableName"].get_string().value());
  const std::string begin(1, item_rows);
  const std::string end = above(begin);
  Walk walk(worker.database, table, begin, end);
  write_page(walk, table, std::nullopt, out);
}

void get_records(Worker& worker, Request& request, std::string& out) {
  // An iterator is the name of the table; it stands at the oldest record.
  const Table& table = worker.database.table(request["ShardIterator"].get_string().value());
  std::int64_t limit = 0;
  if (request["Limit"].get(limit)) limit = 1000;
  const std::string begin = record_row(0);
  const std::string end(1, record_rows + 1);
  out += R"({"Records":[)";
  Walk walk(worker.database, table, begin, end);
  for (std::int64_t count = 0; count < limit && walk.valid(); ++count, walk.next()) {
    if (count != 0) out += ',';
    out += walk.value();
  }
  out.append(R"(],"NextShardIterator":")").append(table.name).append("\"}");
}

}  // namespace ceiling
