// JSON to stored items and back.

#include <benchmark/benchmark.h>

#include "codec/item_view.h"
#include "sample_item.h"
#include "wire/json_writer.h"

namespace dynarocks::micro {
namespace {

void parse_json(benchmark::State& state, const std::string& json) {
  wire::JsonDocument document;
  for (auto _ : state) benchmark::DoNotOptimize(document.parse(json));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(json.size()));
}

void json_to_item(benchmark::State& state, const std::string& json) {
  wire::JsonDocument document;
  const auto root = document.parse(json).value();
  std::string bytes;
  for (auto _ : state) {
    bytes.clear();
    must(wire::read_item(root, model::ValidationLayer::current, bytes));
    benchmark::DoNotOptimize(bytes.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(json.size()));
}

void item_to_json(benchmark::State& state, const std::string& json) {
  const std::string bytes = stored(json);
  std::string out;
  for (auto _ : state) {
    out.clear();
    wire::JsonWriter(out).item(codec::ItemView(bytes));
    benchmark::DoNotOptimize(out.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(out.size()));
}

BENCHMARK_CAPTURE(parse_json, one_string, one_string());
BENCHMARK_CAPTURE(parse_json, many_attributes, many_attributes());
BENCHMARK_CAPTURE(parse_json, nested, nested());
BENCHMARK_CAPTURE(json_to_item, one_string, one_string());
BENCHMARK_CAPTURE(json_to_item, many_attributes, many_attributes());
BENCHMARK_CAPTURE(json_to_item, nested, nested());
BENCHMARK_CAPTURE(item_to_json, one_string, one_string());
BENCHMARK_CAPTURE(item_to_json, many_attributes, many_attributes());
BENCHMARK_CAPTURE(item_to_json, nested, nested());

}  // namespace
}  // namespace dynarocks::micro
