// Law: whatever the text, every parser answers: with a result or with a ValidationException.

#include <gtest/gtest.h>

#include <string>

#include "codec/item_codec.h"
#include "expression/condition.h"
#include "expression/key_condition.h"
#include "expression/projection.h"
#include "expression/update.h"
#include "expression_random.h"

namespace dynarocks::expression {
namespace {

std::string soup(testing::RandomExpression& random) {
  static const char* const pieces[] = {"a",
                                       "b",
                                       "c",
                                       "#x",
                                       "#y",
                                       "#nope",
                                       ":v0",
                                       ":v1",
                                       ":v2",
                                       ":nope",
                                       "(",
                                       ")",
                                       "(",
                                       ")",
                                       "[",
                                       "]",
                                       "[0]",
                                       ".",
                                       ",",
                                       "=",
                                       "<>",
                                       "<",
                                       "<=",
                                       ">",
                                       ">=",
                                       "+",
                                       "-",
                                       "AND",
                                       "OR",
                                       "NOT",
                                       "BETWEEN",
                                       "IN",
                                       "SET",
                                       "REMOVE",
                                       "ADD",
                                       "DELETE",
                                       "size(",
                                       "size",
                                       "contains(",
                                       "begins_with(",
                                       "attribute_exists(",
                                       "attribute_type(",
                                       "if_not_exists(",
                                       "list_append(",
                                       "f(",
                                       "0",
                                       "17",
                                       "99999999999",
                                       "!",
                                       "#",
                                       ":",
                                       "_",
                                       "é",
                                       "\xff",
                                       "status",
                                       "a = :v0",
                                       "a IN (:v1)",
                                       "(b = :v1)",
                                       "SET a = :v0",
                                       "a.b[1]"};
  std::string text;
  const std::size_t count = random.below(16) + 1;
  for (std::size_t i = 0; i < count; ++i) {
    text += random.pick(pieces);
    if (!random.chance(4)) text += ' ';
  }
  return text;
}

template <class T>
void expect_answer(const model::ApiResult<T>& result, const std::string& text) {
  if (result) return;
  ASSERT_EQ(result.error().code, model::ErrorCode::validation) << text;
  ASSERT_FALSE(result.error().message.empty()) << text;
}

TEST(ExpressionSoup, IsAlwaysAnswered) {
  constexpr int texts = 100'000;
  testing::RandomExpression random(3);
  Placeholders placeholders;
  ASSERT_TRUE(placeholders.set_names({{"#x", "x"}, {"#y", "b"}}).has_value());
  for (int i = 0; i < 3; ++i) {
    placeholders.set_value(":v" + std::to_string(i), codec::encode_value(random.value()));
  }
  const model::KeyAttributes key = {{"a", model::AttributeType::S, model::KeyType::HASH},
                                    {"b", model::AttributeType::N, model::KeyType::RANGE}};
  const auto layer = model::ValidationLayer::current;
  int conditions = 0;
  int updates = 0;
  for (int i = 0; i < texts; ++i) {
    const std::string text = soup(random);
    const model::AttributeMap item = random.item();
    const std::string encoded = codec::encode_item(item);
    const codec::ItemView view(encoded);
    const auto condition = Condition::parse(text, ConditionKind::filter, layer, placeholders);
    expect_answer(condition, text);
    if (condition) {
      ++conditions;
      static_cast<void>(condition->evaluate(view));
    }
    const auto key_condition = KeyCondition::parse(text, layer, placeholders);
    expect_answer(key_condition, text);
    if (key_condition) {
      expect_answer(key_condition->check_structure(layer), text);
      expect_answer(key_condition->resolve(key), text);
    }
    const auto projection = Projection::parse(text, placeholders);
    expect_answer(projection, text);
    if (projection) {
      ASSERT_TRUE(codec::is_well_formed_item(projection->apply(view)));
    }
    const auto update = Update::parse(text, placeholders);
    expect_answer(update, text);
    if (update) {
      ++updates;
      const auto updated = update->apply(item, true);
      expect_answer(updated, text);
      const auto names = update->attributes();
      const auto part = update->apply(codec::decode_attributes(view, names), true);
      ASSERT_EQ(part.has_value(), updated.has_value()) << text;
      if (updated) {
        const std::string whole = codec::encode_item(*updated);
        ASSERT_TRUE(codec::is_well_formed_item(whole));
        ASSERT_EQ(codec::replace_attributes(view, names, *part), whole) << text;
      } else {
        ASSERT_EQ(part.error().message, updated.error().message) << text;
      }
    }
  }
  // The soup is worth something only if some of it is well-formed.
  EXPECT_GT(conditions, 100);
  EXPECT_GT(updates, 100);
}

}  // namespace
}  // namespace dynarocks::expression
