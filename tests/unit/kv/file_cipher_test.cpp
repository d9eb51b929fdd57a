#include "kv/file_cipher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kv/hexadecimal.h"

namespace dynarocks::kv {
namespace {

using ::testing::HasSubstr;
using Kind = FileForm::Kind;

std::string counted(std::size_t size) {
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i);
  return bytes;
}

DataKeys keys_with(DataKeyId id, std::string_view bytes) {
  DataKeys keys;
  keys.keys.emplace(id, SecretKey(bytes));
  keys.write = id;
  return keys;
}

/// docs/storage-format.md; made with Python's hmac and cryptography modules.
const std::string example_prefix = *from_hexadecimal(
    "44524352595054310200000000000000"
    "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a"
    "01460ae9e940487aca4b6ece8cd190b1");

DataKeys example_keys() { return keys_with(2, counted(SecretKey::size)); }

EncryptedFile new_file() {
  auto made = EncryptedFile::create(7, SecretKey(std::string(SecretKey::size, 'k')));
  EXPECT_TRUE(made);
  return *made;
}

std::string applied(const FileCipher& cipher, std::uint64_t offset, const std::string& bytes) {
  std::string out(bytes.size(), '\0');
  EXPECT_TRUE(cipher.apply(offset, bytes.data(), out.data(), bytes.size()));
  return out;
}

std::string fault_of(std::string_view start, const DataKeys& keys) {
  const auto form = form_of_file(start, keys);
  EXPECT_FALSE(form);
  if (form) return {};
  EXPECT_EQ(form.error().kind, StoreError::Kind::corrupt);
  return form.error().message;
}

Kind kind_of(std::string_view start, const DataKeys& keys) {
  const auto form = form_of_file(start, keys);
  EXPECT_TRUE(form) << form.error().message;
  return form ? form->kind : Kind::empty;
}

TEST(FileCipherTest, HasTheBytesOfTheStorageFormat) {
  const auto form = form_of_file(example_prefix, example_keys());
  ASSERT_TRUE(form) << form.error().message;
  ASSERT_TRUE(form->encrypted);
  EXPECT_EQ(form->encrypted->key, 2U);
  EXPECT_EQ(form->encrypted->prefix, example_prefix);
  EXPECT_EQ(
      to_hexadecimal(
          applied(form->encrypted->cipher, 0, "The quick brown fox jumps over the lazy dog")),
      "6505b97b900f1a5fb7b672304174bd74f7c1a9dc69ffe38b85aa41f9b1a5ab586c4d3967a672d173d892d1");
}

TEST(FileCipherTest, ReadsAnyPieceOfWhatWasWrittenInAnyPieces) {
  const EncryptedFile file = new_file();
  const std::string text = counted(5000);
  std::string written;
  for (std::size_t at = 0, step = 1; at < text.size(); at += step, step = step * 3 % 257) {
    step = std::min(step, text.size() - at);
    written += applied(file.cipher, at, text.substr(at, step));
  }
  EXPECT_EQ(written, applied(file.cipher, 0, text));
  for (const std::size_t at : {0, 1, 15, 16, 17, 31, 63, 4095, 4097, 4999}) {
    for (const std::size_t size : {1, 15, 16, 17, 800}) {
      EXPECT_EQ(applied(file.cipher, at, written.substr(at, size)), text.substr(at, size))
          << at << " " << size;
    }
  }
}

TEST(FileCipherTest, WorksInPlaceAndFarIntoAFile) {
  const FileCipher cipher = new_file().cipher;
  const std::uint64_t far = (std::uint64_t{1} << 40) + 5;
  std::string bytes = counted(100);
  ASSERT_TRUE(cipher.apply(far, bytes.data(), bytes.data(), bytes.size()));
  EXPECT_NE(bytes, counted(100));
  EXPECT_NE(bytes, applied(cipher, 5, counted(100)));
  ASSERT_TRUE(cipher.apply(far, bytes.data(), bytes.data(), bytes.size()));
  EXPECT_EQ(bytes, counted(100));
}

TEST(FileCipherTest, NoTwoFilesAreEncryptedAlike) {
  const EncryptedFile one = new_file();
  const EncryptedFile other = new_file();
  EXPECT_NE(one.prefix, other.prefix);
  const std::string zeros(64, '\0');
  EXPECT_NE(applied(one.cipher, 0, zeros), applied(other.cipher, 0, zeros));
}

TEST(FileCipherTest, EachByteOfThePrefixCounts) {
  for (std::size_t at = 0; at < example_prefix.size(); ++at) {
    std::string changed = example_prefix;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_NE(fault_of(changed, example_keys()), "") << at;
  }
}

TEST(FileCipherTest, SaysWhatIsWrongWithAFile) {
  EXPECT_THAT(fault_of(example_prefix, keys_with(2, std::string(SecretKey::size, 'x'))),
              HasSubstr("damaged or made with another data key"));
  EXPECT_THAT(fault_of(example_prefix, keys_with(3, counted(SecretKey::size))),
              HasSubstr("data key 2, which KEYS does not hold"));
  EXPECT_THAT(fault_of("MANIFEST-000004\n", example_keys()), HasSubstr("is not encrypted"));
}

TEST(FileCipherTest, AFileWithoutAWholePrefixIsEmpty) {
  DataKeys also_plain = example_keys();
  also_plain.plain = true;
  for (const DataKeys& keys : {example_keys(), also_plain}) {
    for (const std::size_t size : {0, 1, 8, 9, 63}) {
      EXPECT_EQ(kind_of(example_prefix.substr(0, size), keys), Kind::empty) << size;
    }
  }
  EXPECT_EQ(kind_of(std::string(FileCipher::prefix_bytes, '\0'), example_keys()), Kind::empty);
}

TEST(FileCipherTest, TellsFilesOfBothFormsApart) {
  DataKeys keys = example_keys();
  keys.plain = true;
  EXPECT_EQ(kind_of(example_prefix, keys), Kind::encrypted);
  EXPECT_EQ(kind_of("MANIFEST-000004\n", keys), Kind::plain);
  EXPECT_EQ(kind_of(std::string(FileCipher::prefix_bytes, '\0'), keys), Kind::plain);
  std::string damaged = example_prefix;
  damaged.back() = 'x';
  EXPECT_NE(fault_of(damaged, keys), "");
}

}  // namespace
}  // namespace dynarocks::kv
