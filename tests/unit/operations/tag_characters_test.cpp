#include "operations/tag_characters.h"

#include <gtest/gtest.h>

#include <string>

namespace dynarocks::operations {
namespace {

TEST(TagCharactersTest, Ascii) {
  EXPECT_TRUE(are_tag_characters("azAZ09 +-=._:/@\t", 128));
  for (const char c : std::string("!\"#$%&'()*,;<>?[\\]^`{|}~\x01\x7f")) {
    EXPECT_FALSE(are_tag_characters(std::string(1, c), 128)) << c;
  }
  EXPECT_TRUE(are_tag_characters("", 0));
}

TEST(TagCharactersTest, LettersDigitsAndSpacesOfAnyScript) {
  for (const std::string_view text :
       {"Größe", "プロジェクト", "проект", "مشروع", "٣", "\u00A0", "\u2003", "\U00020000"}) {
    EXPECT_TRUE(are_tag_characters(text, 128)) << text;
  }
  for (const std::string_view text : {"€", "“", "😀", "\u0085x\u200B"}) {
    EXPECT_FALSE(are_tag_characters(text, 128)) << text;
  }
}

TEST(TagCharactersTest, CountsCharactersNotBytes) {
  EXPECT_TRUE(are_tag_characters("ééé", 3));
  EXPECT_FALSE(are_tag_characters("éééé", 3));
}

TEST(TagCharactersTest, TruncatedSequenceIsRefused) {
  EXPECT_FALSE(are_tag_characters("a\xE3\x83", 128));
}

}  // namespace
}  // namespace dynarocks::operations
