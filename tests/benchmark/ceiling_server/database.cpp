#include "database.h"

#include <stdexcept>
#include <utility>

#include "kv/rocksdb_options.h"

namespace ceiling {

namespace kv = dynarocks::kv;

namespace {

void check(const rocksdb::Status& status) {
  if (!status.ok()) throw std::runtime_error(status.ToString());
}

}  // namespace

Database::Database(const kv::StoreOptions& options)
    : environment_(options.in_memory ? kv::Environment::in_memory()
                                     : kv::Environment::on_disk(std::nullopt)),
      family_options_(kv::space_options(options)),
      write_options_(kv::commit_options(options)) {
  rocksdb::DBOptions db_options = kv::database_options(options);
  db_options.env = environment_.env();
  db_options.error_if_exists = true;
  const std::string path = options.in_memory ? "/ceiling" : options.data_dir;
  check(db_options.env->CreateDirIfMissing(path));
  rocksdb::DB* db = nullptr;
  check(rocksdb::DB::Open(rocksdb::Options(db_options, family_options_), path, &db));
  db_.reset(db);
}

void Database::add_table(std::unique_ptr<Table> table) {
  const std::unique_lock lock(tables_mutex_);
  if (tables_by_name_.contains(table->name)) throw std::runtime_error("the table exists");
  rocksdb::ColumnFamilyHandle* rows = nullptr;
  check(db_->CreateColumnFamily(family_options_, std::to_string(tables_.size() + 1), &rows));
  table->rows.reset(rows);
  tables_by_name_.emplace(table->name, table.get());
  tables_.push_back(std::move(table));
}

Table& Database::table(std::string_view name) {
  const std::shared_lock lock(tables_mutex_);
  const auto found = tables_by_name_.find(name);
  if (found == tables_by_name_.end()) throw std::runtime_error("no such table");
  return *found->second;
}

void Database::forget_table(std::string_view name) {
  const std::unique_lock lock(tables_mutex_);
  const auto found = tables_by_name_.find(name);
  if (found != tables_by_name_.end()) tables_by_name_.erase(found);
}

void Database::commit(rocksdb::WriteBatch& batch) { check(db_->Write(write_options_, &batch)); }

}  // namespace ceiling
