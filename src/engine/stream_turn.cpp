#include "engine/stream_turn.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "model/kinesis_destination.h"

namespace dynarocks::engine {

using kv::StoreResult;

namespace {

/// Where the changes of the table go; nothing when no destination takes them.
std::optional<model::DeliveryTarget> target_of(const model::TableDescription& table) {
  const auto& all = table.kinesis_destinations;
  const auto found = std::find_if(all.begin(), all.end(), model::takes_changes);
  if (found == all.end()) return std::nullopt;
  return model::DeliveryTarget{found->stream_arn, found->precision};
}

}  // namespace

void StreamTurn::Change::end(std::shared_ptr<Stream> current) {
  reshaping = current->close();
  ended = std::move(current);
}

void StreamTurn::Change::begin(std::shared_ptr<Stream> made, std::uint32_t shards) {
  stream = std::move(made);
  reshaping = stream->open(shards);
  begins = true;
}

StoreResult<StreamTurn> StreamTurn::prepare(Streams& streams, TableStreams current,
                                            model::TableDescription* after) {
  StreamTurn turn(streams);
  DYNAROCKS_TRY(turn.turn_stream(std::move(current.stream), after));
  DYNAROCKS_TRY(turn.turn_delivery(std::move(current.delivery), after));
  return turn;
}

StoreResult<void> StreamTurn::turn_stream(std::shared_ptr<Stream> current,
                                          model::TableDescription* after) {
  const bool wanted = after != nullptr && after->stream_view_type;
  if (current && !wanted) {
    stream_.end(std::move(current));
  } else if (!current && wanted) {
    DYNAROCKS_ASSIGN(auto made, streams_->make(*after, *after->stream_view_type));
    after->latest_stream_label = made->key().label;
    stream_.begin(std::move(made), streams_->shape().first_shards);
  } else {
    stream_.stream = std::move(current);
  }
  return {};
}

StoreResult<void> StreamTurn::turn_delivery(std::shared_ptr<Stream> current,
                                            model::TableDescription* after) {
  auto target = after != nullptr ? target_of(*after) : std::nullopt;
  if (current && !target) {
    if (after != nullptr) after->delivery_label.clear();
    delivery_.end(std::move(current));
  } else if (!current && target) {
    DYNAROCKS_ASSIGN(auto made, streams_->make(*after, model::StreamViewType::NEW_AND_OLD_IMAGES,
                                               std::move(target)));
    after->delivery_label = made->key().label;
    delivery_.begin(std::move(made), 1);
  } else {
    delivery_.stream = std::move(current);
    if (target && delivery_.stream->description().target != target) {
      delivery_.reshaping = delivery_.stream->retarget(*std::move(target));
    }
  }
  return {};
}

void StreamTurn::write(kv::Batch& batch) const {
  if (stream_.reshaping) stream_.reshaping->write(batch);
  if (delivery_.reshaping) delivery_.reshaping->write(batch);
}

TableStreams StreamTurn::apply() {
  for (Change* change : {&stream_, &delivery_}) {
    if (change->reshaping) change->reshaping->apply();
    if (change->begins) streams_->add(change->stream);
  }
  return {std::move(stream_.stream), std::move(delivery_.stream)};
}

}  // namespace dynarocks::engine
