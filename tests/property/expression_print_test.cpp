// Law: parsing what is printed yields the tree that was printed.

#include <gtest/gtest.h>

#include "expression/condition_parser.h"
#include "expression/printer.h"
#include "expression/update_parser.h"
#include "expression_random.h"

namespace dynarocks::expression {
namespace {

constexpr int trees = 100'000;

TEST(ExpressionPrint, ConditionsComeBack) {
  testing::RandomExpression random(1);
  for (int i = 0; i < trees; ++i) {
    const ast::Condition condition = random.condition();
    const std::string text = print(condition);
    const auto parsed = parse_condition(text);
    ASSERT_TRUE(parsed.has_value()) << text << "\n" << parsed.error();
    ASSERT_FALSE(parsed->redundant_parentheses) << text;
    ASSERT_EQ(parsed->condition, condition) << text << "\n" << print(parsed->condition);
  }
}

TEST(ExpressionPrint, UpdatesComeBack) {
  testing::RandomExpression random(2);
  for (int i = 0; i < trees; ++i) {
    const ast::Update update = random.update();
    const std::string text = print(update);
    const auto parsed = parse_update(text);
    ASSERT_TRUE(parsed.has_value()) << text << "\n" << parsed.error();
    ASSERT_EQ(parsed->update, update) << text << "\n" << print(parsed->update);
  }
}

}  // namespace
}  // namespace dynarocks::expression
