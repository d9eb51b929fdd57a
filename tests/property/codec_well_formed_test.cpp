// The law of hostile bytes: is_well_formed_item and the other checking decoders answer for any
// bytes at all, and what they accept can be read in full.

#include <gtest/gtest.h>

#include "codec/item_codec.h"
#include "codec/key_codec.h"
#include "codec/number_codec.h"
#include "codec/table_codec.h"
#include "codec_random_values.h"

namespace dynarocks::codec {
namespace {

void mutate(std::string& bytes, RandomValues& random) {
  for (int i = random.number(1, 3); i > 0; --i) {
    const int last = static_cast<int>(bytes.size()) - 1;
    if (last < 0) {
      bytes += static_cast<char>(random.number(0, 255));
      continue;
    }
    const auto at = static_cast<std::size_t>(random.number(0, last));
    switch (random.number(0, 5)) {
      case 0:
        bytes[at] = static_cast<char>(random.number(0, 255));
        break;
      case 1:
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.number(0, 7)));
        break;
      case 2:
        bytes[at] = static_cast<char>(bytes[at] + (random.one_in(2) ? 1 : -1));
        break;
      case 3:
        bytes.insert(at, 1, static_cast<char>(random.number(0, 12)));
        break;
      case 4:
        bytes.erase(at, static_cast<std::size_t>(random.number(1, 4)));
        break;
      default:
        bytes.resize(at);
    }
  }
}

TEST(WellFormedLaws, AcceptedItemsCanBeReadAndAreCanonical) {
  RandomValues random(20240631);
  SCOPED_TRACE(random.seed());
  int accepted = 0;
  for (int i = 0; i < cases; ++i) {
    std::string bytes = encode_item(random.item());
    mutate(bytes, random);
    // An exact allocation, so that a sanitizer sees a read past the end.
    const std::vector<char> exact(bytes.begin(), bytes.end());
    const std::string_view view(exact.data(), exact.size());
    if (!is_well_formed_item(view)) continue;
    ++accepted;
    const model::AttributeMap tree = decode_item(ItemView(view));
    ASSERT_EQ(encode_item(tree), bytes) << "case " << i;
    ASSERT_EQ(ItemView(view).size(), model::item_size(tree)) << "case " << i;
  }
  EXPECT_GT(accepted, cases / 100);
  EXPECT_LT(accepted, cases * 9 / 10);
}

TEST(WellFormedLaws, AcceptedValuesCanBeReadAndAreCanonical) {
  RandomValues random(20240632);
  SCOPED_TRACE(random.seed());
  int accepted = 0;
  for (int i = 0; i < cases; ++i) {
    std::string bytes = encode_value(random.value(2));
    mutate(bytes, random);
    const std::vector<char> exact(bytes.begin(), bytes.end());
    const std::string_view view(exact.data(), exact.size());
    if (!is_well_formed_value(view)) continue;
    ++accepted;
    const model::AttributeValue tree = decode_value(ValueView(view));
    ASSERT_EQ(encode_value(tree), bytes) << "case " << i;
    ASSERT_EQ(ValueView(view).size(), model::value_size(tree)) << "case " << i;
  }
  EXPECT_GT(accepted, cases / 100);
  EXPECT_LT(accepted, cases * 9 / 10);
}

TEST(WellFormedLaws, AcceptedNumbersAreCanonical) {
  RandomValues random(20240633);
  SCOPED_TRACE(random.seed());
  int accepted = 0;
  for (int i = 0; i < cases; ++i) {
    std::string bytes;
    append_number(random.valid_number(), bytes);
    mutate(bytes, random);
    const std::vector<char> exact(bytes.begin(), bytes.end());
    const std::string_view view(exact.data(), exact.size());
    if (!is_well_formed_number(view)) continue;
    ++accepted;
    std::string text;
    append_number_text(view, text);
    std::string back;
    ASSERT_TRUE(append_number(text, back).has_value()) << text;
    ASSERT_EQ(back, bytes) << text;
    ASSERT_EQ(number_size(view), decode_number(view).size()) << text;
  }
  EXPECT_GT(accepted, cases / 10);
}

TEST(WellFormedLaws, DecodersAnswerForAnyBytes) {
  RandomValues random(20240634);
  SCOPED_TRACE(random.seed());
  TableRecord record;
  record.space = 3;
  record.description.key = {{"000000000000", "us-east-1"}, "Music"};
  record.description.table_id = "id";
  record.description.attribute_definitions = {{"pk", model::AttributeType::S}};
  record.description.key_schema = {{"pk", model::KeyType::HASH}};
  const std::string table_record = encode_table_record(record);
  int accepted = 0;
  for (int i = 0; i < cases; ++i) {
    std::string bytes = table_record;
    mutate(bytes, random);
    const std::vector<char> exact(bytes.begin(), bytes.end());
    const auto decoded = decode_table_record({exact.data(), exact.size()});
    if (decoded) {
      ++accepted;
      ASSERT_TRUE(decode_table_record(encode_table_record(*decoded)).has_value()) << "case " << i;
    }
    const std::string noise = random.bytes(12);
    const std::vector<char> exact_noise(noise.begin(), noise.end());
    std::string_view rest(exact_noise.data(), exact_noise.size());
    if (const auto scalar = take_key_component(rest)) {
      std::string again;
      append_key_component(*scalar, again);
      ASSERT_EQ(again + std::string(rest), noise);
    }
  }
  EXPECT_GT(accepted, cases / 100);
}

}  // namespace
}  // namespace dynarocks::codec
