#include "app/verify_command.h"

#include <gtest/gtest.h>

#include "app/finding_text.h"
#include "app/repair_command.h"

namespace dynarocks::app {
namespace {

TEST(VerifyCommand, TakesADirectoryAndAKey) {
  EXPECT_TRUE(is_verify_command({"verify"}));
  EXPECT_FALSE(is_verify_command({"--data-dir", "verify"}));
  EXPECT_FALSE(is_verify_command({}));
  const auto parsed = parse_verify_command({"verify", "--data-dir", "d"});
  ASSERT_TRUE(parsed.request);
  EXPECT_EQ(parsed.request->data_dir, "d");
  EXPECT_EQ(parsed.request->encryption_key_file, "");
  const auto encrypted =
      parse_verify_command({"verify", "--data-dir", "d", "--encryption-key-file", "k"});
  EXPECT_EQ(encrypted.request->encryption_key_file, "k");
}

TEST(VerifyCommand, AWrongLineIsNoVerdict) {
  const auto parsed = parse_verify_command({"verify"});
  EXPECT_FALSE(parsed.request);
  EXPECT_EQ(parsed.exit_code, 2);
  EXPECT_EQ(parsed.error, "dynarocks: --data-dir is required. See dynarocks verify --help");
  EXPECT_EQ(parse_verify_command({"verify", "--help"}).exit_code, 0);
}

TEST(RepairCommand, TakesTwoDirectoriesAndAKey) {
  EXPECT_TRUE(is_repair_command({"repair"}));
  const auto parsed = parse_repair_command({"repair", "--data-dir", "d", "--to", "n"});
  ASSERT_TRUE(parsed.request);
  EXPECT_EQ(parsed.request->damaged.data_dir, "d");
  EXPECT_EQ(parsed.request->to, "n");
  EXPECT_EQ(parse_repair_command({"repair", "--data-dir", "d"}).exit_code, 2);
  EXPECT_EQ(parse_repair_command({"repair", "--help"}).exit_code, 0);
}

TEST(FindingText, IsOneLine) {
  using engine::FindingKind;
  EXPECT_EQ(printable(std::string("I\0\xF6U\\", 5)), "I\\x00\\xf6U\\x5c");
  EXPECT_TRUE(printable(std::string(500, 'x')).ends_with("x..."));
  EXPECT_EQ(text_of(engine::Finding{FindingKind::missing_entry, "table t, index i", "Ia", ""}),
            "table t, index i: an item is missing in the index, row Ia");
  EXPECT_EQ(text_of(engine::Finding{FindingKind::unreadable_rows, "table t", "Ia", "Ib"}),
            "table t: rows cannot be read, the files are damaged, from Ia up to Ib");
  for (int kind = 0; kind <= static_cast<int>(FindingKind::broken_chain); ++kind) {
    const std::string text =
        text_of(engine::Finding{static_cast<FindingKind>(kind), "thing", "row", "detail"});
    EXPECT_GT(text.size(), 20U) << kind;
    EXPECT_EQ(text.find('\n'), std::string::npos);
  }
}

TEST(FindingText, ManyOfAKindAreCounted) {
  RepeatedFindings repeated;
  const engine::Finding finding{engine::FindingKind::stray_entry, "table t", "x", ""};
  int told = 0;
  for (int i = 0; i < 25; ++i) told += repeated.is_told(finding) ? 1 : 0;
  EXPECT_EQ(told, 10);
  ASSERT_EQ(repeated.remainders().size(), 1U);
  EXPECT_EQ(repeated.remainders().front(), "table t: an index entry is of no item, 15 times more");
}

}  // namespace
}  // namespace dynarocks::app
