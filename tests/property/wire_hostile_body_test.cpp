// Law: whatever bytes arrive, the way from the body to the stored item ends in a value or an error.
#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "codec/item_codec.h"
#include "wire/attribute_value_reader.h"
#include "wire/control_plane_shapes.h"
#include "wire/data_plane_shapes.h"
#include "wire/json_writer.h"
#include "wire/shape_check.h"

namespace dynarocks::wire {
namespace {

constexpr int cases = 100'000;

const std::vector<std::string> seeds = {
    R"({"TableName":"t","Item":{"pk":{"S":"a"},"n":{"N":"-1.5e3"},"b":{"B":"AP8="},)"
    R"("l":{"L":[{"M":{"k":{"SS":["x","y"]}}},{"NS":["1","2"]},{"BS":["AA=="]}]},)"
    R"("t":{"BOOL":true},"z":{"NULL":true}},"ReturnValues":"ALL_OLD"})",
    R"({"TableName":"t","Item":{},"Expected":{"a":{"Value":{"S":"x"},"Exists":true},)"
    R"("b":{"ComparisonOperator":"IN","AttributeValueList":[{"N":"1"},{"N":"2"}]}},)"
    R"("ConditionalOperator":"OR","ReturnConsumedCapacity":"TOTAL"})",
    R"({"RequestItems":{"tbl":[{"PutRequest":{"Item":{"a":{"S":"b"}}}},{"DeleteRequest":{"Key":{}}}],)"
    R"("other":{"Keys":[{"a":{"S":"b"}}],"AttributesToGet":["x"]}}})",
    R"({"TableName":"abc","KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"Limit":10,)"
    R"("AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],"Segment":1,)"
    R"("GlobalSecondaryIndexes":[{"IndexName":"abc","KeySchema":[],"Projection":{}}]})",
};

const std::vector<std::string> tokens = {"null",
                                         "true",
                                         "5",
                                         "1e999",
                                         "\"\"",
                                         "[]",
                                         "{}",
                                         ",",
                                         ":",
                                         "\"",
                                         "\\u",
                                         "{\"",
                                         "\"S\":",
                                         "\"L\":[",
                                         "\"M\":{\"k\":",
                                         "99999999999999999999",
                                         "\xC3\x28",
                                         std::string(300, '['),
                                         "\"N\":\"1e99\"",
                                         "\"NS\":[\"1\",\"1\"]",
                                         "\"SS\":[null]"};

class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : engine_(seed) {}

  std::string body() {
    std::string text = seeds[below(seeds.size())];
    for (std::size_t i = 1 + below(4); i > 0; --i) mutate(text);
    return text;
  }

  std::string noise() {
    static constexpr std::string_view alphabet = "{}[]\",:SNBML0159.eE-+ \\utrfalsn";
    std::string text;
    for (std::size_t i = below(60); i > 0; --i) {
      text += below(20) == 0 ? static_cast<char>(below(256)) : alphabet[below(alphabet.size())];
    }
    return text;
  }

 private:
  std::size_t below(std::size_t bound) { return engine_() % bound; }

  void mutate(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    const std::size_t length = below(16);
    switch (below(5)) {
      case 0:
        if (at < text.size()) text[at] = static_cast<char>(below(256));
        return;
      case 1:
        text.erase(at, length);
        return;
      case 2:
        text.insert(at, tokens[below(tokens.size())]);
        return;
      case 3: {
        // A whole JSON value replaced by a token keeps more texts valid JSON.
        const std::size_t colon = text.find(':', at);
        if (colon == std::string::npos) return;
        const std::size_t end = text.find_first_of(",}]", colon);
        if (end == std::string::npos) return;
        text.replace(colon + 1, end - colon - 1, tokens[below(7)]);
        return;
      }
      default:
        text.insert(below(text.size() + 1), std::string(text, at, length));
    }
  }

  std::mt19937_64 engine_;
};

struct Reached {
  int parsed = 0;
  int typed = 0;
  int constrained = 0;
  int stored = 0;
};

void run(const OperationShape& shape, JsonValue body, model::ValidationLayer layer,
         Reached& reached) {
  if (!check_types(shape, body)) return;
  ++reached.typed;
  if (check_constraints(shape, body, layer)) ++reached.constrained;
  const auto item = body.find("Item");
  if (!item) return;
  std::string bytes;
  if (!read_item(*item, layer, bytes)) return;
  ++reached.stored;
  ASSERT_TRUE(codec::is_well_formed_item(bytes));
  std::string json;
  JsonWriter(json).item(codec::ItemView(bytes));
}

void run_all(std::string_view text, JsonDocument& document, Reached& reached) {
  static const std::array shapes = {
      &get_item_shape,    &update_item_shape,      &delete_item_shape,   &query_shape,
      &scan_shape,        &batch_get_item_shape,   &create_table_shape,  &update_table_shape,
      &list_tables_shape, &batch_write_item_shape, &describe_table_shape};
  const auto root = document.parse(text);
  if (!root) return;
  ++reached.parsed;
  for (const auto layer : {model::ValidationLayer::current, model::ValidationLayer::classic})
    run(put_item_shape, *root, layer, reached);
  Reached others;
  for (const OperationShape* shape : shapes)
    run(*shape, *root, model::ValidationLayer::current, others);
  // Unchecked types must not hurt the reader either.
  std::string bytes;
  (void)read_item(*root, model::ValidationLayer::current, bytes);
  (void)read_value(*root, model::ValidationLayer::classic, bytes);
}

TEST(HostileBody, MutationsEndInAValueOrAnError) {
  Mutator mutator(4711);
  JsonDocument document;
  Reached reached;
  for (int i = 0; i < cases; ++i) {
    const std::string text = mutator.body();
    ASSERT_NO_FATAL_FAILURE(run_all(text, document, reached)) << text;
  }
  // The law says nothing when no case gets far.
  EXPECT_GT(reached.parsed, cases / 20);
  EXPECT_GT(reached.typed, cases / 50);
  EXPECT_GT(reached.constrained, cases / 100);
  EXPECT_GT(reached.stored, cases / 100);
}

TEST(HostileBody, NoiseEndsInAValueOrAnError) {
  Mutator mutator(4712);
  JsonDocument document;
  Reached reached;
  for (int i = 0; i < cases; ++i) {
    const std::string text = mutator.noise();
    ASSERT_NO_FATAL_FAILURE(run_all(text, document, reached)) << text;
  }
}

}  // namespace
}  // namespace dynarocks::wire
