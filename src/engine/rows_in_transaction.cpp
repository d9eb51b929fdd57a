#include "engine/rows_in_transaction.h"

#include <cstring>

namespace dynarocks::engine {
namespace {

std::string name_of(const RowLocks::Row& row) {
  std::string name(sizeof row.space + row.row.size(), '\0');
  std::memcpy(name.data(), &row.space, sizeof row.space);
  row.row.copy(name.data() + sizeof row.space, row.row.size());
  return name;
}

}  // namespace

std::vector<std::size_t> RowsInTransaction::Entry::enter(const std::vector<RowLocks::Row>& rows) {
  std::vector<std::string> names;
  names.reserve(rows.size());
  for (const RowLocks::Row& row : rows) names.push_back(name_of(row));
  std::vector<std::size_t> met;
  const std::scoped_lock lock(rows_.mutex_);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (rows_.rows_.contains(names[i])) met.push_back(i);
  }
  if (!met.empty()) return met;
  rows_.rows_.insert(names.begin(), names.end());
  rows_.size_ = rows_.rows_.size();
  entered_ = std::move(names);
  return {};
}

RowsInTransaction::Entry::~Entry() {
  if (entered_.empty()) return;
  const std::scoped_lock lock(rows_.mutex_);
  for (const std::string& name : entered_) rows_.rows_.erase(name);
  rows_.size_ = rows_.rows_.size();
}

bool RowsInTransaction::contains(const RowLocks::Row& row) const {
  if (size_ == 0) return false;
  const std::scoped_lock lock(mutex_);
  return rows_.contains(name_of(row));
}

}  // namespace dynarocks::engine
