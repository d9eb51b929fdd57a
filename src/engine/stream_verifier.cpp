#include "engine/stream_verifier.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "codec/item_view.h"
#include "codec/layout.h"
#include "codec/stream_codec.h"
#include "engine/row_walk.h"
#include "model/limits.h"

namespace dynarocks::engine {
namespace {

using model::SequenceNumber;
using model::ShardDescription;
using model::StreamEvent;

constexpr std::size_t stream_id_bytes = 8;
constexpr std::size_t shard_number_bytes = 4;
constexpr std::size_t sequence_bytes = 8;
constexpr std::size_t shard_row_bytes = 1 + stream_id_bytes + shard_number_bytes;
constexpr std::uint64_t rows_between_reports = 4096;
/// Items whose latest state is remembered: some tens of megabytes.
constexpr std::size_t items_remembered = 500'000;
/// engine/streams.cpp: numbers a stream may give between two starts.
constexpr int start_bits = 40;

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

/// Stands for an image; 0 for none.
std::uint64_t digest(std::string_view image) {
  return image.empty() ? 0 : std::hash<std::string_view>()(image) | 1;
}

class StreamVerifier {
 public:
  StreamVerifier(const kv::Store& store, const CatalogContents& catalog, const FoundFinding& found,
                 const RowsRead& progress)
      : store_(store), catalog_(catalog), found_(found), progress_(progress) {}

  [[nodiscard]] std::uint64_t verify() {
    const kv::SpaceId space = catalog_.stream_log->space;
    const auto gap = [&](const std::string& begin, const std::string& end, const kv::StoreError&) {
      unreadable_ = true;
      found_({FindingKind::unreadable_rows, "stream log", begin, end});
    };
    // Shards stand behind the records that are to be compared with them.
    const auto walk = [&](std::string_view begin, std::string_view end, const auto& row) {
      walk_rows(store_, space, begin, end,
                {[&](std::string_view key, std::string_view value) {
                   row(key, value);
                   if (++rows_ % rows_between_reports == 0) progress_(rows_between_reports);
                 },
                 gap});
    };
    walk("S", "T", [&](std::string_view key, std::string_view value) { shard(key, value); });
    check_shards();
    walk({}, "S", [&](std::string_view key, std::string_view value) { record(key, value); });
    walk("T", {}, [&](std::string_view key, std::string_view) {
      find(FindingKind::unknown_row, "stream log", key);
    });
    progress_(rows_ % rows_between_reports);
    return records_;
  }

 private:
  void find(FindingKind kind, std::string subject, std::string_view row) const {
    found_({kind, std::move(subject), std::string(row), {}});
  }

  /// The stream of a row of the log; nothing, which is found once for each, when there is none.
  [[nodiscard]] const codec::StreamEntry* stream_of(std::string_view key) {
    const std::uint64_t id = big_endian(key.substr(1, stream_id_bytes));
    const auto known = catalog_.streams.find(id);
    if (known != catalog_.streams.end()) return &known->second;
    if (unknown_.insert(id).second && !catalog_.is_partial) {
      find(FindingKind::unknown_stream, "stream log", key);
    }
    return nullptr;
  }

  void shard(std::string_view key, std::string_view value) {
    if (key.size() != shard_row_bytes) return find(FindingKind::unknown_row, "stream log", key);
    const auto* const stream = stream_of(key);
    if (stream == nullptr) return;
    auto shard = codec::decode_shard(value);
    if (!shard || codec::shard_row(stream->id, shard->number) != key) {
      partial_.insert(stream->id);
      return find(FindingKind::malformed_shard, subject_of(stream->description.key), key);
    }
    shards_[stream->id].emplace(shard->number, std::move(*shard));
  }

  void check_shards() const {
    for (const auto& [id, stream] : catalog_.streams) {
      const auto found = shards_.find(id);
      if (found == shards_.end() || partial_.contains(id) || unreadable_) continue;
      const std::string subject = subject_of(stream.description.key);
      for (const auto& [number, shard] : found->second) {
        if (!follows_on_parent(shard, found->second)) {
          find(FindingKind::misplaced_shard, subject, codec::shard_row(id, number));
        }
      }
      const bool enabled = stream.description.status == model::StreamStatus::ENABLED;
      if (!are_slices_taken(found->second, enabled)) {
        find(FindingKind::misplaced_shard, subject, codec::shard_rows(id));
      }
    }
  }

  using Shards = std::map<std::uint32_t, ShardDescription>;

  /// A parent that was trimmed is gone.
  [[nodiscard]] static bool follows_on_parent(const ShardDescription& shard, const Shards& shards) {
    if (shard.ending_sequence && *shard.ending_sequence < shard.starting_sequence) return false;
    if (shard.first_slice >= shard.end_slice) return false;
    if (shard.parent_id.empty()) return true;
    const auto parent = std::find_if(shards.begin(), shards.end(), [&](const auto& other) {
      return other.second.id == shard.parent_id;
    });
    if (parent == shards.end()) return true;
    const ShardDescription& before = parent->second;
    return before.number < shard.number && before.ending_sequence &&
           *before.ending_sequence < shard.starting_sequence &&
           before.first_slice <= shard.first_slice && shard.end_slice <= before.end_slice;
  }

  /// Each slice by one open shard while the stream is enabled, by none afterwards.
  [[nodiscard]] static bool are_slices_taken(const Shards& shards, bool enabled) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> open;
    for (const auto& [number, shard] : shards) {
      if (shard.is_open()) open.emplace_back(shard.first_slice, shard.end_slice);
    }
    if (!enabled) return open.empty();
    std::sort(open.begin(), open.end());
    std::uint32_t next = 0;
    for (const auto& [first, end] : open) {
      if (first != next) return false;
      next = end;
    }
    return next == model::limits::hash_slices;
  }

  void record(std::string_view key, std::string_view value) {
    if (key.front() != 'L' || key.size() != shard_row_bytes + sequence_bytes) {
      return find(FindingKind::unknown_row, "stream log", key);
    }
    ++records_;
    const auto* const stream = stream_of(key);
    if (stream == nullptr) return;
    const model::StreamDescription& description = stream->description;
    const auto record = codec::decode_stream_record(value);
    if (!record || !has_its_images(*record, description.view_type)) {
      items_.clear();
      return find(FindingKind::malformed_stream_record, subject_of(description.key), key);
    }
    if (!is_in_its_shard(*stream, key, *record)) {
      find(FindingKind::misplaced_stream_record, subject_of(description.key), key);
    }
    if (!description.target && !follows_on_the_last(*record, description.view_type, stream->id)) {
      find(FindingKind::broken_chain, subject_of(description.key), key);
    }
  }

  [[nodiscard]] static bool has_its_images(const model::StreamRecord& record,
                                           model::StreamViewType view) {
    using enum model::StreamViewType;
    const bool shows_new = view == NEW_IMAGE || view == NEW_AND_OLD_IMAGES;
    const bool shows_old = view == OLD_IMAGE || view == NEW_AND_OLD_IMAGES;
    return !record.new_image.empty() == (shows_new && record.event != StreamEvent::REMOVE) &&
           !record.old_image.empty() == (shows_old && record.event != StreamEvent::INSERT);
  }

  [[nodiscard]] bool is_in_its_shard(const codec::StreamEntry& stream, std::string_view key,
                                     const model::StreamRecord& record) const {
    const SequenceNumber sequence = codec::sequence_of_row(key);
    if (sequence >> start_bits > catalog_.stream_log->starts) return false;
    if (unreadable_ || partial_.contains(stream.id)) return true;
    const auto shards = shards_.find(stream.id);
    if (shards == shards_.end()) return false;
    const auto number =
        static_cast<std::uint32_t>(big_endian(key.substr(1 + stream_id_bytes, shard_number_bytes)));
    const auto found = shards->second.find(number);
    if (found == shards->second.end()) return false;
    const ShardDescription& shard = found->second;
    if (sequence < shard.starting_sequence || sequence <= shard.trimmed_sequence) return false;
    if (shard.ending_sequence && sequence > *shard.ending_sequence) return false;
    const auto hash_key =
        codec::ItemView(record.keys).find(stream.description.key_schema.front().attribute_name);
    if (!hash_key) return false;
    const std::uint32_t slice =
        codec::hash_slice_of_row(codec::partition_prefix(hash_key->scalar()));
    return shard.first_slice <= slice && slice < shard.end_slice;
  }

  /// Whether the item was before the change what the last one made of it, where that is known.
  [[nodiscard]] bool follows_on_the_last(const model::StreamRecord& record,
                                         model::StreamViewType view, std::uint64_t stream_id) {
    const bool with_images = view == model::StreamViewType::NEW_AND_OLD_IMAGES;
    const std::uint64_t before =
        with_images ? digest(record.old_image) : (record.event == StreamEvent::INSERT ? 0 : 1);
    const std::uint64_t after =
        with_images ? digest(record.new_image) : (record.event == StreamEvent::REMOVE ? 0 : 1);
    if (stream_id != remembered_stream_ || items_.size() >= items_remembered) items_.clear();
    remembered_stream_ = stream_id;
    const auto [at, is_new] = items_.try_emplace(digest(record.keys), after);
    if (is_new) return true;
    const bool follows = at->second == before;
    at->second = after;
    return follows;
  }

  const kv::Store& store_;
  const CatalogContents& catalog_;
  const FoundFinding& found_;
  const RowsRead& progress_;
  std::map<std::uint64_t, Shards> shards_;  // by stream id
  std::set<std::uint64_t> partial_;         // streams with shards that cannot be read
  std::set<std::uint64_t> unknown_;         // streams that were found
  std::unordered_map<std::uint64_t, std::uint64_t> items_;
  std::uint64_t remembered_stream_ = 0;
  bool unreadable_ = false;
  std::uint64_t rows_ = 0;
  std::uint64_t records_ = 0;
};

}  // namespace

std::uint64_t verify_stream_log(const kv::Store& store, const CatalogContents& catalog,
                                const FoundFinding& found, const RowsRead& progress) {
  return StreamVerifier(store, catalog, found, progress).verify();
}

}  // namespace dynarocks::engine
