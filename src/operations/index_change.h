#pragma once
// What an UpdateTable changes about global secondary indexes: the entries of
// GlobalSecondaryIndexUpdates, and what a switch of the billing mode means for every index.

#include <string_view>

#include "base/clock.h"
#include "model/api_error.h"
#include "model/table_description.h"
#include "operations/table_change.h"
#include "operations/update_table_request.h"

namespace dynarocks::operations {

/// Applies the list to a change of `before` whose table has its new billing mode already. Errors:
/// ValidationException, ResourceNotFoundException for an unknown index, ResourceInUseException and
/// LimitExceededException while another change is under way or above a limit.
[[nodiscard]] model::ApiResult<void> change_indexes(TableChange& change,
                                                    const model::TableDescription& before,
                                                    const UpdateTableRequest& request,
                                                    std::string_view region, EpochMillis now);

/// The units of all indexes fall to 0; on AWS that counts as a decrease.
[[nodiscard]] model::ApiResult<void> switch_indexes_to_on_demand(TableChange& change,
                                                                 EpochMillis now);

/// Each index must get units in the same request. Caps belong to the mode that is left.
[[nodiscard]] model::ApiResult<void> switch_indexes_to_provisioned(
    TableChange& change, const UpdateTableRequest& request);

}  // namespace dynarocks::operations
