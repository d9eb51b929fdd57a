#include "kv/rocksdb_cursor.h"

#include <rocksdb/db.h>

#include "kv/rocksdb_status.h"

namespace dynarocks::kv {

RocksdbCursor::RocksdbCursor(std::shared_ptr<Space> space, const Range& range,
                             const rocksdb::Snapshot* snapshot)
    : space_(std::move(space)),
      begin_(range.begin),
      end_(range.end),
      lower_bound_(begin_),
      upper_bound_(end_),
      forward_(range.forward) {
  rocksdb::ReadOptions options = space_->read_options();
  options.snapshot = snapshot;
  if (!begin_.empty()) options.iterate_lower_bound = &lower_bound_;
  if (!end_.empty()) options.iterate_upper_bound = &upper_bound_;
  options.background_purge_on_iterator_cleanup = true;
  iterator_.reset(space_->db().NewIterator(options, space_->handle()));
  // Both respect the bounds: the first key >= begin, the last key < end.
  if (forward_) {
    iterator_->SeekToFirst();
  } else {
    iterator_->SeekToLast();
  }
}

void RocksdbCursor::next() {
  if (forward_) {
    iterator_->Next();
  } else {
    iterator_->Prev();
  }
}

StoreResult<void> RocksdbCursor::status() const {
  return store_result(iterator_->status(), "read a range");
}

}  // namespace dynarocks::kv
