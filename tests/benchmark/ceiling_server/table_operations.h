#pragma once
// Tables and their streams, as far as a load needs them before it starts.

#include "worker.h"

namespace ceiling {

void create_table(Worker& worker, Request& request, std::string& out);
void describe_table(Worker& worker, Request& request, std::string& out);
void delete_table(Worker& worker, Request& request, std::string& out);
void describe_stream(Worker& worker, Request& request, std::string& out);
void get_shard_iterator(Worker& worker, Request& request, std::string& out);

}  // namespace ceiling
