#pragma once
// A store whose next commit can be told to fail, or to end the process: before it was stored, or
// just after.

#include <memory>
#include <utility>

#include "kv/store.h"

namespace dynarocks::engine {

/// Thrown where the process is said to end.
struct Crash {};

class UnreliableStore final : public kv::Store {
 public:
  enum class Fate : std::uint8_t { succeeds, fails, crashes_before, crashes_after };

  explicit UnreliableStore(std::unique_ptr<kv::Store> store) : store_(std::move(store)) {}

  void set_next(Fate fate) { next_ = fate; }

  kv::StoreResult<kv::SpaceId> create_space() override { return store_->create_space(); }
  kv::StoreResult<void> drop_space(kv::SpaceId space) override { return store_->drop_space(space); }
  kv::StoreResult<void> drop_spaces_except(const std::vector<kv::SpaceId>& keep) override {
    return store_->drop_spaces_except(keep);
  }
  kv::StoreResult<bool> get(kv::SpaceId space, std::string_view key, const kv::Snapshot* snapshot,
                            const std::function<void(std::string_view)>& found) const override {
    return store_->get(space, key, snapshot, found);
  }
  kv::StoreResult<std::unique_ptr<kv::Cursor>> scan(kv::SpaceId space, const kv::Range& range,
                                                    const kv::Snapshot* snapshot) const override {
    return store_->scan(space, range, snapshot);
  }
  std::unique_ptr<kv::Batch> begin() const override { return store_->begin(); }
  kv::StoreResult<void> commit(kv::Batch& batch) override {
    const Fate fate = std::exchange(next_, Fate::succeeds);
    if (fate == Fate::fails) {
      return failure(kv::StoreError{kv::StoreError::Kind::io, "the disk is full"});
    }
    if (fate == Fate::crashes_before) throw Crash{};
    auto outcome = store_->commit(batch);
    if (fate == Fate::crashes_after) throw Crash{};
    return outcome;
  }
  std::unique_ptr<kv::Snapshot> snapshot() const override { return store_->snapshot(); }

 private:
  std::unique_ptr<kv::Store> store_;
  Fate next_ = Fate::succeeds;
};

}  // namespace dynarocks::engine
