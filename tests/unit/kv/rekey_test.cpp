// Changes of keys: all of them, to their ends and cut short at every step.

#include "kv/rekey.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <ostream>
#include <stdexcept>
#include <string>

#include "kv/keyring.h"
#include "kv/rocksdb_store.h"
#include "store_fixture.h"

namespace dynarocks::kv {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// Stands in for a kill: what it leaves open is closed, and nothing is put in order.
struct Killed : std::runtime_error {
  Killed() : runtime_error("killed") {}
};

/// Names of key files; empty: none.
struct Change {
  std::string from;
  std::string to;
};
void PrintTo(const Change& change, std::ostream* out) {
  *out << "'" << change.from << "' to '" << change.to << "'";
}

class RekeyFixture : public StoreFixture {
 protected:
  void SetUp() override {
    for (const char* name : {"a", "b", "c"}) {
      std::ofstream(directory_ / name) << std::string(64, *name);
      std::filesystem::permissions(directory_ / name, std::filesystem::perms::owner_read);
    }
  }

  [[nodiscard]] std::string data() const { return directory_ / "data"; }
  [[nodiscard]] std::string key_file(const std::string& name) const {
    return name.empty() ? "" : directory_ / name;
  }
  [[nodiscard]] StoreOptions with(const std::string& key) const {
    StoreOptions options;
    options.data_dir = data();
    options.encryption_key_file = key_file(key);
    options.write_buffer_bytes = 1u << 20;
    return options;
  }

  /// A store with table files and a log.
  void fill(const std::string& key) {
    ASSERT_NO_FATAL_FAILURE(open(with(key)));
    for (int space = 1; space <= 2; ++space) {
      ASSERT_EQ(create_space(), static_cast<SpaceId>(space));
      for (int i = 0; i < 1500; ++i) {
        put(static_cast<SpaceId>(space), "key " + std::to_string(i), "value " + random_text(i));
      }
    }
    add(catalog_space, "Tcounters", 3, 4);
    expected_ = content();
    store_.reset();
  }
  [[nodiscard]] std::vector<Rows> content() const {
    return {scan(0, {}), scan(1, {}), scan(2, {})};
  }
  void expect_content(const std::string& key) {
    ASSERT_NO_FATAL_FAILURE(open(with(key)));
    EXPECT_TRUE(content() == expected_);
    store_.reset();
  }
  /// Expects everything to be there and writes some more.
  void go_on(const std::string& key) {
    ASSERT_NO_FATAL_FAILURE(open(with(key)));
    EXPECT_TRUE(content() == expected_);
    for (int i = 0; i < 300; ++i) {
      put(1, "later " + std::to_string(i) + std::to_string(expected_[1].size()), "value");
    }
    expected_ = content();
    store_.reset();
  }

  [[nodiscard]] RekeyRequest request(const Change& change) const {
    return {data(), key_file(change.from), key_file(change.to)};
  }
  RekeyOutcome run(const Change& change) const {
    const auto outcome = rekey(request(change), [](auto, auto) {});
    EXPECT_TRUE(outcome) << outcome.error().message;
    return outcome ? *outcome : RekeyOutcome();
  }
  /// Whether it was killed, in the copying of file `step`, rather than done before.
  [[nodiscard]] bool killed(const Change& change, int step) const {
    try {
      const auto outcome = rekey(request(change), [&](auto, auto) {
        if (step-- == 0) throw Killed();
      });
      EXPECT_TRUE(outcome) << outcome.error().message;
      return false;
    } catch (const Killed&) {
      return true;
    }
  }
  /// What it says after "data directory '...' "; and it changes nothing.
  [[nodiscard]] std::string refusal(const Change& change) const {
    const auto before = files();
    const auto outcome = rekey(request(change), [](auto, auto) {});
    EXPECT_FALSE(outcome);
    EXPECT_TRUE(files() == before);
    const std::string start = "data directory '" + data() + "' ";
    const std::string message = outcome ? "" : outcome.error().message;
    EXPECT_THAT(message, StartsWith(start));
    return message.substr(std::min(start.size(), message.size()));
  }

  [[nodiscard]] std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(data())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      files[entry.path().filename()] = {std::istreambuf_iterator<char>(file), {}};
    }
    return files;
  }
  /// All files of the store have the one form, and the key opens them, as nothing else does.
  void expect_done(const std::string& key) {
    const auto found = files();
    EXPECT_EQ(found.count("KEYS"), key.empty() ? 0U : 1U);
    EXPECT_EQ(found.count("REKEY"), 0U);
    for (const auto& [name, bytes] : found) {
      if (bytes.empty() || name == "FORMAT" || name == "KEYS") continue;
      EXPECT_EQ(bytes.starts_with("DRCRYPT1"), !key.empty()) << name;
    }
    for (const std::string other : {"", "a", "b", "c"}) {
      EXPECT_EQ(open_rocksdb(with(other)).has_value(), other == key) << other;
    }
    const auto keyring = Keyring::read(data());
    EXPECT_TRUE(keyring && (!*keyring || (*keyring)->settled()));
  }
  /// The salts and tags of the encrypted files, and what follows: nothing of it may stay.
  [[nodiscard]] std::vector<std::string> bodies() const {
    std::vector<std::string> bodies;
    for (const auto& [name, bytes] : files()) {
      if (bytes.size() > 100 && name != "KEYS") bodies.push_back(bytes.substr(16, 64));
    }
    return bodies;
  }

  std::vector<Rows> expected_;

 private:
  /// Text that does not get shorter when it is compressed.
  static std::string random_text(int seed) {
    std::string text;
    auto state = static_cast<std::uint32_t>(seed) * 2654435761U + 1;
    for (int i = 0; i < 700; ++i) {
      state = state * 1664525U + 1013904223U;
      text += static_cast<char>(state >> 24);
    }
    return text;
  }
};

class RekeyTest : public RekeyFixture, public ::testing::WithParamInterface<Change> {};

INSTANTIATE_TEST_SUITE_P(EveryChange, RekeyTest,
                         ::testing::Values(Change{"", "a"}, Change{"a", "b"}, Change{"a", "a"},
                                           Change{"a", ""}));

TEST_P(RekeyTest, WritesEveryFileAnew) {
  const Change change = GetParam();
  ASSERT_NO_FATAL_FAILURE(fill(change.from));
  const auto before = bodies();
  const RekeyOutcome outcome = run(change);
  EXPECT_FALSE(outcome.already);
  EXPECT_GE(outcome.files, 5U);
  EXPECT_GT(outcome.bytes, 2'000'000U);
  expect_done(change.to);
  for (const auto& [name, bytes] : files()) {
    for (const std::string& body : before) EXPECT_THAT(bytes, Not(HasSubstr(body))) << name;
  }
  expect_content(change.to);
}

TEST_P(RekeyTest, MayBeKilledAtEveryStepAndRepeated) {
  const Change change = GetParam();
  ASSERT_NO_FATAL_FAILURE(fill(change.from));
  int kills = 0;
  while (killed(change, 0)) {  // before anything is done
    ASSERT_LT(++kills, 100);
    if (!killed(change, 1)) break;  // after one file, which is not done again
  }
  EXPECT_GE(kills, 3);
  expect_done(change.to);
  expect_content(change.to);
}

TEST_P(RekeyTest, OpensWhereverItWasKilled) {
  const Change change = GetParam();
  ASSERT_NO_FATAL_FAILURE(fill(change.from));
  const std::string opening = change.to.empty() ? change.from : change.to;
  for (int step = 0; step < 100 && killed(change, 1); ++step) {
    EXPECT_FALSE((**Keyring::read(data())).settled());
    EXPECT_EQ(open_rocksdb(with(change.from)).has_value(), change.from == opening);
    ASSERT_NO_FATAL_FAILURE(go_on(opening));
    EXPECT_EQ(files().count("REKEY"), 0U);
  }
  run(change);
  expect_content(change.to);
}

TEST_P(RekeyTest, IsDoneOnce) {
  const Change change = GetParam();
  ASSERT_NO_FATAL_FAILURE(fill(change.from));
  run(change);
  // A key that is replaced by itself is asked for anew.
  EXPECT_EQ(run(change).already, change.from != change.to);
  expect_content(change.to);
}

using RekeyRefusalTest = RekeyFixture;

TEST_F(RekeyRefusalTest, NamesWhatIsWrong) {
  ASSERT_NO_FATAL_FAILURE(fill("a"));
  EXPECT_EQ(refusal({"", "b"}), "is encrypted; name the file with its key: --old-key-file FILE");
  EXPECT_EQ(refusal({"b", "c"}), "is encrypted with another key than the one in '" + key_file("b") +
                                     "'; name the file with the right one");
  EXPECT_EQ(refusal({"b", ""}), "is encrypted with another key than the one in '" + key_file("b") +
                                    "'; name the file with the right one");
  run({"a", ""});
  EXPECT_EQ(refusal({"a", "b"}), "is not encrypted; leave --old-key-file out");
  ASSERT_TRUE(killed({"", "b"}, 1));
  EXPECT_THAT(refusal({"a", "c"}), HasSubstr("a change of keys is under way, so name the file with "
                                             "the key it was to get"));
}

TEST_F(RekeyRefusalTest, LeavesAServedDirectoryAlone) {
  ASSERT_NO_FATAL_FAILURE(fill("a"));
  ASSERT_NO_FATAL_FAILURE(open(with("a")));
  const auto outcome = rekey(request({"a", "b"}), [](auto, auto) {});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, StoreError::Kind::locked);
  store_.reset();
  expect_content("a");
}

TEST_F(RekeyRefusalTest, MakesNoDirectory) {
  const auto outcome = rekey(request({"", "a"}), [](auto, auto) {});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().message,
            "data directory '" + data() + "' holds no DynaRocks data; check --data-dir");
  EXPECT_FALSE(std::filesystem::exists(data()));
}

TEST_F(RekeyRefusalTest, LeavesADamagedStoreAsItIs) {
  ASSERT_NO_FATAL_FAILURE(fill("a"));
  std::ofstream(data() + "/store/000999.sst") << std::string(100, 'x');
  EXPECT_THAT(refusal({"a", "b"}), HasSubstr("000999.sst: it is not encrypted"));
  std::filesystem::remove(data() + "/store/000999.sst");
  std::filesystem::remove(data() + "/KEYS");
  EXPECT_THAT(refusal({"", "b"}), HasSubstr("without its KEYS file"));
}

using RekeyAgainTest = RekeyFixture;

TEST_F(RekeyAgainTest, AnInterruptedChangeMayEndInAnother) {
  const Change begun[] = {{"", "b"}, {"a", "b"}};
  for (const Change& first : begun) {
    for (const std::string to : {"c", "a", ""}) {
      ASSERT_NO_FATAL_FAILURE(fill(first.from));
      ASSERT_TRUE(killed(first, 2));
      ASSERT_TRUE(killed({"b", to}, 1));
      run({"b", to});
      expect_done(to);
      expect_content(to);
      std::filesystem::remove_all(data());
    }
  }
}

TEST_F(RekeyAgainTest, AnInterruptedDecryptionMayBecomeAnotherEncryption) {
  ASSERT_NO_FATAL_FAILURE(fill("a"));
  ASSERT_TRUE(killed({"a", ""}, 2));
  ASSERT_TRUE(killed({"a", "b"}, 1));
  run({"a", "b"});
  expect_done("b");
  expect_content("b");
}

TEST_F(RekeyAgainTest, ADirectoryWithoutAStoreGetsAKeyToo) {
  std::filesystem::create_directories(data() + "/store");
  std::ofstream(data() + "/FORMAT") << "dynarocks-format 1\n";
  EXPECT_EQ(run({"", "a"}).files, 0U);
  expect_done("a");
  EXPECT_TRUE(open_rocksdb(with("a")));
}

TEST_F(RekeyAgainTest, WhatAKillLeftOfAPrefixIsNoContent) {
  ASSERT_NO_FATAL_FAILURE(fill("a"));
  std::ofstream(data() + "/store/000998.log") << "DRCRYPT1 and some";
  run({"a", ""});
  EXPECT_EQ(files().at("000998.log"), "");
  expect_content("");
}

}  // namespace
}  // namespace dynarocks::kv
