// An encrypted store: what its files show, and what it refuses to be opened with.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "kv/rocksdb_store.h"
#include "store_fixture.h"

namespace dynarocks::kv {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class EncryptedStoreTest : public StoreFixture {
 protected:
  void SetUp() override {
    write_key("key", 'a');
    write_key("other", 'b');
  }

  void write_key(const std::string& name, char digit) const {
    std::ofstream(directory_ / name) << std::string(64, digit);
    std::filesystem::permissions(directory_ / name, std::filesystem::perms::owner_read);
  }
  [[nodiscard]] std::string data() const { return directory_ / "data"; }
  [[nodiscard]] StoreOptions with(const std::string& key) const {
    StoreOptions options;
    options.data_dir = data();
    if (!key.empty()) options.encryption_key_file = directory_ / key;
    options.write_buffer_bytes = 1u << 20;
    return options;
  }
  [[nodiscard]] std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(data())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      files[entry.path()] = {std::istreambuf_iterator<char>(file), {}};
    }
    return files;
  }
  /// What it says after "data directory '...' "; and it touches nothing.
  [[nodiscard]] std::string refusal(const std::string& key) const {
    const auto before = files();
    const auto opened = open_rocksdb(with(key));
    EXPECT_FALSE(opened);
    if (opened) return {};
    EXPECT_EQ(files(), before);
    const std::string start = "data directory '" + data() + "' ";
    EXPECT_THAT(opened.error().message, ::testing::StartsWith(start));
    return opened.error().message.substr(start.size());
  }
  void fill() {
    const SpaceId space = create_space();
    ASSERT_EQ(space, 1U);
    for (int i = 0; i < 4000; ++i) {
      put(space, "the-key-" + std::to_string(i), "the-value " + std::string(1000, 'v'));
    }
  }
  void expect_filled() const {
    EXPECT_EQ(scan(1, {}).size(), 4000U);
    EXPECT_EQ(get(1, "the-key-77").value_or("").substr(0, 9), "the-value");
  }
};

TEST_F(EncryptedStoreTest, NoFileShowsAnything) {
  ASSERT_NO_FATAL_FAILURE(open(with("key")));
  ASSERT_NO_FATAL_FAILURE(fill());
  store_.reset();
  bool table_file = false;
  for (const auto& [path, bytes] : files()) {
    table_file = table_file || path.ends_with(".sst");
    for (const char* shown : {"the-key", "the-value", "vvvvvvvv", "MANIFEST", "dynarocks.counters",
                              "default", "rocksdb"}) {
      EXPECT_THAT(bytes, Not(HasSubstr(shown))) << path;
    }
  }
  EXPECT_TRUE(table_file);
  ASSERT_NO_FATAL_FAILURE(open(with("key")));
  expect_filled();
}

TEST_F(EncryptedStoreTest, OpensWithItsKeyAlone) {
  ASSERT_NO_FATAL_FAILURE(open(with("key")));
  put(catalog_space, "Tkey", "value");
  store_.reset();
  EXPECT_EQ(refusal(""), "is encrypted; name the file with its key: --encryption-key-file FILE");
  EXPECT_EQ(refusal("other"), "is encrypted with another key than the one in '" +
                                  directory_.path() + "/other'; name the file with the right one");
  ASSERT_NO_FATAL_FAILURE(open(with("key")));
  EXPECT_EQ(get(catalog_space, "Tkey"), "value");
}

TEST_F(EncryptedStoreTest, AStoreThatIsNotEncryptedStaysSo) {
  ASSERT_NO_FATAL_FAILURE(open(with("")));
  put(catalog_space, "Tkey", "value");
  store_.reset();
  EXPECT_EQ(refusal("key"), "is not encrypted; encrypt it with: dynarocks rekey --data-dir " +
                                data() + " --new-key-file " + directory_.path() + "/key");
  ASSERT_NO_FATAL_FAILURE(open(with("")));
  EXPECT_EQ(get(catalog_space, "Tkey"), "value");
}

TEST_F(EncryptedStoreTest, ADirectoryWithoutItsKeyringIsRefused) {
  ASSERT_NO_FATAL_FAILURE(open(with("key")));
  store_.reset();
  std::filesystem::remove(data() + "/KEYS");
  const std::string lost =
      "is encrypted, but without its KEYS file; restore it from a backup, since nothing else can "
      "decrypt the data";
  EXPECT_EQ(refusal("key"), lost);
  EXPECT_EQ(refusal(""), lost);
}

TEST_F(EncryptedStoreTest, ADamagedKeyringIsRefused) {
  ASSERT_NO_FATAL_FAILURE(open(with("key")));
  store_.reset();
  std::string keyring = files()[data() + "/KEYS"];
  keyring[keyring.size() - 3] = keyring[keyring.size() - 3] == '0' ? '1' : '0';
  std::ofstream(data() + "/KEYS") << keyring;
  EXPECT_EQ(refusal("key"),
            "has a damaged KEYS file; restore it from a backup, since nothing else can decrypt the "
            "data");
}

TEST_F(EncryptedStoreTest, ABadKeyFileMakesNoDirectory) {
  std::ofstream(directory_ / "short") << "abc";
  const auto opened = open_rocksdb(with("short"));
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, HasSubstr("short' (3 bytes) does not hold a key"));
  EXPECT_FALSE(std::filesystem::exists(data()));
}

TEST_F(EncryptedStoreTest, ADirectoryWhoseFirstStartWasCutShortIsStillNew) {
  std::filesystem::create_directories(data() + "/store");
  std::ofstream(data() + "/FORMAT") << "dynarocks-format 1\n";
  ASSERT_NO_FATAL_FAILURE(open(with("key")));
  put(catalog_space, "Tkey", "value");
  ASSERT_NO_FATAL_FAILURE(reopen(with("key")));
  EXPECT_EQ(get(catalog_space, "Tkey"), "value");
}

/// As a kill between the making of a log and the writing of its prefix leaves it.
TEST_F(EncryptedStoreTest, OpensWithALogThatHasNoPrefixYet) {
  ASSERT_NO_FATAL_FAILURE(open(with("key")));
  put(catalog_space, "Tkey", "value");
  store_.reset();
  std::ofstream(data() + "/store/000099.log") << "DRCR";
  ASSERT_NO_FATAL_FAILURE(open(with("key")));
  EXPECT_EQ(get(catalog_space, "Tkey"), "value");
  put(catalog_space, "Tkey", "another");
  ASSERT_NO_FATAL_FAILURE(reopen(with("key")));
  EXPECT_EQ(get(catalog_space, "Tkey"), "another");
}

}  // namespace
}  // namespace dynarocks::kv
