#pragma once
// What is refused while an index of the table is being created, updated or deleted:
// ResourceInUseException, for a second creation or deletion LimitExceededException.

#include "model/api_error.h"
#include "model/table_description.h"

namespace dynarocks::operations {

/// Changes of the table's units or billing mode, while an index is allocated or deleted.
[[nodiscard]] model::ApiResult<void> check_units_free(const model::TableDescription& table);

/// Enabling or disabling the table's stream, while an index is allocated or deleted.
[[nodiscard]] model::ApiResult<void> check_stream_free(const model::TableDescription& table);

/// Changes of the table class, while an index is allocated or deleted.
[[nodiscard]] model::ApiResult<void> check_class_free(const model::TableDescription& table);

/// Changes of on-demand caps, while an index is allocated or deleted.
[[nodiscard]] model::ApiResult<void> check_caps_free(const model::TableDescription& table);

/// Changes of the index's own throughput. It may change while the index is backfilled.
[[nodiscard]] model::ApiResult<void> check_index_updatable(
    const model::TableDescription& table, const model::GlobalSecondaryIndex& index);

/// The index's deletion: of an ACTIVE one, or one that is backfilled.
[[nodiscard]] model::ApiResult<void> check_index_deletable(
    const model::TableDescription& table, const model::GlobalSecondaryIndex& index);

/// A creation or deletion, while an index other than `index` (nothing: any) is created or deleted.
[[nodiscard]] model::ApiResult<void> check_no_online_index(
    const model::TableDescription& table, const model::GlobalSecondaryIndex* index);

/// The table's deletion, unless all indexes are ACTIVE.
[[nodiscard]] model::ApiResult<void> check_indexes_idle(const model::TableDescription& table);

/// LimitExceededException "Only 1 online index can be created or deleted simultaneously per table".
[[nodiscard]] model::ApiError one_online_index_error();

}  // namespace dynarocks::operations
