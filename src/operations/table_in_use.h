#pragma once
// What is refused while a change of the table itself is under way: ResourceInUseException. Beside
// work on its indexes: index_in_use.h.

#include "model/api_error.h"
#include "model/table_description.h"
#include "operations/update_table_request.h"

namespace dynarocks::operations {

/// An UpdateTable. Admitted beside a change of throughput, stream or class: encryption, deletion
/// protection, warm throughput and the throughput of indexes.
[[nodiscard]] model::ApiResult<void> check_table_free(const model::TableDescription& table,
                                                      const UpdateTableRequest& request);

/// DeleteTable, unless nothing is under way about the table, its indexes and its tags.
[[nodiscard]] model::ApiResult<void> check_table_idle(const model::TableDescription& table);

/// Anything about a table that is created or deleted.
[[nodiscard]] model::ApiResult<void> check_table_there(const model::TableDescription& table);

/// Whether the request asks for on demand while the table is being switched to PROVISIONED: the
/// service accepts that, and it comes to nothing.
[[nodiscard]] bool is_lost_reverse_switch(const model::TableDescription& table,
                                          const UpdateTableRequest& request);

}  // namespace dynarocks::operations
