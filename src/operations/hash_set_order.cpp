#include "operations/hash_set_order.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>

namespace dynarocks::operations {
namespace {

constexpr std::size_t default_buckets = 16;

/// The code point at `at`, which is moved behind it. The text is UTF-8.
std::uint32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at++]);
  if (first < 0x80) return first;
  const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  std::uint32_t code_point = first & (0x3FU >> more);
  for (int i = 0; i < more && at < text.size(); ++i) {
    code_point = code_point << 6 | (static_cast<unsigned char>(text[at++]) & 0x3FU);
  }
  return code_point;
}

/// java.lang.String.hashCode over UTF-16 units, spread as java.util.HashMap does.
std::uint32_t spread_hash(std::string_view text) {
  std::uint32_t hash = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::uint32_t code_point = next_code_point(text, at);
    if (code_point < 0x10000) {
      hash = 31 * hash + code_point;
    } else {
      hash = 31 * hash + (0xD7C0 + (code_point >> 10));
      hash = 31 * hash + (0xDC00 + (code_point & 0x3FF));
    }
  }
  return hash ^ hash >> 16;
}

std::vector<std::string_view> distinct(const std::vector<std::string_view>& names) {
  std::set<std::string_view> seen;
  std::vector<std::string_view> first;
  for (const std::string_view name : names) {
    if (seen.insert(name).second) first.push_back(name);
  }
  return first;
}

std::string joined(std::vector<std::string_view> names, std::size_t buckets) {
  std::stable_sort(names.begin(), names.end(), [&](std::string_view a, std::string_view b) {
    return spread_hash(a) % buckets < spread_hash(b) % buckets;
  });
  std::string text;
  for (const std::string_view name : names) {
    if (!text.empty()) text += ", ";
    text += name;
  }
  return text;
}

}  // namespace

std::string sized_hash_set_text(const std::vector<std::string_view>& names) {
  std::vector<std::string_view> listed = distinct(names);
  const std::size_t buckets = std::bit_ceil(listed.size() * 4 / 3 + 1);
  return joined(std::move(listed), buckets);
}

std::string grown_hash_set_text(const std::vector<std::string_view>& names) {
  std::vector<std::string_view> listed = distinct(names);
  std::size_t buckets = default_buckets;
  while (listed.size() > buckets / 4 * 3) buckets *= 2;
  return joined(std::move(listed), buckets);
}

}  // namespace dynarocks::operations
