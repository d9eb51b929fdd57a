#include "kv/keyring.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "temporary_directory.h"

namespace dynarocks::kv {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

const SecretKey master(std::string(SecretKey::size, '\x77'));
const SecretKey another_master(std::string(SecretKey::size, '\x78'));
const SecretKey first_key(std::string(SecretKey::size, '\x11'));
const SecretKey second_key(std::string(SecretKey::size, '\x22'));

/// docs/storage-format.md; made with Python's hmac and cryptography modules.
const std::string example =
    "dynarocks-keys 1\n"
    "write 2\n"
    "read 1 2\n"
    "master 699239c7ff73a1f4\n"
    "sealed "
    "a0a1a2a3a4a5a6a7a8a9aaab063534c3343d0983a74f8fa8aa4d8be161ee3a5aeee38826f0dc6d375448ffc0ce07"
    "db3319fe252170ed39ec9bb21236f64b47b3e5567b35040284e863d161e16d84295731da3bb672f162266211ee35"
    "\n";

class KeyringTest : public ::testing::Test {
 protected:
  void write_file(const std::string& text) const { std::ofstream(directory_ / "KEYS") << text; }
  [[nodiscard]] std::string file() const {
    std::ostringstream text;
    text << std::ifstream(directory_ / "KEYS").rdbuf();
    return text.str();
  }
  [[nodiscard]] Keyring read() const {
    auto keyring = Keyring::read(directory_.path());
    EXPECT_TRUE(keyring && *keyring);
    return **keyring;
  }
  /// What reading or opening the file says.
  [[nodiscard]] std::string fault() const {
    const auto keyring = Keyring::read(directory_.path());
    if (!keyring) return keyring.error().message;
    if (!*keyring) return "no file";
    const auto keys = (*keyring)->open(master);
    return keys ? "" : keys.error().message;
  }

  TemporaryDirectory directory_;
};

TEST_F(KeyringTest, ReadsTheBytesOfTheStorageFormat) {
  write_file(example);
  const Keyring keyring = read();
  EXPECT_TRUE(keyring.belongs_to(master).value());
  EXPECT_FALSE(keyring.belongs_to(another_master).value());
  EXPECT_FALSE(keyring.settled());
  const auto keys = keyring.open(master);
  ASSERT_TRUE(keys) << keys.error().message;
  EXPECT_EQ(keys->write, DataKeyId{2});
  EXPECT_FALSE(keys->plain);
  ASSERT_EQ(keys->keys.size(), 2U);
  EXPECT_EQ(keys->keys.at(1).bytes(), first_key.bytes());
  EXPECT_EQ(keys->keys.at(2).bytes(), second_key.bytes());
}

TEST_F(KeyringTest, ReadsWhatItWrites) {
  for (const bool plain : {false, true}) {
    for (const std::optional<DataKeyId> write : {std::optional<DataKeyId>(), {5}}) {
      DataKeys keys;
      keys.keys.emplace(5, first_key);
      keys.keys.emplace(17, second_key);
      keys.write = write;
      keys.plain = plain;
      ASSERT_TRUE(Keyring::write(directory_.path(), keys, master));
      const auto found = read().open(master);
      ASSERT_TRUE(found) << found.error().message;
      EXPECT_EQ(found->write, write);
      EXPECT_EQ(found->plain, plain);
      EXPECT_EQ(found->keys.at(5).bytes(), first_key.bytes());
      EXPECT_EQ(found->keys.at(17).bytes(), second_key.bytes());
      EXPECT_FALSE(read().settled());
    }
  }
}

TEST_F(KeyringTest, IsSettledWithOneKeyForAllFiles) {
  DataKeys keys;
  keys.keys.emplace(1, first_key);
  keys.write = 1;
  ASSERT_TRUE(Keyring::write(directory_.path(), keys, master));
  EXPECT_TRUE(read().settled());
  EXPECT_TRUE(read().open(master)->settled());
  EXPECT_THAT(file(), StartsWith("dynarocks-keys 1\nwrite 1\nread 1\nmaster 699239c7ff73a1f4\n"));
  EXPECT_FALSE(std::filesystem::exists(directory_ / "KEYS.new"));
}

TEST_F(KeyringTest, IsNothingInADirectoryWithoutOne) {
  EXPECT_FALSE(Keyring::read(directory_.path()).value());
  write_file(example);
  ASSERT_TRUE(Keyring::remove(directory_.path()));
  EXPECT_FALSE(Keyring::read(directory_.path()).value());
  EXPECT_TRUE(Keyring::remove(directory_.path()));
}

TEST_F(KeyringTest, EachByteOfTheFileCounts) {
  for (std::size_t at = 0; at < example.size(); ++at) {
    std::string changed = example;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    write_file(changed);
    EXPECT_NE(fault(), "") << at;
    write_file(example.substr(0, at));
    EXPECT_NE(fault(), "") << at;
  }
  write_file(example + "x");
  EXPECT_EQ(fault(),
            "has a damaged KEYS file; restore it from a backup, since nothing else can "
            "decrypt the data");
}

TEST_F(KeyringTest, RefusesAFileOfANewerFormat) {
  write_file("dynarocks-keys 2\nsomething else\n");
  EXPECT_THAT(fault(), HasSubstr("newer DynaRocks"));
}

}  // namespace
}  // namespace dynarocks::kv
