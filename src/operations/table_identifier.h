#pragma once
// From a request's TableName to the table it means, for every operation: a plain name, or the ARN
// of a table of the caller's account and Region.

#include <memory>
#include <string_view>

#include "engine/table.h"
#include "model/api_error.h"
#include "model/table_name.h"
#include "operations/operation_context.h"

namespace dynarocks::operations {

/// The table `identifier` means to `caller`. A text that starts with "arn:" is read as an ARN; any
/// other is a name, whatever its characters (the shape checks have judged it before).
/// Errors: ValidationException for what is no table ARN (malformed, other partition or service, an
/// index or a stream) and for another Region's. Another account's table is resolved, too.
[[nodiscard]] model::ApiResult<model::TableKey> resolve_table(std::string_view identifier,
                                                              const model::AccountRegion& caller);

/// AccessDeniedException "Access is denied" for what belongs to another account than the caller's,
/// unless the authorizer, where there is one, has let the caller have it.
[[nodiscard]] model::ApiResult<void> check_account(const OperationContext& context,
                                                   const model::AccountRegion& owner);

/// The live table for an item operation, which does not find one that is CREATING or DELETING.
/// Errors: those of resolve_table and check_account; ResourceNotFoundException "Requested resource
/// not found"; ValidationException when the table's key is of no use.
[[nodiscard]] model::ApiResult<std::shared_ptr<engine::Table>> find_table_for_data(
    const OperationContext& context, std::string_view identifier);

/// The table for a control-plane operation, whatever its status.
/// Errors: those of resolve_table and check_account; ResourceNotFoundException
/// "Requested resource not found: Table: <name> not found".
[[nodiscard]] model::ApiResult<std::shared_ptr<engine::Table>> find_table_for_control(
    const OperationContext& context, std::string_view identifier);

}  // namespace dynarocks::operations
