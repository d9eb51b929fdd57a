#pragma once
// What one event loop answers requests with; memory is kept from request to request.

#include <rocksdb/write_batch.h>
#include <simdjson.h>

#include <stdexcept>
#include <string>
#include <string_view>

#include "database.h"

namespace ceiling {

struct Worker {
  explicit Worker(Database& opened) : database(opened) {}

  Database& database;
  simdjson::ondemand::parser parser;
  rocksdb::WriteBatch batch;
  std::string old_value;
  std::string spare_answer;  // memory of an answer that was sent, for the next of any connection
};

using Request = simdjson::ondemand::document;
/// Appends the answer to `out`. Throws Refusal, or another std::exception for what is not a
/// request.
using Operation = void (*)(Worker& worker, Request& request, std::string& out);

/// An error of DynamoDB by its name.
class Refusal : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Answers the operation "<API>.<name>" with an HTTP status and a body. Room for simdjson's padding
/// must follow `body`.
[[nodiscard]] int answer(Worker& worker, std::string_view target, const std::string& body,
                         std::string& out);

}  // namespace ceiling
