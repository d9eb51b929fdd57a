// Conditions: from text to their bound form, and their truth over a stored item.

#include <benchmark/benchmark.h>

#include "expression/condition.h"
#include "expression/key_condition.h"
#include "placeholders.h"

namespace dynarocks::micro {
namespace {

using expression::Condition;
using expression::ConditionKind;
using expression::KeyCondition;
using model::ValidationLayer;

constexpr std::string_view exists = "attribute_exists(pk)";
constexpr std::string_view comparisons =
    "#status = :shipped AND (#total > :hundred OR contains(tags, :one)) AND size(city) < :hundred";

Condition condition(std::string_view text, expression::Placeholders& values) {
  return must(Condition::parse(text, ConditionKind::condition, ValidationLayer::current, values));
}

void parse_condition(benchmark::State& state, std::string_view text) {
  expression::Placeholders values = placeholders();
  for (auto _ : state) benchmark::DoNotOptimize(condition(text, values));
}

void parse_key_condition(benchmark::State& state, std::string_view text) {
  expression::Placeholders values = placeholders();
  for (auto _ : state) {
    benchmark::DoNotOptimize(must(KeyCondition::parse(text, ValidationLayer::current, values)));
  }
}

void evaluate_condition(benchmark::State& state, std::string_view text) {
  expression::Placeholders values = placeholders();
  const Condition bound = condition(text, values);
  const std::string bytes = stored(many_attributes());
  for (auto _ : state) benchmark::DoNotOptimize(bound.evaluate(codec::ItemView(bytes)));
}

BENCHMARK_CAPTURE(parse_condition, exists, exists);
BENCHMARK_CAPTURE(parse_condition, comparisons, comparisons);
BENCHMARK_CAPTURE(parse_key_condition, partition, "pk = :pk");
BENCHMARK_CAPTURE(parse_key_condition, begins_with, "pk = :pk AND begins_with(sk, :sk)");
BENCHMARK_CAPTURE(evaluate_condition, exists, exists);
BENCHMARK_CAPTURE(evaluate_condition, comparisons, comparisons);

}  // namespace
}  // namespace dynarocks::micro
