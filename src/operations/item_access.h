#pragma once
// What the operations on items ask for, and what policies may restrict of it: partitions,
// attributes, and how much is shown. Source: reference "security", sections 4 and 5.

#include "operations/access.h"

namespace dynarocks::operations {

/// GetItem, PutItem, UpdateItem, DeleteItem.
void access_to_item(const OperationContext&, std::string_view operation, const wire::Request&,
                    AccessList&);
/// Query and Scan, of a table or an index.
void access_to_range(const OperationContext&, std::string_view operation, const wire::Request&,
                     AccessList&);
/// BatchGetItem and BatchWriteItem: one access a table.
void access_to_batch(const OperationContext&, std::string_view operation, const wire::Request&,
                     AccessList&);
/// TransactGetItems and TransactWriteItems: each action of its own name.
void access_to_transaction(const OperationContext&, std::string_view operation,
                           const wire::Request&, AccessList&);

}  // namespace dynarocks::operations
