// Logs made here, record by record as RocksDB makes them, and damaged.

#include "kv/log_scan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "kv/crc32c.h"

namespace dynarocks::kv {
namespace {

constexpr std::size_t block_bytes = 32768;

std::string little_endian(std::uint64_t value, std::size_t bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xFF);
  return text;
}

std::string piece(char type, std::string_view content) {
  const std::uint32_t crc = crc32c(std::string(1, type) + std::string(content));
  return little_endian((crc >> 15 | crc << 17) + 0xA282EAD8U, 4) +
         little_endian(content.size(), 2) + type + std::string(content);
}

/// A batch of one change with this number.
std::string batch(std::uint64_t sequence, std::size_t bytes) {
  return little_endian(sequence, 8) + little_endian(1, 4) + std::string(bytes, 'x');
}

/// A log of records of so many bytes, numbered from 1.
std::string log_of(std::size_t records, std::size_t bytes) {
  std::string log;
  for (std::size_t i = 1; i <= records; ++i) {
    const std::string content = batch(i, bytes);
    std::string_view rest = content;
    bool first = true;
    do {
      std::size_t room = block_bytes - log.size() % block_bytes;
      if (room < 7) {
        log.append(room, '\0');
        room = block_bytes;
      }
      const std::size_t part = std::min(rest.size(), room - 7);
      const bool last = part == rest.size();
      log += piece(first ? (last ? 1 : 2) : (last ? 4 : 3), rest.substr(0, part));
      rest.remove_prefix(part);
      first = false;
    } while (!rest.empty());
  }
  return log;
}

class TextSource final : public LogSource {
 public:
  explicit TextSource(std::string_view text) : rest_(text) {}
  [[nodiscard]] Result<std::size_t, std::string> read(char* to, std::size_t size) override {
    const std::size_t count = std::min(size, rest_.size());
    std::copy_n(rest_.begin(), count, to);
    rest_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view rest_;
};

LogScan scan(std::string_view log) {
  TextSource source(log);
  return *scan_log(source);
}

TEST(Crc32c, KnownSums) {
  EXPECT_EQ(crc32c(""), 0U);
  EXPECT_EQ(crc32c("123456789"), 0xE3069283U);
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8A9136AAU);
  EXPECT_EQ(crc32c("6789", crc32c("12345")), 0xE3069283U);
}

class LogScanTest : public ::testing::TestWithParam<std::size_t> {};

// Records shorter than a block, of about a block, and longer.
INSTANTIATE_TEST_SUITE_P(Sizes, LogScanTest, ::testing::Values(20, 3000, 32749, 32760, 100'000));

TEST_P(LogScanTest, AWholeLog) {
  const LogScan found = scan(log_of(50, GetParam()));
  EXPECT_EQ(found.records, 50U);
  EXPECT_EQ(found.first_sequence, 1U);
  EXPECT_EQ(found.next_sequence, 51U);
  EXPECT_FALSE(found.damage);
  EXPECT_FALSE(found.tail);
}

TEST_P(LogScanTest, AnEndThatIsCutOffAnywhere) {
  const std::string log = log_of(50, GetParam());
  const std::size_t whole = log_of(49, GetParam()).size();
  for (std::size_t cut = whole + 1; cut < log.size(); cut += 1 + (log.size() - whole) / 50) {
    const LogScan found = scan(std::string_view(log).substr(0, cut));
    EXPECT_EQ(found.records, 49U) << cut;
    EXPECT_EQ(found.next_sequence, 50U);
    EXPECT_FALSE(found.damage) << cut;
    EXPECT_FALSE(found.tail && found.tail->is_long_enough) << cut;
  }
}

TEST_P(LogScanTest, AByteThatIsAnotherAnywhere) {
  const std::string log = log_of(50, GetParam());
  const std::size_t before_last = log_of(49, GetParam()).size();
  for (std::size_t at = 0; at < before_last; at += 1 + before_last / 100) {
    std::string damaged = log;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x41);
    // What fills a block up is nobody's.
    if (at % block_bytes >= block_bytes - 6 && log[at] == '\0') continue;
    const LogScan found = scan(damaged);
    ASSERT_TRUE(found.damage) << at;
    EXPECT_LE(*found.damage, at);
    EXPECT_GE(found.records, 48U);
    EXPECT_EQ(found.next_sequence, 51U);
    EXPECT_GT(found.records_behind_damage, 0U);
  }
}

TEST(LogScan, ALastRecordThatIsAnother) {
  std::string log = log_of(10, 100);
  log.back() = 'y';
  const LogScan found = scan(log);
  EXPECT_EQ(found.records, 9U);
  EXPECT_FALSE(found.damage);
  ASSERT_TRUE(found.tail);
  EXPECT_TRUE(found.tail->is_long_enough);
  EXPECT_EQ(found.tail->offset, log_of(9, 100).size());
  EXPECT_EQ(found.tail->next_sequence, 11U);
}

TEST(LogScan, ABlockOfZeros) {
  std::string log = log_of(100, 3000);
  std::fill_n(log.begin() + 2 * block_bytes, block_bytes, '\0');
  EXPECT_TRUE(scan(log).damage);
  std::fill(log.begin() + 2 * block_bytes, log.end(), '\0');
  const LogScan found = scan(log);
  EXPECT_FALSE(found.damage);
  EXPECT_TRUE(found.tail);
}

TEST(LogScan, AnEmptyLog) {
  const LogScan found = scan("");
  EXPECT_EQ(found.records, 0U);
  EXPECT_FALSE(found.first_sequence);
  EXPECT_FALSE(found.tail);
}

}  // namespace
}  // namespace dynarocks::kv
