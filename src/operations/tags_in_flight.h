#pragma once
// Changes of tags that are refused while another one of the table is in flight.

#include <vector>

#include "model/api_error.h"
#include "model/table_description.h"

namespace dynarocks::operations {

/// LimitExceededException "Subscriber limit exceeded: Table tags are being updated: <table>",
/// unless nothing is in flight, or `given`, the tags of the request, contain all that is.
[[nodiscard]] model::ApiResult<void> check_tags_free(const model::TableDescription& table,
                                                     const std::vector<model::Tag>& given);

/// The tags as they are when nothing is in flight any more.
[[nodiscard]] const std::vector<model::Tag>& settled_tags(const model::TableDescription& table);

}  // namespace dynarocks::operations
