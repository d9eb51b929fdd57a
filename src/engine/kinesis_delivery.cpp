#include "engine/kinesis_delivery.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/hex.h"
#include "base/logging.h"
#include "codec/digest.h"
#include "model/limits.h"
#include "wire/kinesis_record_json.h"

namespace dynarocks::engine {

using model::SequenceNumber;

namespace {

namespace limits = model::limits;

/// A UUID that no other change has, the same whenever it is sent.
std::string event_id(const Stream& delivery, SequenceNumber sequence) {
  constexpr std::size_t bytes = 16;
  std::string id = hex(
      codec::digest(stream_arn(delivery.key()) + "|" + std::to_string(sequence)).substr(0, bytes));
  id[12] = '4';  // its version
  id[16] = '8';  // its variant
  for (const std::size_t dash : {20, 16, 12, 8}) id.insert(dash, "-");
  return id;
}

KinesisRecord record_of(const Stream& delivery, const model::DeliveryTarget& target,
                        const StreamPage::Record& record) {
  constexpr std::size_t key_bytes = 16;
  return {hex(codec::digest(record.change.keys).substr(0, key_bytes)),
          wire::kinesis_record_json(delivery.key().table, target.precision,
                                    event_id(delivery, record.sequence), record.change)};
}

/// As many as one request may have. One that is larger than a record may be goes alone, so that it
/// holds up no others.
std::vector<KinesisRecord> first_records(const Stream& delivery,
                                         const model::DeliveryTarget& target,
                                         const StreamPage& page) {
  std::vector<KinesisRecord> records;
  std::size_t bytes = 0;
  for (const StreamPage::Record& change : page.records) {
    KinesisRecord record = record_of(delivery, target, change);
    bytes += record.bytes();
    const bool is_large = record.bytes() > limits::kinesis_record_bytes;
    if (!records.empty() && (is_large || bytes > limits::kinesis_request_bytes)) break;
    records.push_back(std::move(record));
    if (is_large) break;
  }
  return records;
}

std::string name_of(const Stream& delivery) {
  return "table " + delivery.key().table.table_name + " to Kinesis";
}

}  // namespace

DeliveryOutcome KinesisDelivery::deliver(Stream& delivery, bool log_failures) {
  const auto page = reader_.read(delivery, shard_number, std::nullopt, limits::kinesis_records);
  if (!page) {
    // Its shard may just have been trimmed or erased.
    if (log_failures) log::warn(name_of(delivery) + ": " + page.error().message);
    return DeliveryOutcome::failed;
  }
  if (!page->records.empty()) return send(delivery, *page, log_failures);
  if (page->next) return DeliveryOutcome::empty;
  if (const auto erased = streams_.erase(delivery); !erased) {
    log::error(erased.error().message);
    return DeliveryOutcome::failed;
  }
  return DeliveryOutcome::finished;
}

DeliveryOutcome KinesisDelivery::send(Stream& delivery, const StreamPage& page, bool log_failures) {
  const auto target = delivery.description().target.value_or(model::DeliveryTarget{});
  const std::vector<KinesisRecord> records = first_records(delivery, target, page);
  auto taken = client_.put_records(target.stream_arn, records);
  if (!taken) {
    const bool is_too_large = taken.error().is_invalid && records.size() == 1 &&
                              records.front().bytes() > limits::kinesis_record_bytes;
    if (is_too_large) {
      log::error("a change was not passed on from " + name_of(delivery) +
                 ", whose records are limited to a megabyte");
      taken = std::vector<bool>{true};
    } else {
      if (log_failures) log::warn("from " + name_of(delivery) + ": " + taken.error().message);
      return DeliveryOutcome::failed;
    }
  }
  std::vector<SequenceNumber> sequences;
  SequenceNumber last = page.records[records.size() - 1].sequence;
  for (std::size_t i = records.size(); i-- > 0;) {
    const SequenceNumber sequence = page.records[i].sequence;
    if ((*taken)[i]) {
      sequences.push_back(sequence);
    } else {
      last = sequence - 1;
    }
  }
  if (sequences.empty()) return DeliveryOutcome::failed;
  const bool all = sequences.size() == records.size();
  const auto taking_out = delivery.take_out(shard_number, std::move(sequences), last);
  if (!taking_out) return DeliveryOutcome::finished;
  if (const auto stored = taking_out->carry_out(store_); !stored) {
    log::error(stored.error().message);
    return DeliveryOutcome::failed;
  }
  return all ? DeliveryOutcome::taken : DeliveryOutcome::partly;
}

}  // namespace dynarocks::engine
