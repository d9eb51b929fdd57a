#pragma once
// GetItem, BatchGetItem, Query of one partition, Scan, and GetRecords with the same iterator again
// and again.

#include "worker.h"

namespace ceiling {

void get_item(Worker& worker, Request& request, std::string& out);
void batch_get_item(Worker& worker, Request& request, std::string& out);
/// Of a table or its index; the key condition is "name = :value" with a string, the filter, if any,
/// with a number.
void query(Worker& worker, Request& request, std::string& out);
void scan(Worker& worker, Request& request, std::string& out);
void get_records(Worker& worker, Request& request, std::string& out);

}  // namespace ceiling
