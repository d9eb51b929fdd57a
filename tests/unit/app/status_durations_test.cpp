#include "app/status_durations.h"

#include <gtest/gtest.h>

namespace dynarocks::app {
namespace {

using std::chrono::milliseconds;

TEST(StatusDurations, OneNumberIsForAll) {
  const auto durations = read_status_durations("7");
  ASSERT_TRUE(durations);
  for (const milliseconds duration :
       {durations->creating, durations->updating, durations->deleting, durations->index_creating,
        durations->index_updating, durations->index_deleting, durations->sse_updating,
        durations->tagging, durations->kinesis}) {
    EXPECT_EQ(duration, milliseconds(7));
  }
}

TEST(StatusDurations, EachCanBeNamed) {
  const auto durations = read_status_durations(
      "CREATING=1,UPDATING=2,DELETING=3,INDEX_CREATING=4,INDEX_UPDATING=5,INDEX_DELETING=6,"
      "SSE_UPDATING=7,TAGGING=8,KINESIS=9");
  ASSERT_TRUE(durations);
  EXPECT_EQ(durations->creating, milliseconds(1));
  EXPECT_EQ(durations->updating, milliseconds(2));
  EXPECT_EQ(durations->deleting, milliseconds(3));
  EXPECT_EQ(durations->index_creating, milliseconds(4));
  EXPECT_EQ(durations->index_updating, milliseconds(5));
  EXPECT_EQ(durations->index_deleting, milliseconds(6));
  EXPECT_EQ(durations->sse_updating, milliseconds(7));
  EXPECT_EQ(durations->tagging, milliseconds(8));
  EXPECT_EQ(durations->kinesis, milliseconds(9));
}

TEST(StatusDurations, OthersLastASecondOrAsLongAsTheNumberSays) {
  const auto usual = read_status_durations("CREATING=0");
  ASSERT_TRUE(usual);
  EXPECT_EQ(usual->creating, milliseconds(0));
  EXPECT_EQ(usual->deleting, milliseconds(1000));
  const auto given = read_status_durations("600000,CREATING=600000,DELETING=5");
  ASSERT_TRUE(given);
  EXPECT_EQ(given->creating, milliseconds(600'000));
  EXPECT_EQ(given->updating, milliseconds(600'000));
  EXPECT_EQ(given->deleting, milliseconds(5));
}

TEST(StatusDurations, SaysWhatIsWrong) {
  const auto fault = [](std::string_view text) {
    const auto durations = read_status_durations(text);
    return durations ? std::string() : durations.error();
  };
  EXPECT_EQ(fault("0"), "\"0\" is not a number of milliseconds from 1 to 600000");
  EXPECT_EQ(fault("600001"), "\"600001\" is not a number of milliseconds from 1 to 600000");
  EXPECT_EQ(fault(""), "\"\" is not a number of milliseconds from 1 to 600000");
  EXPECT_EQ(fault("5,"), "more than one number without the name of a status");
  EXPECT_EQ(fault("CREATING=-1"), "\"-1\" is not a number of milliseconds from 0 to 600000");
  EXPECT_EQ(fault("CREATING=1s"), "\"1s\" is not a number of milliseconds from 0 to 600000");
  EXPECT_EQ(fault("CREATING="), "\"\" is not a number of milliseconds from 0 to 600000");
  EXPECT_EQ(fault("creating=1"),
            "\"creating\" is not one of CREATING, UPDATING, DELETING, INDEX_CREATING, "
            "INDEX_UPDATING, INDEX_DELETING, SSE_UPDATING, TAGGING, KINESIS");
  EXPECT_EQ(fault("CREATING=1,CREATING=1"), "CREATING is given twice");
  EXPECT_EQ(fault("1,2"), "more than one number without the name of a status");
}

}  // namespace
}  // namespace dynarocks::app
