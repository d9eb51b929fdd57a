#pragma once
// What PartiQL statements ask for: PartiQLSelect, PartiQLInsert, PartiQLUpdate or PartiQLDelete on
// the table or index of each. Source: reference "security", sections 4 and 5.

#include "operations/access.h"
#include "partiql/bound_statement.h"

namespace dynarocks::operations {

/// ExecuteStatement.
void access_to_statement(const OperationContext&, std::string_view operation, const wire::Request&,
                         AccessList&);
/// ExecuteTransaction.
void access_to_statements(const OperationContext&, std::string_view operation, const wire::Request&,
                          AccessList&);
/// BatchExecuteStatement: nothing for the request as a whole, since each statement is refused for
/// itself when it runs.
void access_to_statements_each(const OperationContext&, std::string_view operation,
                               const wire::Request&, AccessList&);

/// Of one statement; `consistent_read` as its request has it.
[[nodiscard]] Access statement_access(const OperationContext& context,
                                      const partiql::BoundStatement& statement,
                                      bool consistent_read);

}  // namespace dynarocks::operations
