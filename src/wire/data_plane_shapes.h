#pragma once
// The inputs of the item operations, members in declared order. Members the server does not act on
// are declared too, so that their type errors are right.

#include "wire/shape.h"

namespace dynarocks::wire {

extern const OperationShape put_item_shape;
extern const OperationShape get_item_shape;
extern const OperationShape update_item_shape;
extern const OperationShape delete_item_shape;
extern const OperationShape query_shape;
extern const OperationShape scan_shape;
extern const OperationShape batch_get_item_shape;
extern const OperationShape batch_write_item_shape;
extern const OperationShape transact_get_items_shape;
extern const OperationShape transact_write_items_shape;
extern const OperationShape batch_execute_statement_shape;
extern const OperationShape execute_statement_shape;
extern const OperationShape execute_transaction_shape;

}  // namespace dynarocks::wire
