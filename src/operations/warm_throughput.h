#pragma once
// What a new table or index is warm for. An empty `index` stands for the table itself.

#include <optional>
#include <string_view>

#include "model/api_error.h"
#include "model/table_description.h"
#include "operations/table_throughput.h"

namespace dynarocks::operations {

/// Not lower than what it starts with anyway. ValidationException.
[[nodiscard]] model::ApiResult<void> check_warm_throughput(
    const WarmThroughputRequest& requested, const std::optional<CapacityUnits>& provisioned,
    model::BillingMode billing_mode, std::string_view index);

/// What the request asks for; where it asks for nothing the provisioned units (nothing: on demand),
/// or what everything on demand starts with.
[[nodiscard]] model::WarmThroughput warm_throughput(
    const WarmThroughputRequest& requested, const std::optional<CapacityUnits>& provisioned);

}  // namespace dynarocks::operations
