// Rows of items and of index entries.

#include <benchmark/benchmark.h>

#include <array>
#include <string>
#include <string_view>

#include "codec/key_codec.h"
#include "codec/layout.h"

namespace dynarocks::micro {
namespace {

constexpr std::string_view partition = "customer#000001";
constexpr std::string_view sort = "order#2026-01-01";

void partition_hash(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(codec::partition_hash(partition));
}

void item_row(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(codec::item_row(partition, sort));
}

void index_row(benchmark::State& state) {
  const std::string row = codec::item_row(partition, sort);
  const std::array<std::string_view, 1> hash{"SHIPPED"};
  const std::array<std::string_view, 1> range{"2026-01-01T00:00:00Z"};
  for (auto _ : state) benchmark::DoNotOptimize(codec::index_row(1, hash, range, row));
}

BENCHMARK(partition_hash);
BENCHMARK(item_row);
BENCHMARK(index_row);

}  // namespace
}  // namespace dynarocks::micro
