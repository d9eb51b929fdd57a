#include "operations/transact_items_writer.h"

#include "engine/capacity.h"
#include "model/limits.h"

namespace dynarocks::operations {

using codec::ItemView;
using model::ApiResult;

TransactItemsWriter::TransactItemsWriter(const OperationContext& context, wire::JsonWriter& json)
    : reader_(context.services.item_reader), snapshot_(reader_.snapshot()), json_(json) {}

ApiResult<void> TransactItemsWriter::write(const TransactTarget& target, const Show& show) {
  std::size_t read_bytes = 0;
  json_.begin_object();
  const auto write_item = [&](ItemView item) {
    read_bytes = item.size();
    std::string kept;
    const ItemView shown = show(item, kept);
    if (shown.attributes().count() == 0) return;
    answer_bytes_ += shown.size();
    json_.key("Item").item(shown);
  };
  DYNAROCKS_TRY(reader_.get(*target.table, target.row, snapshot_.get(), write_item));
  json_.end_object();
  if (answer_bytes_ > model::limits::transaction_bytes) {
    return failure(model::validation_error(
        "Aggregate size of the items in the transaction cannot exceed 4 MB"));
  }
  capacity_.add(target, model::ConsumedCapacity(engine::read_units(read_bytes, true)));
  return {};
}

}  // namespace dynarocks::operations
