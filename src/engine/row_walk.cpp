#include "engine/row_walk.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace dynarocks::engine {
namespace {

/// Keys are tried as numbers of at least so many bytes, and of some more than the key they begin
/// from: fine enough to tell rows apart.
constexpr std::size_t key_bytes_least = 12;
constexpr std::size_t key_bytes_more = 2;

/// The key as a number, plus 2^bit; nothing beyond the longest key of its length.
std::optional<std::string> key_behind(std::string key, std::size_t bit) {
  std::size_t at = key.size() - 1 - bit / 8;
  unsigned carry = 1U << bit % 8;
  while (true) {
    const unsigned sum = static_cast<unsigned char>(key[at]) + carry;
    key[at] = static_cast<char>(sum & 0xFF);
    carry = sum >> 8;
    if (carry == 0) return key;
    if (at == 0) return std::nullopt;
    --at;
  }
}

class Walker {
 public:
  Walker(const kv::Store& store, kv::SpaceId space, std::string_view end, const RowWalk& walk)
      : store_(store), space_(space), end_(end), walk_(walk) {}

  void walk(std::string begin) {
    while (true) {
      const auto reason = read(begin);
      if (!reason) return;
      const auto next = readable_key_behind(begin);
      walk_.gap(begin, next.value_or(""), *reason);
      if (!next) return;
      begin = *next;
    }
  }

 private:
  /// Walks as far as rows can be read. Moves `begin` behind the last one; answers why it stopped
  /// before the end.
  [[nodiscard]] std::optional<kv::StoreError> read(std::string& begin) const {
    const auto cursor = store_.scan(space_, {begin, end_, true}, nullptr);
    if (!cursor) return cursor.error();
    for (; (*cursor)->valid(); (*cursor)->next()) {
      begin = (*cursor)->key();
      walk_.row((*cursor)->key(), (*cursor)->value());
      begin += '\0';
    }
    const auto status = (*cursor)->status();
    if (status) return std::nullopt;
    return status.error();
  }

  [[nodiscard]] bool is_readable(const std::string& key) const {
    const auto cursor = store_.scan(space_, {key, end_, true}, nullptr);
    return cursor && (*cursor)->status();
  }

  [[nodiscard]] std::optional<std::string> readable_key_behind(const std::string& begin) const {
    std::string from = begin;
    from.resize(std::max(begin.size() + key_bytes_more, key_bytes_least));
    for (std::size_t bit = 0; bit < 8 * from.size(); ++bit) {
      auto key = key_behind(from, bit);
      if (!key || (!end_.empty() && *key >= end_)) return std::nullopt;
      if (is_readable(*key)) return first_readable(std::move(*key), bit);
    }
    return std::nullopt;
  }

  /// `key` can be read, and the one that is 2^(bit-1) less cannot.
  [[nodiscard]] std::string first_readable(std::string key, std::size_t bit) const {
    for (std::size_t step = bit - std::min<std::size_t>(bit, 1); step-- > 0;) {
      auto less = key_before(key, step);
      if (is_readable(less)) key = std::move(less);
    }
    return key;
  }

  [[nodiscard]] static std::string key_before(std::string key, std::size_t bit) {
    std::size_t at = key.size() - 1 - bit / 8;
    int less = 1 << bit % 8;
    while (less != 0) {
      const int difference = static_cast<unsigned char>(key[at]) - less;
      less = difference < 0 ? 1 : 0;
      key[at] = static_cast<char>(difference & 0xFF);
      if (at == 0) break;
      --at;
    }
    return key;
  }

  const kv::Store& store_;
  kv::SpaceId space_;
  std::string end_;
  const RowWalk& walk_;
};

}  // namespace

void walk_rows(const kv::Store& store, kv::SpaceId space, std::string_view begin,
               std::string_view end, const RowWalk& walk) {
  Walker(store, space, end, walk).walk(std::string(begin));
}

}  // namespace dynarocks::engine
