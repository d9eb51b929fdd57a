#include "engine/stream_turn.h"

#include <utility>

namespace dynarocks::engine {

kv::StoreResult<StreamTurn> StreamTurn::prepare(Streams& streams, std::shared_ptr<Stream> current,
                                                model::TableDescription* after) {
  StreamTurn turn(streams);
  const bool wanted = after != nullptr && after->stream_view_type;
  if (current && !wanted) {
    turn.reshaping_ = current->close();
    turn.ended_ = std::move(current);
  } else if (!current && wanted) {
    DYNAROCKS_ASSIGN(turn.stream_, streams.make(*after));
    after->latest_stream_label = turn.stream_->key().label;
    turn.reshaping_ = turn.stream_->open(streams.shape().first_shards);
    turn.begins_ = true;
  } else {
    turn.stream_ = std::move(current);
  }
  return turn;
}

void StreamTurn::write(kv::Batch& batch) const {
  if (reshaping_) reshaping_->write(batch);
}

std::shared_ptr<Stream> StreamTurn::apply() {
  if (reshaping_) reshaping_->apply();
  if (begins_) streams_->add(stream_);
  return std::move(stream_);
}

}  // namespace dynarocks::engine
