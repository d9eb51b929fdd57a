// Law: parsing what is printed yields the tree that was printed.

#include <gtest/gtest.h>

#include "partiql/printer.h"
#include "partiql/statement_parser.h"
#include "partiql_random.h"

namespace dynarocks::partiql {
namespace {

TEST(PartiqlPrint, StatementsComeBack) {
  constexpr int trees = 50'000;
  testing::RandomStatement random(1);
  for (int i = 0; i < trees; ++i) {
    const ast::Statement statement = random.statement();
    const std::string text = print(statement);
    const auto parsed = parse_statement(text);
    ASSERT_TRUE(parsed.has_value()) << text << "\n" << parsed.error().message;
    ASSERT_EQ(*parsed, statement) << text << "\n" << print(*parsed);
  }
}

}  // namespace
}  // namespace dynarocks::partiql
