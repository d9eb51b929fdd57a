#include "kv/log_scan.h"

#include <algorithm>
#include <string_view>

#include "kv/crc32c.h"

namespace dynarocks::kv {
namespace {

constexpr std::size_t block_bytes = 32 * 1024;
constexpr std::size_t header_bytes = 7;
constexpr std::size_t batch_header_bytes = 12;
constexpr std::uint32_t mask_delta = 0xA282EAD8;

enum class Type : unsigned char { full = 1, first = 2, middle = 3, last = 4 };

std::uint64_t little_endian(std::string_view bytes, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = count; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

std::uint32_t masked(std::uint32_t crc) { return (crc >> 15 | crc << 17) + mask_delta; }

struct Header {
  std::uint32_t crc;
  std::size_t length;
  unsigned char type;

  explicit Header(std::string_view bytes)
      : crc(static_cast<std::uint32_t>(little_endian(bytes, 4))),
        length(little_endian(bytes.substr(4), 2)),
        type(static_cast<unsigned char>(bytes[6])) {}

  [[nodiscard]] bool is_known() const { return 1 <= type && type <= 4; }
};

/// The piece that `bytes` begin with; nothing when that is none.
std::optional<std::string_view> piece_at(std::string_view bytes) {
  if (bytes.size() < header_bytes) return std::nullopt;
  const Header header(bytes);
  if (!header.is_known() || bytes.size() - header_bytes < header.length) return std::nullopt;
  if (masked(crc32c(bytes.substr(6, 1 + header.length))) != header.crc) return std::nullopt;
  return bytes.substr(header_bytes, header.length);
}

class Scanner {
 public:
  void block(std::string_view block) {
    std::size_t at = 0;
    while (block.size() - at >= header_bytes) {
      const auto piece = piece_at(block.substr(at));
      if (piece) {
        take(static_cast<Type>(block[at + 6]), scan_.bytes + at, *piece);
        at += header_bytes + piece->size();
      } else {
        note_bad(scan_.bytes + at, block.substr(at));
        at = next_piece(block, at + 1);
      }
    }
    // A whole block's rest is filled up with zeros.
    if (block.size() != block_bytes && at < block.size()) note_bad(scan_.bytes + at, {});
    scan_.bytes += block.size();
  }

  [[nodiscard]] LogScan end() {
    if (record_begin_) bad_ = bad_.value_or(LogScan::Tail{*record_begin_, false, batch_end()});
    scan_.tail = bad_;
    return scan_;
  }

 private:
  /// Behind bytes that are none: where the next one stands, or the block ends.
  [[nodiscard]] static std::size_t next_piece(std::string_view block, std::size_t at) {
    while (block.size() - at >= header_bytes && !piece_at(block.substr(at))) ++at;
    return block.size() - at >= header_bytes ? at : block.size();
  }

  void note_bad(std::uint64_t offset, std::string_view bytes) {
    if (bad_) return;
    LogScan::Tail tail{record_begin_.value_or(offset), false, std::nullopt};
    if (!record_begin_ && bytes.size() >= header_bytes) {
      const Header header(bytes);
      tail.is_long_enough = header.is_known() && header.length <= bytes.size() - header_bytes;
      head_ = bytes.substr(header_bytes, batch_header_bytes);
    }
    tail.next_sequence = batch_end();
    bad_ = tail;
    record_begin_.reset();
  }

  void take(Type type, std::uint64_t offset, std::string_view piece) {
    const bool begins = type == Type::full || type == Type::first;
    if (begins && record_begin_) note_bad(*record_begin_, {});
    if (!begins && !record_begin_) note_bad(offset, {});
    if (bad_) {
      scan_.damage = scan_.damage.value_or(bad_->offset);
      bad_.reset();
    }
    if (begins) {
      record_begin_ = offset;
      head_ = piece.substr(0, batch_header_bytes);
    }
    if (record_begin_ && (type == Type::full || type == Type::last)) end_record();
  }

  void end_record() {
    record_begin_.reset();
    ++scan_.records;
    if (scan_.damage) ++scan_.records_behind_damage;
    const auto next = batch_end();
    if (!next) return;
    if (!scan_.first_sequence) scan_.first_sequence = little_endian(head_, 8);
    scan_.next_sequence = next;
  }

  /// The number behind the last change of the batch that begins with `head_`.
  [[nodiscard]] std::optional<std::uint64_t> batch_end() const {
    if (head_.size() < batch_header_bytes) return std::nullopt;
    return little_endian(head_, 8) + little_endian(std::string_view(head_).substr(8), 4);
  }

  LogScan scan_;
  std::optional<LogScan::Tail> bad_;           // since the last piece
  std::optional<std::uint64_t> record_begin_;  // of a record whose last fragment is to come
  std::string head_;                           // what it begins with
};

}  // namespace

Result<LogScan, std::string> scan_log(LogSource& source) {
  Scanner scanner;
  std::string buffer(block_bytes, '\0');
  while (true) {
    DYNAROCKS_ASSIGN(const std::size_t size, source.read(buffer.data(), buffer.size()));
    if (size != 0) scanner.block(std::string_view(buffer).substr(0, size));
    if (size < buffer.size()) return scanner.end();
  }
}

}  // namespace dynarocks::kv
