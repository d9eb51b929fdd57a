#pragma once
// The items of the answer to a transaction of reads: TransactGetItems and ExecuteTransaction.
// Source: reference "item operations", section 13.

#include <functional>
#include <memory>
#include <string>

#include "codec/item_view.h"
#include "engine/item_reader.h"
#include "model/api_error.h"
#include "operations/operation_context.h"
#include "operations/transact_capacity.h"
#include "operations/transact_target.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

/// Writes items one after the other, all from one state of the store.
class TransactItemsWriter {
 public:
  /// What to show of an item; a view without attributes is not shown. What is made anew for it is
  /// kept in `kept`.
  using Show = std::function<codec::ItemView(codec::ItemView item, std::string& kept)>;

  TransactItemsWriter(const OperationContext& context, wire::JsonWriter& json);

  /// Writes the entry of a located target. "Aggregate size of the items in the transaction cannot
  /// exceed 4 MB" when the entries so far are more than that.
  [[nodiscard]] model::ApiResult<void> write(const TransactTarget& target, const Show& show);

  /// What was read so far has cost.
  [[nodiscard]] const TransactCapacity& capacity() const { return capacity_; }

 private:
  const engine::ItemReader& reader_;
  std::unique_ptr<kv::Snapshot> snapshot_;
  wire::JsonWriter& json_;
  std::size_t answer_bytes_ = 0;
  TransactCapacity capacity_;
};

}  // namespace dynarocks::operations
