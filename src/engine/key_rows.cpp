#include "engine/key_rows.h"

#include "codec/key_codec.h"
#include "codec/layout.h"
#include "model/limits.h"

namespace dynarocks::engine {

using codec::append_key_component;
using expression::KeyOperator;

namespace {

/// The first byte string after every row that begins with `prefix`, which ends in a component.
/// Entries of an index have more components behind it.
std::string after(const std::string& prefix) { return codec::prefix_successor(prefix); }

std::string with_component(std::string prefix, std::string_view scalar) {
  append_key_component(scalar, prefix);
  return prefix;
}

RowRange bounded_rows(const std::string& prefix, const expression::KeyRange::Bound& bound) {
  const std::string low = with_component(prefix, bound.low);
  switch (bound.op) {
    case KeyOperator::eq:
      return {low, after(low)};
    case KeyOperator::lt:
      return {prefix, low};
    case KeyOperator::le:
      return {prefix, after(low)};
    case KeyOperator::gt:
      return {after(low), codec::prefix_successor(prefix)};
    case KeyOperator::ge:
      return {low, codec::prefix_successor(prefix)};
    case KeyOperator::between:
      return {low, after(with_component(prefix, bound.high))};
    case KeyOperator::begins_with: {
      std::string begin = prefix;
      codec::append_key_component_prefix(bound.low, begin);
      std::string end = codec::prefix_successor(begin);
      return {std::move(begin), std::move(end)};
    }
  }
  return {};
}

std::uint32_t first_slice(std::uint64_t segment, std::uint64_t total_segments) {
  constexpr std::uint64_t slices = model::limits::hash_slices;
  return static_cast<std::uint32_t>((slices * segment + total_segments - 1) / total_segments);
}

}  // namespace

RowRange rows_of_key_range(const expression::KeyRange& range, const TableIndex* index) {
  std::string prefix;
  if (index == nullptr) {
    prefix = codec::partition_prefix(range.hash.front());
  } else {
    const std::vector<std::string_view> hash(range.hash.begin(), range.hash.end());
    prefix = codec::index_partition_prefix(index->id, hash);
  }
  for (const std::string& scalar : range.range_equal) append_key_component(scalar, prefix);
  if (range.range_bound) return bounded_rows(prefix, *range.range_bound);
  std::string end = codec::prefix_successor(prefix);
  return {std::move(prefix), std::move(end)};
}

RowRange rows_of_segment(std::uint32_t segment, std::uint32_t total_segments,
                         const TableIndex* index) {
  const auto start = [&](std::uint32_t slice) {
    return index == nullptr ? codec::hash_slice_start(slice)
                            : codec::index_hash_slice_start(index->id, slice);
  };
  return {start(first_slice(segment, total_segments)),
          start(first_slice(segment + 1ULL, total_segments))};
}

}  // namespace dynarocks::engine
