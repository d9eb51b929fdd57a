// Stored items: looked into, and to trees and back.

#include <benchmark/benchmark.h>

#include "codec/item_codec.h"
#include "sample_item.h"

namespace dynarocks::micro {
namespace {

void find_attribute(benchmark::State& state, const std::string& json, std::string_view name) {
  const std::string bytes = stored(json);
  for (auto _ : state) benchmark::DoNotOptimize(codec::ItemView(bytes).find(name));
}

void decode_item(benchmark::State& state, const std::string& json) {
  const std::string bytes = stored(json);
  for (auto _ : state) benchmark::DoNotOptimize(codec::decode_item(codec::ItemView(bytes)));
}

void encode_item(benchmark::State& state, const std::string& json) {
  const std::string bytes = stored(json);
  const model::AttributeMap item = codec::decode_item(codec::ItemView(bytes));
  for (auto _ : state) benchmark::DoNotOptimize(codec::encode_item(item));
}

BENCHMARK_CAPTURE(find_attribute, many_attributes, many_attributes(), "total");
BENCHMARK_CAPTURE(decode_item, one_string, one_string());
BENCHMARK_CAPTURE(decode_item, many_attributes, many_attributes());
BENCHMARK_CAPTURE(decode_item, nested, nested());
BENCHMARK_CAPTURE(encode_item, one_string, one_string());
BENCHMARK_CAPTURE(encode_item, many_attributes, many_attributes());
BENCHMARK_CAPTURE(encode_item, nested, nested());

}  // namespace
}  // namespace dynarocks::micro
