#include "kv/key_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/base64.h"
#include "kv/hexadecimal.h"
#include "temporary_directory.h"

namespace dynarocks::kv {
namespace {

class KeyFileTest : public ::testing::Test {
 protected:
  [[nodiscard]] StoreResult<SecretKey> read(const std::string& content) const {
    std::ofstream(path_, std::ios::binary) << content;
    return read_key_file(path_);
  }
  void expect_key(const std::string& content) const {
    const auto key = read(content);
    ASSERT_TRUE(key) << key.error().message;
    EXPECT_EQ(key->bytes(), bytes_);
  }
  void expect_refusal(const std::string& content) const {
    const auto key = read(content);
    ASSERT_FALSE(key);
    EXPECT_EQ(key.error().message,
              "key file '" + path_ + "' (" + std::to_string(content.size()) +
                  " bytes) does not hold a key: 32 random bytes, raw, as 64 hexadecimal digits or "
                  "in base64; make one with: openssl rand -hex 32 > key");
  }

  TemporaryDirectory directory_;
  std::string path_ = directory_ / "key";
  std::string bytes_ =
      *from_hexadecimal("00ff10203040506070800a0d20090a0b0c0d0e0f1a2a3a4a5a6a7a8a9aaabaca");
};

TEST_F(KeyFileTest, TakesRawBytes) { expect_key(bytes_); }

TEST_F(KeyFileTest, TakesHexadecimalDigits) {
  expect_key(to_hexadecimal(bytes_));
  expect_key(to_hexadecimal(bytes_) + "\n");
  expect_key("  00FF10203040506070800A0D20090A0B0C0D0E0F1A2A3A4A5A6A7A8A9AAABACA\r\n");
}

TEST_F(KeyFileTest, TakesBase64) {
  std::string text;
  append_base64(bytes_, text);
  expect_key(text);
  expect_key(text + "\n");
}

TEST_F(KeyFileTest, RefusesEverythingElse) {
  expect_refusal("");
  expect_refusal(bytes_ + "x");
  expect_refusal(bytes_.substr(1));
  expect_refusal(bytes_ + "\n");
  expect_refusal(to_hexadecimal(bytes_.substr(1)));
  expect_refusal(to_hexadecimal(bytes_) + "00");
  expect_refusal("0123456789abcdef0123456789abcdef");  // half a key in hexadecimal: 32 characters
  expect_refusal(std::string(4096, 'a'));
}

TEST_F(KeyFileTest, NamesAFileThatCannotBeRead) {
  const auto key = read_key_file(directory_ / "none");
  ASSERT_FALSE(key);
  EXPECT_EQ(key.error().message,
            "key file '" + directory_.path() +
                "/none' cannot be read (No such file or directory); name one that this user can "
                "read");
}

}  // namespace
}  // namespace dynarocks::kv
