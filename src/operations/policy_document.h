#pragma once
// The policy document of PutResourcePolicy and CreateTable.

#include <string>
#include <string_view>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "operations/tagged_resource.h"

namespace dynarocks::operations {

/// The canonical form of a document that may become the policy of the resource. ValidationException
/// for one that is malformed, about something else, for everybody, or that would forbid the caller
/// to put another policy in its place, unless that is `confirmed`.
[[nodiscard]] model::ApiResult<std::string> read_policy_document(const OperationContext& context,
                                                                 const TaggedResource& resource,
                                                                 std::string_view document,
                                                                 bool confirmed);

}  // namespace dynarocks::operations
