#include "base/logging.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace dynarocks::log {
namespace {

std::string logged(Level level, Format format, const std::function<void()>& write) {
  testing::internal::CaptureStderr();
  configure(level, format);
  write();
  return testing::internal::GetCapturedStderr();
}

TEST(Logging, WritesOnlyItsLevelAndAbove) {
  const std::string lines = logged(Level::warn, Format::text, [] {
    EXPECT_FALSE(enabled(Level::debug));
    EXPECT_FALSE(enabled(Level::info));
    EXPECT_TRUE(enabled(Level::warn));
    EXPECT_TRUE(enabled(Level::error));
    debug("a debug line");
    info("an info line");
    warn("a warning");
    error("an error");
  });
  EXPECT_THAT(lines, testing::Not(testing::HasSubstr("line")));
  EXPECT_THAT(lines, testing::HasSubstr(" a warning\n"));
  EXPECT_THAT(lines, testing::HasSubstr(" an error\n"));
}

TEST(Logging, OffIsSilent) {
  EXPECT_EQ(logged(Level::off, Format::json,
                   [] {
                     EXPECT_FALSE(enabled(Level::error));
                     EXPECT_FALSE(enabled(Level::off));
                     error("unheard");
                   }),
            "");
}

TEST(Logging, TextLinesCarryTimeAndLevel) {
  EXPECT_THAT(logged(Level::info, Format::text, [] { info("listening on {}"); }),
              testing::MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]"
                                    "{3}Z info +listening on \\{\\}\n"));
}

TEST(Logging, ATextIsOneLineWhateverIsInIt) {
  const std::string lines = logged(Level::info, Format::text,
                                   [] { info(std::string_view("a\nb\r\tc\0d\x1b[31m\xff", 14)); });
  EXPECT_THAT(lines, testing::EndsWith(" a\\nb\\r\\tc\\u0000d\\u001b[31m\xff\n"));
}

TEST(Logging, JsonLinesAreObjects) {
  EXPECT_THAT(
      logged(Level::debug, Format::json, [] { debug("ready"); }),
      testing::MatchesRegex("\\{\"time\":\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z\",\"level\":"
                            "\"debug\",\"message\":\"ready\"\\}\n"));
}

struct Escaped {
  std::string line;
  std::string json;
};

class JsonEscapes : public testing::TestWithParam<Escaped> {};

TEST_P(JsonEscapes, KeepTheLineOneJsonString) {
  EXPECT_THAT(logged(Level::info, Format::json, [] { info(GetParam().line); }),
              testing::EndsWith("\"message\":\"" + GetParam().json + "\"}\n"));
}

INSTANTIATE_TEST_SUITE_P(
    Lines, JsonEscapes,
    testing::Values(Escaped{R"(say "a\b")", R"(say \"a\\b\")"},
                    Escaped{"a\nb\tc\rd", R"(a\nb\tc\rd)"},
                    Escaped{std::string("\0\x1F\x7F", 3), R"(\u0000\u001f\u007f)"},
                    Escaped{"100% %v %Y", "100% %v %Y"}, Escaped{"äöü € 😀", "äöü € 😀"},
                    Escaped{"\xC3", R"(\ufffd)"},                      // truncated
                    Escaped{"\xC0\x80", R"(\ufffd\ufffd)"},            // overlong
                    Escaped{"\xED\xA0\x80", R"(\ufffd\ufffd\ufffd)"},  // surrogate
                    Escaped{"\xF4\x90\x80\x80", R"(\ufffd\ufffd\ufffd\ufffd)"},
                    Escaped{"a\xFFz", R"(a\ufffdz)"}));

}  // namespace
}  // namespace dynarocks::log
