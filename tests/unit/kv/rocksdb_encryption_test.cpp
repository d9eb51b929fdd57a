// Encrypted files as RocksDB works with them.

#include "kv/rocksdb_encryption.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rocksdb/env.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "kv/file_cipher.h"
#include "temporary_directory.h"

namespace dynarocks::kv {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::size_t prefix_bytes = FileCipher::prefix_bytes;

std::string text_of(std::size_t size) {
  std::string text;
  for (std::size_t i = 0; text.size() < size; ++i) text += "word " + std::to_string(i) + ' ';
  text.resize(size);
  return text;
}

class RocksdbEncryptionTest : public ::testing::Test {
 protected:
  RocksdbEncryptionTest() {
    keys_.keys.emplace(1, SecretKey(std::string(SecretKey::size, 'k')));
    keys_.write = 1;
    use_keys();
  }
  void use_keys() { files_ = encrypted_file_system(base(), keys_); }

  static std::shared_ptr<rocksdb::FileSystem> base() {
    return rocksdb::Env::Default()->GetFileSystem();
  }

  std::unique_ptr<rocksdb::FSWritableFile> create(const std::string& path) {
    std::unique_ptr<rocksdb::FSWritableFile> file;
    EXPECT_TRUE(files_->NewWritableFile(path, {}, &file, nullptr).ok());
    return file;
  }
  std::unique_ptr<rocksdb::FSWritableFile> open_again(const std::string& path) {
    std::unique_ptr<rocksdb::FSWritableFile> file;
    EXPECT_TRUE(files_->ReopenWritableFile(path, {}, &file, nullptr).ok());
    return file;
  }
  static rocksdb::IOStatus append(rocksdb::FSWritableFile& file, const std::string& text) {
    return file.Append(text, {}, nullptr);
  }
  void write(const std::string& path, const std::string& text) {
    const auto file = create(path);
    EXPECT_TRUE(append(*file, text).ok());
    EXPECT_TRUE(file->Close({}, nullptr).ok());
  }
  std::string read(const std::string& path) {
    std::string text;
    const auto status = rocksdb::ReadFileToString(files_.get(), path, &text);
    return status.ok() ? text : status.ToString();
  }
  std::uint64_t size(const std::string& path) {
    std::uint64_t bytes = 0;
    EXPECT_TRUE(files_->GetFileSize(path, {}, &bytes, nullptr).ok());
    return bytes;
  }
  static std::string raw(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static void write_raw(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
  }

  TemporaryDirectory directory_;
  std::string path_ = directory_ / "000007.log";
  DataKeys keys_;
  std::shared_ptr<rocksdb::FileSystem> files_;
};

TEST_F(RocksdbEncryptionTest, AppendsOfAnySizeReadBackFromAnyPlace) {
  const std::string text = text_of(20'000);
  const auto file = create(path_);
  for (std::size_t at = 0, step = 1; at < text.size(); step = step * 5 % 1009) {
    step = std::min(step, text.size() - at);
    ASSERT_TRUE(append(*file, text.substr(at, step)).ok());
    at += step;
    ASSERT_EQ(file->GetFileSize({}, nullptr), at);
  }
  ASSERT_TRUE(file->Close({}, nullptr).ok());
  EXPECT_EQ(read(path_), text);
  EXPECT_EQ(size(path_), text.size());
  EXPECT_EQ(raw(path_).size(), text.size() + prefix_bytes);
  EXPECT_THAT(raw(path_), Not(HasSubstr("word")));

  std::unique_ptr<rocksdb::FSRandomAccessFile> random;
  ASSERT_TRUE(files_->NewRandomAccessFile(path_, {}, &random, nullptr).ok());
  for (const std::size_t at : {0, 1, 15, 16, 4097, 19'999}) {
    std::string scratch(700, '\0');
    rocksdb::Slice found;
    ASSERT_TRUE(random->Read(at, scratch.size(), {}, &found, scratch.data(), nullptr).ok());
    EXPECT_EQ(found.ToString(), text.substr(at, scratch.size())) << at;
  }
  std::string one(10, '\0');
  std::string other(33, '\0');
  rocksdb::FSReadRequest requests[2];
  requests[0].offset = 3;
  requests[0].len = one.size();
  requests[0].scratch = one.data();
  requests[1].offset = 5000;
  requests[1].len = other.size();
  requests[1].scratch = other.data();
  ASSERT_TRUE(random->MultiRead(requests, 2, {}, nullptr).ok());
  EXPECT_EQ(requests[0].result.ToString(), text.substr(3, one.size()));
  EXPECT_EQ(requests[1].result.ToString(), text.substr(5000, other.size()));
}

TEST_F(RocksdbEncryptionTest, SkipsWhileItReads) {
  write(path_, text_of(1000));
  std::unique_ptr<rocksdb::FSSequentialFile> file;
  ASSERT_TRUE(files_->NewSequentialFile(path_, {}, &file, nullptr).ok());
  std::string scratch(50, '\0');
  rocksdb::Slice found;
  ASSERT_TRUE(file->Read(7, {}, &found, scratch.data(), nullptr).ok());
  ASSERT_TRUE(file->Skip(100).ok());
  ASSERT_TRUE(file->Read(50, {}, &found, scratch.data(), nullptr).ok());
  EXPECT_EQ(found.ToString(), text_of(1000).substr(107, 50));
}

TEST_F(RocksdbEncryptionTest, FilesOfOneNameAreNeverEncryptedAlike) {
  write(path_, text_of(500));
  const std::string first = raw(path_);
  write(path_, text_of(500));
  const std::string second = raw(path_);
  EXPECT_NE(first.substr(prefix_bytes), second.substr(prefix_bytes));

  std::unique_ptr<rocksdb::FSWritableFile> reused;
  const std::string new_path = directory_ / "000008.log";
  ASSERT_TRUE(files_->ReuseWritableFile(new_path, path_, {}, &reused, nullptr).ok());
  ASSERT_TRUE(append(*reused, text_of(100)).ok());
  ASSERT_TRUE(reused->Close({}, nullptr).ok());
  EXPECT_EQ(read(new_path), text_of(100));
  EXPECT_NE(raw(new_path).substr(0, prefix_bytes), second.substr(0, prefix_bytes));
}

TEST_F(RocksdbEncryptionTest, RenamedFilesStayReadable) {
  write(path_, "content");
  ASSERT_TRUE(files_->RenameFile(path_, directory_ / "CURRENT", {}, nullptr).ok());
  EXPECT_EQ(read(directory_ / "CURRENT"), "content");
}

TEST_F(RocksdbEncryptionTest, AFileOpenedAgainCanBeCutButNotAppendedTo) {
  write(path_, text_of(300));
  const auto file = open_again(path_);
  EXPECT_EQ(file->GetFileSize({}, nullptr), 300U);
  EXPECT_TRUE(append(*file, "more").IsNotSupported());
  EXPECT_TRUE(file->Truncate(400, {}, nullptr).IsNotSupported());
  EXPECT_TRUE(file->Truncate(300, {}, nullptr).ok());
  EXPECT_EQ(read(path_), text_of(300));
  EXPECT_TRUE(file->Truncate(100, {}, nullptr).ok());
  EXPECT_TRUE(file->Close({}, nullptr).ok());
  EXPECT_EQ(read(path_), text_of(100));
}

TEST_F(RocksdbEncryptionTest, NothingIsWrittenWhereSomethingWasCutOff) {
  const auto file = create(path_);
  ASSERT_TRUE(append(*file, text_of(300)).ok());
  ASSERT_TRUE(file->Truncate(300, {}, nullptr).ok());
  ASSERT_TRUE(append(*file, "x").ok());
  ASSERT_TRUE(file->Truncate(200, {}, nullptr).ok());
  EXPECT_TRUE(append(*file, "more").IsNotSupported());
}

TEST_F(RocksdbEncryptionTest, WhatAKillLeavesOfAPrefixIsAnEmptyFile) {
  write(path_, text_of(100));
  const std::string whole = raw(path_);
  for (const std::size_t left : {0, 1, 20, 63}) {
    write_raw(path_, whole.substr(0, left));
    EXPECT_EQ(read(path_), "") << left;
    EXPECT_EQ(size(path_), 0U) << left;
    const auto file = open_again(path_);
    EXPECT_TRUE(file->Truncate(0, {}, nullptr).ok());
    EXPECT_TRUE(file->Close({}, nullptr).ok());
    EXPECT_EQ(raw(path_), "") << left;
  }
  write_raw(path_, whole.substr(0, prefix_bytes));
  EXPECT_EQ(read(path_), "");
}

TEST_F(RocksdbEncryptionTest, ADamagedPrefixIsDamage) {
  write(path_, text_of(100));
  std::string changed = raw(path_);
  changed[30] = static_cast<char>(changed[30] ^ 4);
  write_raw(path_, changed);
  EXPECT_THAT(read(path_), HasSubstr("Corruption: " + path_ + ": its prefix is damaged"));
  write_raw(path_, text_of(100));
  EXPECT_THAT(read(path_), HasSubstr("Corruption: " + path_ + ": it is not encrypted"));
}

TEST_F(RocksdbEncryptionTest, ReadsBothFormsWhileKeysChange) {
  const std::string old_path = directory_ / "000001.sst";
  const std::string plain_path = directory_ / "000002.sst";
  write(old_path, text_of(200));
  write_raw(plain_path, text_of(100));
  keys_.keys.emplace(2, SecretKey(std::string(SecretKey::size, 'n')));
  keys_.write = 2;
  keys_.plain = true;
  use_keys();
  write(path_, text_of(300));
  EXPECT_EQ(read(old_path), text_of(200));
  EXPECT_EQ(read(plain_path), text_of(100));
  EXPECT_EQ(read(path_), text_of(300));
  EXPECT_EQ(size(old_path), 200U);
  EXPECT_EQ(size(plain_path), 100U);
  EXPECT_EQ(size(path_), 300U);
  const auto plain = open_again(plain_path);
  EXPECT_TRUE(append(*plain, "more").ok());
  EXPECT_TRUE(plain->Close({}, nullptr).ok());
  EXPECT_EQ(raw(plain_path), text_of(100) + "more");

  keys_.write.reset();
  use_keys();
  write(path_, text_of(50));
  EXPECT_EQ(raw(path_), text_of(50));
  EXPECT_EQ(read(path_), text_of(50));
  EXPECT_EQ(size(path_), 50U);
}

TEST_F(RocksdbEncryptionTest, NoWayLeadsPastTheEncryption) {
  write(path_, "content");
  std::unique_ptr<rocksdb::FSRandomRWFile> changed;
  EXPECT_TRUE(files_->NewRandomRWFile(path_, {}, &changed, nullptr).IsNotSupported());
  std::unique_ptr<rocksdb::MemoryMappedFileBuffer> mapped;
  EXPECT_TRUE(files_->NewMemoryMappedFileBuffer(path_, &mapped).IsNotSupported());
  std::shared_ptr<rocksdb::Logger> log;
  EXPECT_TRUE(files_->NewLogger(directory_ / "LOG", {}, &log, nullptr).IsNotSupported());
  EXPECT_TRUE(files_->Truncate(path_, 3, {}, nullptr).IsNotSupported());
  EXPECT_TRUE(create(path_)->PositionedAppend("x", 0, {}, nullptr).IsNotSupported());
  write(path_, "content");
  std::vector<rocksdb::FileAttributes> children;
  ASSERT_TRUE(files_->GetChildrenFileAttributes(directory_.path(), {}, &children, nullptr).ok());
  ASSERT_EQ(children.size(), 1U);
  EXPECT_EQ(children[0].size_bytes, 7U);
}

}  // namespace
}  // namespace dynarocks::kv
