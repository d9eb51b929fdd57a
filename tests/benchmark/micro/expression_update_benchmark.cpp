// Updates: from text to their bound form, and applied to an item.

#include <benchmark/benchmark.h>

#include "codec/item_codec.h"
#include "expression/update.h"
#include "placeholders.h"

namespace dynarocks::micro {
namespace {

constexpr std::string_view add = "ADD #count :one";
constexpr std::string_view set =
    "SET #status = :shipped, #total = #total + :hundred, city = if_not_exists(city, :pk) REMOVE "
    "note";

void parse_update(benchmark::State& state, std::string_view text) {
  expression::Placeholders values = placeholders();
  for (auto _ : state) benchmark::DoNotOptimize(must(expression::Update::parse(text, values)));
}

void apply_update(benchmark::State& state, std::string_view text) {
  expression::Placeholders values = placeholders();
  const expression::Update update = must(expression::Update::parse(text, values));
  const std::string bytes = stored(many_attributes());
  const model::AttributeMap item = codec::decode_item(codec::ItemView(bytes));
  for (auto _ : state) benchmark::DoNotOptimize(must(update.apply(item, true)));
}

BENCHMARK_CAPTURE(parse_update, add, add);
BENCHMARK_CAPTURE(parse_update, set, set);
BENCHMARK_CAPTURE(apply_update, add, add);
BENCHMARK_CAPTURE(apply_update, set, set);

}  // namespace
}  // namespace dynarocks::micro
