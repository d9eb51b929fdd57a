#pragma once
// A change of an item as a Kinesis stream gets it. Source: reference "streams", section 7.

#include <optional>
#include <string>
#include <string_view>

#include "model/kinesis_destination.h"
#include "model/stream.h"
#include "model/table_name.h"

namespace dynarocks::wire {

/// The data of the record, a JSON object. The change has both images; `event_id` is a UUID.
[[nodiscard]] std::string kinesis_record_json(const model::TableKey& table,
                                              std::optional<model::CreationTimePrecision> precision,
                                              std::string_view event_id,
                                              const model::StreamRecord& change);

}  // namespace dynarocks::wire
