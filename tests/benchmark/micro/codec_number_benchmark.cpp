// Numbers: text to value and back, sums, and the ordered form that is stored.

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>

#include "codec/number_codec.h"
#include "model/number.h"

namespace dynarocks::micro {
namespace {

constexpr std::string_view usual = "1767225600.5";
constexpr std::string_view longest = "-1234567890123456789.0123456789012345678";

void parse_number(benchmark::State& state, std::string_view text) {
  for (auto _ : state) benchmark::DoNotOptimize(model::Number::parse(text));
}

void print_number(benchmark::State& state, std::string_view text) {
  const model::Number number = model::Number::parse(text).value();
  for (auto _ : state) benchmark::DoNotOptimize(number.to_string());
}

void add_numbers(benchmark::State& state, std::string_view text) {
  const model::Number number = model::Number::parse(text).value();
  const model::Number one = model::Number::from_int(1);
  for (auto _ : state) benchmark::DoNotOptimize(model::Number::add(number, one));
}

void encode_number(benchmark::State& state, std::string_view text) {
  const model::Number number = model::Number::parse(text).value();
  std::string ordered;
  for (auto _ : state) {
    ordered.clear();
    codec::append_number(number, ordered);
    benchmark::DoNotOptimize(ordered.data());
  }
}

BENCHMARK_CAPTURE(parse_number, usual, usual);
BENCHMARK_CAPTURE(parse_number, longest, longest);
BENCHMARK_CAPTURE(print_number, usual, usual);
BENCHMARK_CAPTURE(print_number, longest, longest);
BENCHMARK_CAPTURE(add_numbers, usual, usual);
BENCHMARK_CAPTURE(add_numbers, longest, longest);
BENCHMARK_CAPTURE(encode_number, usual, usual);
BENCHMARK_CAPTURE(encode_number, longest, longest);

}  // namespace
}  // namespace dynarocks::micro
