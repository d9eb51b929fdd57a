#pragma once
// What is counted: a table, the items in it, and requests of one kind. Everything is the same from
// run to run. Items, keys and requests are those of ../workloads.py, of which there are fewer here.

#include <string>
#include <string_view>
#include <vector>

namespace path_instructions {

/// An operation and its JSON.
struct Call {
  std::string_view operation;
  std::string body;
  std::string_view api = "DynamoDB_20120810";
};

struct Workload {
  std::string_view name;
  unsigned usual_count;  // of requests: enough for a figure that another run repeats
  std::vector<Call> (*preparation)();
  Call (*request)(unsigned number);
  unsigned distinct;          // requests; those after them are the same again
  std::string_view expected;  // part of the first one's answer
  /// Instead of request: calls that lead to the only one, each made from the answer before.
  std::vector<Call (*)(std::string_view answer)> path = {};
};

[[nodiscard]] const std::vector<Workload>& workloads();

}  // namespace path_instructions
