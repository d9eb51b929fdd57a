#pragma once
// ConsumedCapacity of a response: absent, a total, or a total with its arms.
// Source: reference "item operations", section 14.

#include <string_view>

#include "model/consumed_capacity.h"
#include "wire/json_writer.h"
#include "wire/request.h"

namespace dynarocks::operations {

enum class ReturnConsumedCapacity : std::uint8_t { none, total, indexes };

[[nodiscard]] ReturnConsumedCapacity return_consumed_capacity(const wire::Request& request);

/// One ConsumedCapacity structure. `table_name` is the identifier as the caller wrote it.
/// `transaction_units` is empty, or the member a transaction has beside every CapacityUnits with
/// the same value: "ReadCapacityUnits" or "WriteCapacityUnits".
void write_consumed_capacity(wire::JsonWriter& json, ReturnConsumedCapacity detail,
                             std::string_view table_name, const model::ConsumedCapacity& capacity,
                             std::string_view transaction_units = {});

}  // namespace dynarocks::operations
