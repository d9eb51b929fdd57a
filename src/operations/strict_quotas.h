#pragma once
// What --strict-quotas adds to CreateTable and UpdateTable: the service's limits on how much an
// account may have in a Region, and on how often a table may be changed. They are looked at last,
// so that a request which is wrong, or changes nothing, is told so.

#include "base/clock.h"
#include "model/api_error.h"
#include "model/table_description.h"
#include "operations/update_table_request.h"

namespace dynarocks::engine {
class Catalog;
}

namespace dynarocks::operations {

/// LimitExceededException for one table too many, or for more units than the account may reserve.
[[nodiscard]] model::ApiResult<void> check_creation_quotas(const engine::Catalog& catalog,
                                                           const model::TableDescription& created);

/// `after` is the table `before` as `request` changes it at `now`. ThrottlingException for deletion
/// protection that was only just changed; LimitExceededException above all other limits.
[[nodiscard]] model::ApiResult<void> check_update_quotas(const engine::Catalog& catalog,
                                                         const model::TableDescription& before,
                                                         const model::TableDescription& after,
                                                         const UpdateTableRequest& request,
                                                         EpochMillis now);

}  // namespace dynarocks::operations
