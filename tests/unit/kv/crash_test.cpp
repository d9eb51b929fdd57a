// A store whose process is killed with SIGKILL in the middle of its writes keeps every write it
// acknowledged, and no half of one.

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <functional>
#include <string>

#include "store_fixture.h"

namespace dynarocks::kv {
namespace {

constexpr int rounds = 4;
constexpr std::uint32_t writes_before_kill = 3000;
constexpr std::uint32_t spaces_before_kill = 40;
constexpr int error_exit = 3;

std::string key_of(std::uint32_t number) { return "row " + std::to_string(number); }

/// Reads the space's id and count of rows from the catalog, creating both in a fresh store.
SpaceId space_of(Store& store) {
  const auto recorded = get_copy(store, catalog_space, "Tspace");
  if (!recorded) ::_exit(error_exit);
  if (*recorded) return std::stoull(**recorded);
  const auto space = store.create_space();
  if (!space) ::_exit(error_exit);
  const auto batch = store.begin();
  batch->put(catalog_space, "Tspace", std::to_string(*space));
  if (!store.commit(*batch)) ::_exit(error_exit);
  return *space;
}

/// The child: writes from `first` on until it is killed, each number down the pipe once its commit
/// has returned. A write is three rows that must appear together.
[[noreturn]] void write_until_killed(const StoreOptions& options, std::uint32_t first, int pipe) {
  auto store = open_rocksdb(options);
  if (!store) ::_exit(error_exit);
  const SpaceId space = space_of(**store);
  const auto batch = (*store)->begin();
  for (std::uint32_t number = first;; ++number) {
    batch->clear();
    batch->put(space, key_of(number), std::string(100 + number % 400, 'v'));
    batch->put(catalog_space, "Tlast", std::to_string(number));
    batch->add(space, "C", 1, number);
    if (!(*store)->commit(*batch)) ::_exit(error_exit);
    if (::write(pipe, &number, sizeof number) != sizeof number) ::_exit(error_exit);
  }
}

/// A store on disk whose users are child processes. This one never opens it, so that no thread of
/// RocksDB runs where a child is forked; GoogleTest runs suites named *DeathTest first, before any
/// other test starts such threads.
class KilledStore : public StoreFixture, public ::testing::WithParamInterface<Durability> {
 protected:
  void SetUp() override {
    options_.data_dir = directory_ / "data";
    options_.durability = GetParam();
    options_.write_buffer_bytes = 4u << 20;  // flushes happen between the writes
  }

  /// Runs `work` in a child, hands each number it sends down the pipe to `acknowledged`, and kills
  /// the child when that answers false.
  static void run_and_kill(const std::function<void(int)>& work,
                           const std::function<bool(std::uint32_t)>& acknowledged) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(ends[0]);
      work(ends[1]);
      ::_exit(error_exit);
    }
    ::close(ends[1]);
    std::uint32_t number = 0;
    bool killed = false;
    // What was in the pipe at the kill was acknowledged as well, so it is read to its end.
    while (::read(ends[0], &number, sizeof number) == sizeof number) {
      if (!acknowledged(number) && !killed) {
        EXPECT_EQ(::kill(child, SIGKILL), 0);
        killed = true;
      }
    }
    ::close(ends[0]);
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        << "the child ended by itself, status " << status;
  }

  /// Runs `look` in a child of its own, so that this process stays free of RocksDB's threads.
  void in_child(const std::function<void()>& look) {
    const pid_t child = ::fork();
    if (child == 0) {
      look();
      store_.reset();
      ::_exit(HasFailure() ? 1 : 0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "status " << status;
  }

  StoreOptions options_;
};

class WriteCrashDeathTest : public KilledStore {
 protected:
  /// Every write up to `acknowledged` is there, in all its rows. The one in flight may be too.
  void check(std::uint32_t acknowledged) {
    ASSERT_NO_FATAL_FAILURE(open(options_));
    const SpaceId space = space_of(*store_);
    const auto last =
        static_cast<std::uint32_t>(std::stoul(get(catalog_space, "Tlast").value_or("0")));
    EXPECT_GE(last, acknowledged);
    EXPECT_LE(last, acknowledged + 1);
    for (std::uint32_t number = 1; number <= last; ++number) {
      ASSERT_EQ(get(space, key_of(number)), std::string(100 + number % 400, 'v')) << number;
    }
    EXPECT_EQ(get(space, key_of(last + 1)), std::nullopt);
    EXPECT_EQ(counters(space, "C"),
              std::make_pair(std::int64_t{last}, std::int64_t{last} * (last + 1) / 2));
  }
};

INSTANTIATE_TEST_SUITE_P(LoggedDurability, WriteCrashDeathTest,
                         ::testing::Values(Durability::wal, Durability::fsync));

TEST_P(WriteCrashDeathTest, AcknowledgedWritesSurviveRepeatedKills) {
  const std::uint32_t writes =
      GetParam() == Durability::fsync ? writes_before_kill / 10 : writes_before_kill;
  std::uint32_t next = 1;
  for (int round = 0; round < rounds; ++round) {
    std::uint32_t acknowledged = next - 1;
    run_and_kill([&](int pipe) { write_until_killed(options_, next, pipe); },
                 [&](std::uint32_t number) {
                   EXPECT_EQ(number, acknowledged + 1);
                   acknowledged = number;
                   return number < next + writes;
                 });
    ASSERT_GE(acknowledged, next + writes);
    in_child([&] { check(acknowledged); });
    if (HasFailure()) return;
    // The write in flight at the kill may have come through: go on behind it, and write it again if
    // it did not, so that the sums above stay those of an unbroken row of numbers.
    in_child([&] {
      ASSERT_NO_FATAL_FAILURE(open(options_));
      const SpaceId space = space_of(*store_);
      if (get(space, key_of(acknowledged + 1))) return;
      const auto batch = store_->begin();
      batch->put(space, key_of(acknowledged + 1), std::string(100 + (acknowledged + 1) % 400, 'v'));
      batch->put(catalog_space, "Tlast", std::to_string(acknowledged + 1));
      batch->add(space, "C", 1, acknowledged + 1);
      commit(*batch);
    });
    next = acknowledged + 2;
  }
}

/// Creates and drops spaces until it is killed, each id down the pipe once it is known.
[[noreturn]] void create_spaces_until_killed(const StoreOptions& options, int pipe) {
  auto store = open_rocksdb(options);
  if (!store) ::_exit(error_exit);
  for (int i = 0;; ++i) {
    const auto space = (*store)->create_space();
    if (!space) ::_exit(error_exit);
    const auto id = static_cast<std::uint32_t>(*space);
    if (::write(pipe, &id, sizeof id) != sizeof id) ::_exit(error_exit);
    if (i % 2 == 0 && !(*store)->drop_space(*space)) ::_exit(error_exit);
  }
}

class SpaceCrashDeathTest : public KilledStore {};

INSTANTIATE_TEST_SUITE_P(EveryDurability, SpaceCrashDeathTest,
                         ::testing::Values(Durability::none, Durability::wal, Durability::fsync));

TEST_P(SpaceCrashDeathTest, SpaceIdsAreNeverUsedTwice) {
  std::uint32_t highest = 0;
  for (int round = 0; round < rounds; ++round) {
    std::uint32_t last = highest;
    run_and_kill([&](int pipe) { create_spaces_until_killed(options_, pipe); },
                 [&](std::uint32_t id) {
                   EXPECT_GT(id, last);
                   last = id;
                   return id < highest + spaces_before_kill;
                 });
    ASSERT_GT(last, highest);
    highest = last;
  }
}

}  // namespace
}  // namespace dynarocks::kv
