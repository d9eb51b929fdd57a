#pragma once
// PutItem, UpdateItem with ADD, BatchWriteItem and TransactWriteItems of puts.

#include "worker.h"

namespace ceiling {

void put_item(Worker& worker, Request& request, std::string& out);
void update_item(Worker& worker, Request& request, std::string& out);
void batch_write_item(Worker& worker, Request& request, std::string& out);
void transact_write_items(Worker& worker, Request& request, std::string& out);

}  // namespace ceiling
