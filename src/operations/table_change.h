#pragma once
// One UpdateTable, applied: a pure function from a stored table and a request to the table as it is
// from now on and the table as the answer shows it. The two differ, for on AWS a change is answered
// while it is still under way.

#include <set>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "model/api_error.h"
#include "model/table_description.h"
#include "operations/kms_key.h"
#include "operations/update_table_request.h"

namespace dynarocks::operations {

struct TableChange {
  /// With the new values, as it is once the change has ended (lasting_change.h: until then). Work
  /// on indexes shows as their status and, while one is allocated or deleted, as the table's.
  model::TableDescription table;
  /// To be answered: what is asynchronous on AWS shows its old value and TableStatus UPDATING.
  model::TableDescription answer;
  /// Whether another key, or none, takes over; the answer shows the old one if there was one.
  bool encrypting = false;
  /// Whether the table's warm throughput rises, and which indexes' does.
  bool warming = false;
  std::set<std::string> indexes_warming{};
};

/// `table` with the change of `request` at `now`. Errors: ValidationException where the change
/// makes no sense for this table, LimitExceededException above a quota of the account in `region`,
/// ResourceNotFoundException for an unknown index, ResourceInUseException beside another change
/// or work on indexes; and those of `find_key`, which is asked for the key of an encryption.
[[nodiscard]] model::ApiResult<TableChange> change_table(const model::TableDescription& table,
                                                         const UpdateTableRequest& request,
                                                         std::string_view region, EpochMillis now,
                                                         const FindKmsKey& find_key);

}  // namespace dynarocks::operations
