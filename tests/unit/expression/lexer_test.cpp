#include "expression/lexer.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace dynarocks::expression {
namespace {

std::vector<std::string> texts(std::string_view text, Grammar grammar = Grammar::condition) {
  std::vector<std::string> result;
  for (const Token& token : tokenize(text, grammar)) {
    result.emplace_back(text.substr(token.offset, token.length));
  }
  return result;
}

std::vector<TokenKind> kinds(std::string_view text, Grammar grammar = Grammar::condition) {
  std::vector<TokenKind> result;
  for (const Token& token : tokenize(text, grammar)) result.push_back(token.kind);
  return result;
}

TEST(Lexer, CutsNamesValuesAndSymbols) {
  EXPECT_EQ(texts("a1_b.#0x[12]<>:9_z"),
            (std::vector<std::string>{"a1_b", ".", "#0x", "[", "12", "]", "<>", ":9_z", ""}));
  EXPECT_EQ(kinds("( ) [ ] . , = <> < <= > >= + -"),
            (std::vector<TokenKind>{TokenKind::left_paren, TokenKind::right_paren,
                                    TokenKind::left_bracket, TokenKind::right_bracket,
                                    TokenKind::dot, TokenKind::comma, TokenKind::eq, TokenKind::ne,
                                    TokenKind::lt, TokenKind::le, TokenKind::gt, TokenKind::ge,
                                    TokenKind::plus, TokenKind::minus, TokenKind::end}));
}

TEST(Lexer, SkipsBlanksTabsAndLineEnds) {
  EXPECT_EQ(texts(" \t\r\na\t=\n:v "), (std::vector<std::string>{"a", "=", ":v", ""}));
  EXPECT_EQ(texts("a\vb"), (std::vector<std::string>{"a", "\v", "b", ""}));
}

TEST(Lexer, LeadingZeroIsANumberOfItsOwn) {
  EXPECT_EQ(texts("03"), (std::vector<std::string>{"0", "3", ""}));
  EXPECT_EQ(texts("30"), (std::vector<std::string>{"30", ""}));
  EXPECT_EQ(texts("00"), (std::vector<std::string>{"0", "0", ""}));
}

TEST(Lexer, OtherCharactersAreErrorsOfOneCharacter) {
  for (const char* text : {"!", "*", "/", "\"", "@", "$", "_", "#", ":", "%", "é", "😀"}) {
    EXPECT_EQ(kinds(text), (std::vector<TokenKind>{TokenKind::error, TokenKind::end})) << text;
    EXPECT_EQ(texts(text), (std::vector<std::string>{text, ""}));
  }
  EXPECT_EQ(texts("!="), (std::vector<std::string>{"!", "=", ""}));
  EXPECT_EQ(texts("_123"), (std::vector<std::string>{"_", "123", ""}));
  EXPECT_EQ(texts("# a"), (std::vector<std::string>{"#", "a", ""}));
}

TEST(Lexer, KeywordsDependOnTheGrammarAndNotOnCase) {
  for (const char* word : {"and", "OR", "Not", "bEtWeEn", "IN"}) {
    EXPECT_NE(kinds(word, Grammar::condition)[0], TokenKind::identifier) << word;
    EXPECT_EQ(kinds(word, Grammar::update)[0], TokenKind::identifier) << word;
    EXPECT_EQ(kinds(word, Grammar::projection)[0], TokenKind::identifier) << word;
  }
  for (const char* word : {"set", "REMOVE", "Add", "dElEtE"}) {
    EXPECT_NE(kinds(word, Grammar::update)[0], TokenKind::identifier) << word;
    EXPECT_EQ(kinds(word, Grammar::condition)[0], TokenKind::identifier) << word;
    EXPECT_EQ(kinds(word, Grammar::projection)[0], TokenKind::identifier) << word;
  }
  EXPECT_EQ(kinds("android")[0], TokenKind::identifier);
}

}  // namespace
}  // namespace dynarocks::expression
