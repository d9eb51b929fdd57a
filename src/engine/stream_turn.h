#pragma once
// What a change of a table's description does to its streams: one begins, one ends, or nothing. Its
// rows belong into the batch of the description.

#include <memory>

#include "engine/stream.h"
#include "engine/streams.h"
#include "kv/store.h"
#include "model/table_description.h"

namespace dynarocks::engine {

class StreamTurn {
 public:
  /// `current` is the table's stream so far, if any; `after` its description from now on, which
  /// learns the label of a stream that begins. Nothing when the table is dropped.
  [[nodiscard]] static kv::StoreResult<StreamTurn> prepare(Streams& streams,
                                                           std::shared_ptr<Stream> current,
                                                           model::TableDescription* after);

  void write(kv::Batch& batch) const;
  /// After the commit. Answers the table's stream from now on; null when it has none.
  [[nodiscard]] std::shared_ptr<Stream> apply();

 private:
  explicit StreamTurn(Streams& streams) : streams_(&streams) {}

  Streams* streams_;
  std::shared_ptr<Stream> stream_;
  std::shared_ptr<Stream> ended_;  // outlives its reshaping
  bool begins_ = false;
  std::unique_ptr<Stream::Reshaping> reshaping_;
};

}  // namespace dynarocks::engine
