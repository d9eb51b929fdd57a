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
  /// `current` are the table's streams so far; `after` its description from now on, which learns
  /// the labels of those that begin. Nothing when the table is dropped.
  [[nodiscard]] static kv::StoreResult<StreamTurn> prepare(Streams& streams, TableStreams current,
                                                           model::TableDescription* after);

  void write(kv::Batch& batch) const;
  /// After the commit. Answers the table's streams from now on.
  [[nodiscard]] TableStreams apply();

 private:
  /// What becomes of one of them.
  struct Change {
    std::shared_ptr<Stream> stream;
    std::shared_ptr<Stream> ended;  // outlives its reshaping
    bool begins = false;
    std::unique_ptr<Stream::Reshaping> reshaping;

    void end(std::shared_ptr<Stream> current);
    void begin(std::shared_ptr<Stream> made, std::uint32_t shards);
  };

  explicit StreamTurn(Streams& streams) : streams_(&streams) {}
  [[nodiscard]] kv::StoreResult<void> turn_stream(std::shared_ptr<Stream> current,
                                                  model::TableDescription* after);
  [[nodiscard]] kv::StoreResult<void> turn_delivery(std::shared_ptr<Stream> current,
                                                    model::TableDescription* after);

  Streams* streams_;
  Change stream_;
  Change delivery_;
};

}  // namespace dynarocks::engine
