#pragma once
// What UpdateTable may ask for a global index under the billing mode of its table. All errors are
// ValidationExceptions.

#include "model/api_error.h"
#include "model/table_description.h"
#include "operations/index_definition.h"

namespace dynarocks::operations {

/// A new index: units when PROVISIONED, none on demand, where alone it may have caps.
[[nodiscard]] model::ApiResult<void> check_creation_mode(const IndexDefinition& index,
                                                         model::BillingMode mode);

/// An update: of something, of units only when PROVISIONED, of caps only on demand.
[[nodiscard]] model::ApiResult<void> check_update_mode(const IndexDefinition& update,
                                                       model::BillingMode mode);

}  // namespace dynarocks::operations
