#pragma once
// ConsumedCapacity of a response: absent, a total, or a total with its arms.
// Source: reference "item operations", section 14.

#include <optional>
#include <string_view>

#include "wire/json_writer.h"
#include "wire/request.h"

namespace dynarocks::operations {

enum class ReturnConsumedCapacity : std::uint8_t { none, total, indexes };

[[nodiscard]] ReturnConsumedCapacity return_consumed_capacity(const wire::Request& request);

/// One ConsumedCapacity structure of a transaction: every CapacityUnits has `units_member`
/// ("ReadCapacityUnits" or "WriteCapacityUnits") with the same value beside it.
void write_transaction_capacity(wire::JsonWriter& json, ReturnConsumedCapacity detail,
                                std::string_view table_name, std::string_view units_member,
                                double units);

/// One ConsumedCapacity structure. `table_name` is the identifier as the caller wrote it.
void write_consumed_capacity(wire::JsonWriter& json, ReturnConsumedCapacity detail,
                             std::string_view table_name, double units);

}  // namespace dynarocks::operations
