#include "partiql/lexer.h"

#include <gtest/gtest.h>

namespace dynarocks::partiql {
namespace {

/// The tokens as "text@position", or "refused".
std::string tokens_of(std::string_view statement) {
  const auto tokens = tokenize(statement);
  if (!tokens) return "refused";
  std::string text;
  for (const Token& token : *tokens) {
    if (token.kind == TokenKind::end) break;
    if (!text.empty()) text += ' ';
    text += token.text + "@" + token.position.to_string();
  }
  return text;
}

TEST(PartiqlLexer, WordsQuotesAndSymbols) {
  EXPECT_EQ(tokens_of("select a.B[0] FROM \"My \"\"T\"\"\""),
            "SELECT@1:1:6 a@1:8:1 .@1:9:1 B@1:10:1 [@1:11:1 0@1:12:1 ]@1:13:1 FROM@1:15:4 "
            "My \"T\"@1:20:10");
  EXPECT_EQ(tokens_of("'it''s'"), "it's@1:1:7");
  EXPECT_EQ(tokens_of("<<a>>"), "<<@1:1:2 a@1:3:1 >>@1:4:2");
  EXPECT_EQ(tokens_of("a<>b!=c"), "a@1:1:1 <>@1:2:2 b@1:4:1 !=@1:5:2 c@1:7:1");
  EXPECT_EQ(tokens_of("a<=b>=c||d"), "a@1:1:1 <=@1:2:2 b@1:4:1 >=@1:5:2 c@1:7:1 ||@1:8:2 d@1:10:1");
}

TEST(PartiqlLexer, PositionsCountLinesAndCharacters) {
  EXPECT_EQ(tokens_of("a\n b\r\nc\rd"), "a@1:1:1 b@2:2:1 c@3:1:1 d@4:1:1");
  EXPECT_EQ(tokens_of("'é😀' x"), "é😀@1:1:4 x@1:6:1");
}

TEST(PartiqlLexer, Comments) {
  EXPECT_EQ(tokens_of("a -- b\nc"), "a@1:1:1 c@2:1:1");
  EXPECT_EQ(tokens_of("a /* b\n */ c"), "a@1:1:1 c@2:5:1");
  EXPECT_EQ(tokens_of("a --"), "a@1:1:1");
  EXPECT_EQ(tokens_of("a # b"), "refused");
}

TEST(PartiqlLexer, Numbers) {
  for (const char* number : {"0", "731e4", ".73e1", "7.31E+6", "5.", "007", "1e2147483647"}) {
    const auto tokens = tokenize(number);
    ASSERT_TRUE(tokens) << number;
    ASSERT_EQ(tokens->size(), 2U) << number;
    EXPECT_EQ(tokens->front().kind, TokenKind::number);
    EXPECT_EQ(tokens->front().text, number);
  }
  for (const char* number : {"1e", "1e+", "1x", "1e2147483648", "1e99999999999999999999",
                             "1e-2147483648", "1.5e-2147483647"}) {
    EXPECT_EQ(tokens_of(number), "refused") << number;
  }
}

TEST(PartiqlLexer, WhatIsNotClosedOrNoToken) {
  for (const char* text : {"'a", "'a''", "\"a", "/* a", "/*", "@", "`1`", "a ^ b", "!", "é", "|"}) {
    EXPECT_EQ(tokens_of(text), "refused") << text;
  }
}

TEST(PartiqlLexer, KeywordsInAnyCaseButNotEveryReservedWord) {
  EXPECT_EQ(tokenize("InNer")->front().kind, TokenKind::keyword);
  EXPECT_EQ(tokenize("between")->front().kind, TokenKind::between);
  EXPECT_EQ(tokenize("Missing")->front().kind, TokenKind::missing);
  for (const char* word : {"year", "name", "status", "data", "_a", "$a", "a1"}) {
    EXPECT_EQ(tokenize(word)->front().kind, TokenKind::identifier) << word;
  }
}

}  // namespace
}  // namespace dynarocks::partiql
