#include "app/admin_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace dynarocks::app {
namespace {

using testing::HasSubstr;
using Kind = AdminCommand::Kind;

AdminCommandLine parse(const std::vector<std::string>& arguments,
                       const std::map<std::string, std::string>& variables = {}) {
  return parse_admin_command(arguments, [&](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  });
}

std::string body_of(const std::vector<std::string>& arguments) {
  const AdminCommandLine parsed = parse(arguments);
  return parsed.command ? parsed.command->body : parsed.error;
}

TEST(AdminCommand, IsToldByTheFirstArgument) {
  EXPECT_TRUE(is_admin_command({"clock"}));
  EXPECT_TRUE(is_admin_command({"reset", "--prefix", "x"}));
  EXPECT_FALSE(is_admin_command({}));
  EXPECT_FALSE(is_admin_command({"--port", "clock"}));
}

TEST(AdminCommand, BecomesTheBodyOfARequest) {
  EXPECT_EQ(body_of({"clock"}), "");
  EXPECT_EQ(body_of({"clock", "show"}), "");
  EXPECT_EQ(body_of({"clock", "advance", "25h"}), R"({"advance":"25h"})");
  EXPECT_EQ(body_of({"clock", "set", "2026-01-01T00:00:00Z"}), R"({"set":"2026-01-01T00:00:00Z"})");
  EXPECT_EQ(body_of({"clock", "freeze"}), R"({"freeze":true})");
  EXPECT_EQ(body_of({"clock", "resume"}), R"({"freeze":false})");
  EXPECT_EQ(body_of({"clock", "scale", "2.5"}), R"({"scale":2.5})");
  EXPECT_EQ(body_of({"clock", "reset"}), R"({"reset":true})");
  EXPECT_EQ(parse({"clock", "reset"}).command->kind, Kind::clock);
  EXPECT_EQ(parse({"reset"}).command->kind, Kind::reset);
  EXPECT_EQ(body_of({"reset"}), "{}");
  EXPECT_EQ(body_of({"reset", "--prefix", "a\"b"}), R"({"prefix":"a\"b"})");
  EXPECT_EQ(body_of({"reset", "--region=r", "--account", "1", "--prefix=p"}),
            R"({"prefix":"p","account":"1","region":"r"})");
}

TEST(AdminCommand, FindsItsServer) {
  const auto authority = [](const AdminCommandLine& line) {
    return line.command ? line.command->endpoint.authority : line.error;
  };
  EXPECT_EQ(authority(parse({"clock"})), "127.0.0.1:8000");
  EXPECT_EQ(authority(parse({"clock"}, {{"DYNAROCKS_PORT", "9000"}})), "127.0.0.1:9000");
  EXPECT_EQ(authority(parse({"clock"}, {{"DYNAROCKS_ENDPOINT", "http://a:1"}})), "a:1");
  EXPECT_EQ(authority(parse({"clock", "--endpoint", "http://b:2", "freeze"},
                            {{"DYNAROCKS_ENDPOINT", "http://a:1"}})),
            "b:2");
  EXPECT_EQ(authority(parse({"clock", "advance", "1h", "--endpoint=http://b:2"})), "b:2");
  EXPECT_EQ(authority(parse({"reset", "--endpoint", "http://b:2"})), "b:2");
}

TEST(AdminCommand, RefusesWhatItDoesNotKnowInOneLine) {
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"clock", "stop"},
                                                    {"clock", "advance"},
                                                    {"clock", "scale", "0"},
                                                    {"clock", "scale", "x"},
                                                    {"clock", "freeze", "resume"},
                                                    {"clock", "--port", "1"},
                                                    {"reset", "x"},
                                                    {"reset", "--endpoint", "b:2"},
                                                    {"reset", "clock"}}) {
    const AdminCommandLine refused = parse(arguments);
    EXPECT_FALSE(refused.command);
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_THAT(refused.error, testing::StartsWith("dynarocks: "));
    EXPECT_EQ(refused.error.find('\n'), std::string::npos);
  }
  EXPECT_EQ(parse({"clock", "--endpoint", "b:2"}).error,
            "dynarocks: the endpoint must be a URL such as http://127.0.0.1:8000, not 'b:2'. See "
            "dynarocks clock --help and reset --help");
}

TEST(AdminCommand, ExplainsItself) {
  const AdminCommandLine help = parse({"clock", "--help"});
  EXPECT_FALSE(help.command);
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_THAT(help.output, HasSubstr("advance"));
}

TEST(AdminCommand, TellsAnswersInALine) {
  const auto clock = [](const std::string& frozen, const std::string& scale) {
    return told_of(Kind::clock,
                   R"({"now":"NOW","frozen":)" + frozen + R"(,"scale":)" + scale + "}");
  };
  EXPECT_EQ(clock("false", "1"), "NOW");
  EXPECT_EQ(clock("true", "1"), "NOW frozen");
  EXPECT_EQ(clock("true", "2.5"), "NOW frozen scale 2.5");
  EXPECT_EQ(clock("false", "1e+06"), "NOW scale 1000000");
  EXPECT_EQ(clock("false", "0.001"), "NOW scale 0.001");
  EXPECT_EQ(told_of(Kind::reset, R"({"droppedTables":1})"), "1 table dropped");
  EXPECT_EQ(told_of(Kind::reset, R"({"droppedTables":0})"), "0 tables dropped");
  for (const char* body : {"", "{}", "[]", "healthy", R"({"now":1,"frozen":false,"scale":1})"}) {
    EXPECT_EQ(told_of(Kind::clock, body), std::nullopt) << body;
    EXPECT_EQ(told_of(Kind::reset, body), std::nullopt) << body;
  }
}

}  // namespace
}  // namespace dynarocks::app
