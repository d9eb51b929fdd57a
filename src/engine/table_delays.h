#pragma once
// How long changes of tables last.

#include <chrono>

namespace dynarocks::engine {

/// Of a change of a table. Zero: it is done when it is answered.
struct TableDelays {
  std::chrono::milliseconds creation{0};     // CREATING
  std::chrono::milliseconds update{0};       // UPDATING: throughput, billing mode, stream, class
  std::chrono::milliseconds deletion{0};     // DELETING
  std::chrono::milliseconds encryption{0};   // SSEDescription.Status UPDATING
  std::chrono::milliseconds tags{0};         // until they show
  std::chrono::milliseconds destination{0};  // a Kinesis destination ENABLING, DISABLING, UPDATING
};

}  // namespace dynarocks::engine
