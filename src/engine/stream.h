#pragma once
// A live stream: takes the changes of its table's items, shard by shard, and says how far each
// shard can be read. Where its numbers come from and who sees what when:
// docs/decisions/0010-streams.md.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "auth/policy.h"
#include "base/clock.h"
#include "kv/store.h"
#include "model/stream.h"

namespace dynarocks::engine {

/// How many shards a stream has and how long each stays open.
struct StreamShape {
  std::uint32_t first_shards = 1;
  /// A shard that ends has two children while the open shards are fewer than this; then one.
  std::uint32_t most_shards = 1;
  std::chrono::milliseconds shard_age = std::chrono::hours(4);
};

/// Where a stream's rows are.
struct StreamRows {
  kv::SpaceId space;  // the stream log
  std::uint64_t id;
};

class Stream : public std::enable_shared_from_this<Stream> {
 public:
  /// `next_sequence` is above every number ever given.
  Stream(StreamRows rows, model::StreamDescription description,
         std::vector<model::ShardDescription> shards, model::SequenceNumber next_sequence,
         const Clock& clock);

  [[nodiscard]] const StreamRows& rows() const { return rows_; }
  [[nodiscard]] const model::StreamKey& key() const { return key_; }
  [[nodiscard]] model::StreamViewType view_type() const { return view_type_; }
  [[nodiscard]] model::StreamDescription description() const;
  /// Whether its records are passed on and nobody reads it. Such a stream has one shard, which
  /// never rolls.
  [[nodiscard]] bool is_delivery() const { return is_delivery_; }
  /// Null when it has none.
  [[nodiscard]] std::shared_ptr<const auth::Policy> policy() const;

  /// A record that was put into a batch: in flight, and hidden from readers with all that follow,
  /// until it is destroyed, which must be after the batch was committed or given up.
  class Appending {
   public:
    Appending(Appending&&) noexcept = default;
    Appending& operator=(Appending&&) = delete;
    ~Appending();

   private:
    friend class Stream;
    Appending(std::shared_ptr<Stream> stream, std::uint32_t shard, model::SequenceNumber sequence)
        : stream_(std::move(stream)), shard_(shard), sequence_(sequence) {}
    std::shared_ptr<Stream> stream_;  // null when moved from
    std::uint32_t shard_;
    model::SequenceNumber sequence_;
  };

  /// Puts the record of a change into the batch, under the next number of the open shard that has
  /// the item's hash slice; its creation time is set here. The caller holds the row's lock until
  /// the batch is committed. Nothing when no shard is open: the stream was disabled.
  [[nodiscard]] std::optional<Appending> append(kv::Batch& batch, std::uint32_t hash_slice,
                                                model::StreamRecord record);

  /// The shards that still have rows, in order of their numbers.
  [[nodiscard]] std::vector<model::ShardDescription> shards() const;
  [[nodiscard]] std::optional<model::ShardDescription> shard(std::uint32_t number) const;
  [[nodiscard]] std::optional<model::ShardDescription> find_shard(std::string_view id) const;

  /// The first number of the shard that readers must not see yet: ask before reading the rows.
  struct ReadableEnd {
    model::SequenceNumber sequence;
    /// No record will ever have this number or a higher one: the shard is closed.
    bool final;
  };
  [[nodiscard]] ReadableEnd readable_end(std::uint32_t shard_number) const;

  /// A change of the stream's shape or past, worked out while no record can be added. Its rows go
  /// into a batch, and it happens by apply(), after the commit; otherwise it is given up.
  class Reshaping {
   public:
    void write(kv::Batch& batch) const;
    void apply();
    /// Both, with a commit of nothing else between; given up when the commit fails.
    [[nodiscard]] kv::StoreResult<void> carry_out(kv::Store& store);

   private:
    friend class Stream;
    explicit Reshaping(Stream& stream) : stream_(stream), lock_(stream.mutex_) {}
    Stream& stream_;
    std::unique_lock<std::mutex> lock_;
    std::optional<model::StreamDescription> description_;  // when it changes
    std::vector<model::ShardDescription> shards_;          // changed and new ones
    struct Trimming {
      std::uint32_t shard_number;
      model::SequenceNumber last;
      bool with_shard;
      std::vector<model::SequenceNumber> single;  // instead of all up to `last`
    };
    std::optional<Trimming> trimming_;
  };

  /// Its first rows: the catalog's, and the first shards.
  [[nodiscard]] std::unique_ptr<Reshaping> open(std::uint32_t shards);
  /// Gives it other tags.
  [[nodiscard]] std::unique_ptr<Reshaping> retag(std::vector<model::Tag> tags);
  /// Gives a delivery another target.
  [[nodiscard]] std::unique_ptr<Reshaping> retarget(model::DeliveryTarget target);
  /// Gives it another policy, or none.
  [[nodiscard]] std::unique_ptr<Reshaping> protect(model::ResourcePolicy policy);
  /// Closes every open shard; the stream is DISABLED from then on.
  [[nodiscard]] std::unique_ptr<Reshaping> close();
  /// Closes the shards that are older than the shape allows and opens their children; nothing when
  /// there is none.
  [[nodiscard]] std::unique_ptr<Reshaping> roll(const StreamShape& shape);

  /// Takes the shard's records up to `last` away, and remembers that they are gone; with
  /// `with_shard` the shard too, which is closed. Nothing when there is no such shard.
  [[nodiscard]] std::unique_ptr<Reshaping> trim(std::uint32_t shard_number,
                                                model::SequenceNumber last, bool with_shard);
  /// Takes records of a shard away one by one, after which all up to `last` are gone. Unlike what a
  /// range erasure leaves behind, many of them slow nobody down.
  [[nodiscard]] std::unique_ptr<Reshaping> take_out(std::uint32_t shard_number,
                                                    std::vector<model::SequenceNumber> sequences,
                                                    model::SequenceNumber last);
  /// Forgets its shards: nothing of the stream is written any more.
  void abandon();

 private:
  struct Shard {
    model::ShardDescription description;
    std::vector<model::SequenceNumber> in_flight;  // ascending: numbers are given in order
  };

  /// A new shard of a range of slices, numbered and named, with its first number.
  [[nodiscard]] model::ShardDescription new_shard(std::uint32_t number, std::uint32_t first_slice,
                                                  std::uint32_t end_slice,
                                                  const model::ShardDescription* parent) const;
  /// The time of a change in microseconds, later than that of any other change of this millisecond.
  [[nodiscard]] std::int64_t next_micros(EpochMillis now);
  [[nodiscard]] model::ShardDescription closed(const model::ShardDescription& shard) const;

  const StreamRows rows_;
  const model::StreamKey key_;
  const model::StreamViewType view_type_;
  const bool is_delivery_;
  const Clock& clock_;
  std::atomic<std::int64_t> last_micros_ = 0;
  mutable std::mutex mutex_;  // guards the members below
  model::StreamDescription description_;
  std::shared_ptr<const auth::Policy> policy_;  // of description_
  std::map<std::uint32_t, Shard> shards_;
  std::vector<Shard*> open_;  // of shards_
  std::uint32_t last_shard_ = 0;
  model::SequenceNumber next_sequence_;
};

/// Where the changes of a table are recorded: for readers, and for its Kinesis destination. Null
/// where there is none.
struct TableStreams {
  std::shared_ptr<Stream> stream;
  std::shared_ptr<Stream> delivery;
};

}  // namespace dynarocks::engine
