#include "operations/range_target.h"

#include <string>

#include "operations/table_identifier.h"

namespace dynarocks::operations {

using model::ApiResult;
using model::validation_error;

ApiResult<RangeTarget> find_range_target(const OperationContext& context,
                                         const wire::Request& request) {
  RangeTarget target;
  DYNAROCKS_ASSIGN(target.table, find_table_for_data(context, *request.string("TableName")));
  const auto given = request.string("IndexName");
  if (!given) return target;
  const std::string index_name(*given);
  target.indexes = target.table->indexes();
  target.index = target.indexes->find(index_name);
  if (target.index == nullptr) {
    return failure(validation_error("The table does not have the specified index: " + index_name));
  }
  if (!target.index->is_readable) {
    return failure(
        validation_error("Cannot read from backfilling global secondary index: " + index_name));
  }
  if (target.index->is_global && request.boolean("ConsistentRead").value_or(false)) {
    return failure(
        validation_error("Consistent reads are not supported on global secondary indexes"));
  }
  return target;
}

}  // namespace dynarocks::operations
