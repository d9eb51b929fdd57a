#include "expression/reserved_words.h"

#include <gtest/gtest.h>

#include <string>

namespace dynarocks::expression {
namespace {

TEST(ReservedWords, AreFoundInAnyCase) {
  for (const char* word : {"ABORT", "abort", "Abort", "NAME", "status", "Size", "zone", "ZONE",
                           "TIMESTAMP", "user", "year", "_"}) {
    EXPECT_EQ(is_reserved_word(word), std::string(word) != "_") << word;
  }
}

TEST(ReservedWords, OtherWordsAreNot) {
  EXPECT_FALSE(is_reserved_word(""));
  EXPECT_FALSE(is_reserved_word("abor"));
  EXPECT_FALSE(is_reserved_word("aborts"));
  EXPECT_FALSE(is_reserved_word("pk"));
  EXPECT_FALSE(is_reserved_word("#name"));
  EXPECT_FALSE(is_reserved_word(std::string(300, 'A')));
}

}  // namespace
}  // namespace dynarocks::expression
