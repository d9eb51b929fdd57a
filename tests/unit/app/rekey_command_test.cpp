#include "app/rekey_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynarocks::app {
namespace {

using testing::HasSubstr;

std::string error_of(const std::vector<std::string>& arguments) {
  const RekeyCommandLine parsed = parse_rekey_command(arguments);
  EXPECT_FALSE(parsed.request);
  EXPECT_EQ(parsed.exit_code, 2);
  return parsed.error;
}

TEST(RekeyCommand, IsToldByTheFirstArgument) {
  EXPECT_TRUE(is_rekey_command({"rekey", "--help"}));
  EXPECT_FALSE(is_rekey_command({"--data-dir", "rekey"}));
  EXPECT_FALSE(is_rekey_command({}));
}

TEST(RekeyCommand, ReadsEveryChange) {
  const auto first = parse_rekey_command({"rekey", "--data-dir", "d", "--new-key-file", "n"});
  ASSERT_TRUE(first.request) << first.error;
  EXPECT_EQ(first.request->data_dir, "d");
  EXPECT_EQ(first.request->old_key_file, "");
  EXPECT_EQ(first.request->new_key_file, "n");
  const auto next =
      parse_rekey_command({"rekey", "--new-key-file=n", "--old-key-file=o", "--data-dir=d"});
  ASSERT_TRUE(next.request) << next.error;
  EXPECT_EQ(next.request->old_key_file, "o");
  EXPECT_EQ(next.request->new_key_file, "n");
  const auto last =
      parse_rekey_command({"rekey", "--data-dir", "d", "--decrypt", "--old-key-file", "o"});
  ASSERT_TRUE(last.request) << last.error;
  EXPECT_EQ(last.request->old_key_file, "o");
  EXPECT_EQ(last.request->new_key_file, "");
}

TEST(RekeyCommand, RefusesWhatMakesNoSense) {
  EXPECT_EQ(error_of({"rekey"}), "dynarocks: --data-dir is required. See dynarocks rekey --help");
  EXPECT_EQ(error_of({"rekey", "--data-dir", "d"}),
            "dynarocks: --new-key-file or --decrypt is required. See dynarocks rekey --help");
  EXPECT_EQ(error_of({"rekey", "--data-dir", "d", "--decrypt"}),
            "dynarocks: --decrypt needs --old-key-file. See dynarocks rekey --help");
  EXPECT_THAT(error_of({"rekey", "--data-dir", "d", "--decrypt", "--old-key-file", "o",
                        "--new-key-file", "n"}),
              HasSubstr("excludes"));
  EXPECT_THAT(error_of({"rekey", "--port", "1"}), HasSubstr("rekey --help"));
}

TEST(RekeyCommand, TellsItsOptions) {
  const auto told = parse_rekey_command({"rekey", "--help"});
  EXPECT_EQ(told.exit_code, 0);
  EXPECT_THAT(told.output, HasSubstr("--old-key-file"));
  EXPECT_THAT(told.output, HasSubstr("repeat it"));
}

}  // namespace
}  // namespace dynarocks::app
