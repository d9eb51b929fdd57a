#include "app/local_flags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynarocks::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> translated(const std::vector<std::string>& arguments) {
  return translate_local_flags(arguments).arguments;
}

TEST(LocalFlags, BecomeOwnFlags) {
  EXPECT_THAT(translated({"-inMemory", "-sharedDb", "-port", "9000", "-cors", "*"}),
              ElementsAre("--in-memory", "--shared-db", "--port", "9000", "--cors", "*"));
  EXPECT_THAT(translated({"-dbPath", "./data"}), ElementsAre("--data-dir", "./data"));
  EXPECT_THAT(translated({"-delayTransientStatuses"}), ElementsAre("--delay-transient-statuses"));
  EXPECT_THAT(translated({"-help"}), ElementsAre("--help"));
  EXPECT_THAT(translated({"-version"}), ElementsAre("--version"));
}

TEST(LocalFlags, MixWithOwnOnes) {
  EXPECT_THAT(translated({"--host", "0.0.0.0", "-sharedDb", "--threads=2"}),
              ElementsAre("--host", "0.0.0.0", "--shared-db", "--threads=2"));
}

TEST(LocalFlags, LoseWhatWasForJava) {
  EXPECT_THAT(translated({"java", "-Xmx1g", "-Djava.library.path=./DynamoDBLocal_lib", "-jar",
                          "DynamoDBLocal.jar", "-inMemory"}),
              ElementsAre("--in-memory"));
  EXPECT_THAT(translated({"-jar", "DynamoDBLocal.jar", "-port", "1"}), ElementsAre("--port", "1"));
  EXPECT_THAT(translated({"-jar"}), IsEmpty());
}

TEST(LocalFlags, ThatChangeNothingAreNamed) {
  const auto translation =
      translate_local_flags({"-optimizeDbBeforeStartup", "-disableTelemetry", "-inMemory"});
  EXPECT_THAT(translation.arguments, ElementsAre("--in-memory"));
  EXPECT_THAT(translation.notes,
              ElementsAre("-optimizeDbBeforeStartup has no effect: the store keeps itself in order",
                          "-disableTelemetry has no effect: there is no telemetry"));
}

TEST(LocalFlags, LeaveTheUnknownToTheParser) {
  EXPECT_THAT(translated({"-inmemory", "-foo", "java"}), ElementsAre("-inmemory", "-foo", "java"));
  EXPECT_THAT(translated({"-port"}), ElementsAre("--port"));
  EXPECT_THAT(translated({}), IsEmpty());
}

}  // namespace
}  // namespace dynarocks::app
