// What only a store on disk shows: restarts, refusals, files.

#include "kv/rocksdb_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "store_fixture.h"

namespace dynarocks::kv {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class RocksdbStoreTest : public StoreFixture {
 protected:
  [[nodiscard]] StoreOptions on_disk(Durability durability = Durability::wal) const {
    StoreOptions options;
    options.data_dir = directory_ / "data";
    options.durability = durability;
    return options;
  }

  /// The refusal to open; its message is one line that names the directory.
  [[nodiscard]] static StoreError refusal(const StoreOptions& options) {
    const auto opened = open_rocksdb(options);
    EXPECT_FALSE(opened);
    if (opened) return {};
    EXPECT_THAT(opened.error().message, Not(HasSubstr("\n")));
    EXPECT_THAT(opened.error().message, HasSubstr("'" + options.data_dir + "'"));
    return opened.error();
  }

  void write_file(const std::string& name, const std::string& text) const {
    const std::filesystem::path path = directory_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }
};

TEST_F(RocksdbStoreTest, EmptySpacesLeaveRoomForTheRowsOfOthers) {
  StoreOptions options = on_disk();
  options.write_buffer_bytes = 1024 * 1024;
  ASSERT_NO_FATAL_FAILURE(open(options));
  const SpaceId space = create_space();
  for (int i = 0; i < 200; ++i) (void)create_space();
  for (int i = 0; i < 100; ++i) put(space, "key" + std::to_string(i), "value");
  // A flush begins with a new log.
  const std::filesystem::directory_iterator store(directory_ / "data/store");
  EXPECT_EQ(std::count_if(begin(store), end(store),
                          [](const auto& file) { return file.path().extension() == ".log"; }),
            1);
}

class RestartTest : public RocksdbStoreTest, public ::testing::WithParamInterface<Durability> {};

INSTANTIATE_TEST_SUITE_P(EveryDurability, RestartTest,
                         ::testing::Values(Durability::none, Durability::wal, Durability::fsync));

TEST_P(RestartTest, ACleanRestartKeepsEverything) {
  ASSERT_NO_FATAL_FAILURE(open(on_disk(GetParam())));
  const SpaceId first = create_space();
  const SpaceId dropped = create_space();
  const SpaceId empty = create_space();
  put(catalog_space, "Tkey", "catalog");
  put(first, "key", "value");
  add(first, "C", 3, 30);
  put(dropped, "key", "value");
  ASSERT_TRUE(store_->drop_space(dropped));

  for (int restart = 0; restart < 3; ++restart) {
    ASSERT_NO_FATAL_FAILURE(reopen(on_disk(GetParam())));
    EXPECT_EQ(get(catalog_space, "Tkey"), "catalog");
    EXPECT_EQ(get(first, "key"), "value");
    EXPECT_EQ(counters(first, "C"), std::make_pair(std::int64_t{3}, std::int64_t{30}));
    EXPECT_TRUE(scan(empty, {}).empty());
    EXPECT_FALSE(get_copy(*store_, dropped, "key"));
  }
}

TEST_P(RestartTest, SpaceIdsAreNotReusedAfterARestart) {
  ASSERT_NO_FATAL_FAILURE(open(on_disk(GetParam())));
  SpaceId last = 0;
  for (int restart = 0; restart < 4; ++restart) {
    const SpaceId space = create_space();
    EXPECT_GT(space, last);
    last = space;
    ASSERT_TRUE(store_->drop_space(space));
    ASSERT_NO_FATAL_FAILURE(reopen(on_disk(GetParam())));
  }
}

TEST_F(RocksdbStoreTest, SpaceIdsAreReservedPastTheFirstStep) {
  ASSERT_NO_FATAL_FAILURE(open(on_disk()));
  SpaceId last = 0;
  for (int i = 0; i < 300; ++i) {
    last = create_space();
    ASSERT_TRUE(store_->drop_space(last));
  }
  ASSERT_NO_FATAL_FAILURE(reopen(on_disk()));
  EXPECT_GT(create_space(), last);
}

class ManySpacesTest : public RocksdbStoreTest, public ::testing::WithParamInterface<bool> {};

INSTANTIATE_TEST_SUITE_P(InMemoryAndOnDisk, ManySpacesTest, ::testing::Bool());

TEST_P(ManySpacesTest, FiveHundredComeAndGoQuickly) {
  StoreOptions options = on_disk();
  options.in_memory = GetParam();
  ASSERT_NO_FATAL_FAILURE(open(options));
  const auto start = std::chrono::steady_clock::now();
  std::vector<SpaceId> spaces;
  for (int i = 0; i < 500; ++i) {
    spaces.push_back(create_space());
    put(spaces.back(), "key", "value");
  }
  for (const SpaceId space : spaces) {
    EXPECT_EQ(get(space, "key"), "value");
    ASSERT_TRUE(store_->drop_space(space));
  }
  // Half a second on an idle machine, minutes if RocksDB wrote its OPTIONS files.
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(40));
}

TEST_F(RocksdbStoreTest, DataOutgrowsTheWriteBuffersAndSurvives) {
  StoreOptions options = on_disk();
  options.write_buffer_bytes = 1u << 20;
  options.block_cache_bytes = 1u << 20;
  ASSERT_NO_FATAL_FAILURE(open(options));
  const SpaceId space = create_space();
  auto batch = store_->begin();
  for (int i = 0; i < 20'000; ++i) {
    batch->clear();
    batch->put(space, std::to_string(i), std::string(500, static_cast<char>('a' + i % 26)));
    batch->add(space, "C", 1, 500);
    commit(*batch);
  }
  batch.reset();
  for (int restart = 0; restart < 2; ++restart) {
    EXPECT_EQ(scan(space, {}).size(), 20'001U);
    EXPECT_EQ(counters(space, "C"), std::make_pair(std::int64_t{20'000}, std::int64_t{10'000'000}));
    EXPECT_EQ(get(space, "12345"), std::string(500, static_cast<char>('a' + 12'345 % 26)));
    ASSERT_NO_FATAL_FAILURE(reopen(options));
  }
}

TEST_F(RocksdbStoreTest, CreatesTheDirectoryAndItsParents) {
  StoreOptions options = on_disk();
  options.data_dir = directory_ / "a/b/c";
  ASSERT_NO_FATAL_FAILURE(open(options));
  std::ifstream format(directory_ / "a/b/c/FORMAT");
  const std::string text((std::istreambuf_iterator<char>(format)), {});
  EXPECT_EQ(text, "dynarocks-format 1\n");
}

TEST_F(RocksdbStoreTest, WritesNoOptionsFilesAndNoLogFile) {
  ASSERT_NO_FATAL_FAILURE(open(on_disk()));
  (void)create_space();
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory_ / "data")) {
    const std::string name = entry.path().filename().string();
    EXPECT_FALSE(name.starts_with("OPTIONS")) << name;
    EXPECT_NE(name, "LOG");
  }
}

TEST_F(RocksdbStoreTest, AStoreInMemoryLeavesNoFiles) {
  StoreOptions options = on_disk();
  options.in_memory = true;
  ASSERT_NO_FATAL_FAILURE(open(options));
  put(create_space(), "key", "value");
  EXPECT_TRUE(std::filesystem::is_empty(directory_.path()));
}

TEST_F(RocksdbStoreTest, StoresInMemoryAreSeparate) {
  StoreOptions options;
  options.in_memory = true;
  ASSERT_NO_FATAL_FAILURE(open(options));
  put(catalog_space, "Tkey", "value");
  const auto second = open_rocksdb(options);
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(get_copy(**second, catalog_space, "Tkey").value(), std::nullopt);
}

TEST_F(RocksdbStoreTest, ASecondOpenIsRefusedUntilTheFirstCloses) {
  ASSERT_NO_FATAL_FAILURE(open(on_disk()));
  const StoreError error = refusal(on_disk());
  EXPECT_EQ(error.kind, StoreError::Kind::locked);
  EXPECT_EQ(error.message, "data directory '" + on_disk().data_dir +
                               "' is in use by another DynaRocks process; stop it or choose "
                               "another --data-dir");
  ASSERT_NO_FATAL_FAILURE(reopen(on_disk()));
}

TEST_F(RocksdbStoreTest, ANewerFormatIsRefused) {
  write_file("data/FORMAT", "dynarocks-format 2\n");
  const StoreError error = refusal(on_disk());
  EXPECT_EQ(error.kind, StoreError::Kind::newer_format);
  EXPECT_THAT(error.message, HasSubstr("has format 2, written by a newer DynaRocks"));
  // The refusal keeps no lock and changes nothing.
  write_file("data/FORMAT", "dynarocks-format 1\n");
  ASSERT_NO_FATAL_FAILURE(open(on_disk()));
}

TEST_F(RocksdbStoreTest, AFormatFileOfAnotherProgramIsRefused) {
  for (const char* text : {"", "something else\n", "dynarocks-format 1", "dynarocks-format x\n",
                           "dynarocks-format 1 \n", "dynarocks-format 0\n",
                           "dynarocks-format 99999999999999999999\n"}) {
    write_file("data/FORMAT", text);
    const StoreError error = refusal(on_disk());
    EXPECT_EQ(error.kind, StoreError::Kind::invalid) << text;
    EXPECT_THAT(error.message, HasSubstr("does not hold DynaRocks data"));
  }
}

TEST_F(RocksdbStoreTest, AStoreWithoutItsFormatFileIsRefused) {
  ASSERT_NO_FATAL_FAILURE(open(on_disk()));
  store_.reset();
  std::filesystem::remove(directory_ / "data/FORMAT");
  EXPECT_EQ(refusal(on_disk()).kind, StoreError::Kind::invalid);
}

TEST_F(RocksdbStoreTest, ForeignFilesBesideTheStoreAreLeftAlone) {
  write_file("data/shared-local-instance.db", "of another program");
  ASSERT_NO_FATAL_FAILURE(open(on_disk()));
  EXPECT_TRUE(std::filesystem::exists(directory_ / "data/shared-local-instance.db"));
}

TEST_F(RocksdbStoreTest, AFileInPlaceOfTheDirectoryIsRefused) {
  write_file("data", "a file");
  const StoreError error = refusal(on_disk());
  EXPECT_EQ(error.kind, StoreError::Kind::io);
  EXPECT_THAT(error.message, HasSubstr("cannot be created"));
  EXPECT_THAT(error.message, HasSubstr("Not a directory"));
}

TEST_F(RocksdbStoreTest, AnEmptyNameIsRefused) {
  StoreOptions options = on_disk();
  options.data_dir = "";
  const auto opened = open_rocksdb(options);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().message, "the data directory has no name; give one with --data-dir");
}

TEST_F(RocksdbStoreTest, ADirectoryThatCannotBeWrittenIsRefused) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write anywhere";
  std::filesystem::create_directory(directory_ / "data");
  std::filesystem::permissions(
      directory_ / "data", std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  const StoreError error = refusal(on_disk());
  EXPECT_EQ(error.kind, StoreError::Kind::io);
  EXPECT_THAT(error.message, HasSubstr("cannot be written (Permission denied)"));
}

TEST_F(RocksdbStoreTest, ADirectoryThatCannotBeCreatedIsRefused) {
  StoreOptions options = on_disk();
  options.data_dir = "/proc/dynarocks";
  const StoreError error = refusal(options);
  EXPECT_EQ(error.kind, StoreError::Kind::io);
  EXPECT_THAT(error.message, HasSubstr("cannot be created"));
}

TEST_F(RocksdbStoreTest, DamagedFilesAreRefusedWithAdvice) {
  ASSERT_NO_FATAL_FAILURE(open(on_disk()));
  store_.reset();
  for (const auto& entry : std::filesystem::directory_iterator(directory_ / "data/store")) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("MANIFEST-")) std::ofstream(entry.path()) << std::string(100, 'x');
  }
  const StoreError error = refusal(on_disk());
  EXPECT_EQ(error.kind, StoreError::Kind::corrupt);
  EXPECT_THAT(error.message,
              HasSubstr("restore a backup or save what can be saved with dynarocks repair"));
}

// What spaces cost.

std::ptrdiff_t open_files() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"),
                       std::filesystem::directory_iterator());
}

TEST_F(RocksdbStoreTest, ASpaceKeepsNoFileOpen) {
  ASSERT_NO_FATAL_FAILURE(open(on_disk()));
  create_space();
  const std::ptrdiff_t before = open_files();
  for (int i = 0; i < 50; ++i) put(create_space(), "key", "value");
  EXPECT_LE(open_files(), before + 2);
  ASSERT_NO_FATAL_FAILURE(reopen(on_disk()));
  EXPECT_LE(open_files(), before + 2);
}

}  // namespace
}  // namespace dynarocks::kv
