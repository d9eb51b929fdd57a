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
};

struct Workload {
  std::string_view name;
  unsigned usual_count;  // of requests: enough for a figure that another run repeats
  std::vector<Call> (*preparation)();
  Call (*request)(unsigned number);
  unsigned distinct;          // requests; those after them are the same again
  std::string_view expected;  // part of the first one's answer
};

[[nodiscard]] const std::vector<Workload>& workloads();

}  // namespace path_instructions
