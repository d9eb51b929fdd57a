#include "wire/request.h"

#include <gtest/gtest.h>

#include "wire/boolean_text.h"

namespace dynarocks::wire {
namespace {

class RequestTest : public testing::Test {
 protected:
  Request parse(const char* text) { return Request(*document_.parse(text)); }
  JsonDocument document_;
};

TEST_F(RequestTest, AbsentAndNullAreOne) {
  const Request request = parse(R"({"a":null})");
  for (const char* name : {"a", "b"}) {
    EXPECT_FALSE(request.has(name));
    EXPECT_FALSE(request.string(name));
    EXPECT_FALSE(request.integer(name));
    EXPECT_FALSE(request.boolean(name));
    EXPECT_FALSE(request.structure(name));
  }
}

TEST_F(RequestTest, ReadsTypedMembers) {
  const Request request = parse(R"({"s":"x","i":5,"d":2.9,"b":true,"o":{"s":"y"}})");
  EXPECT_EQ(request.string("s"), "x");
  EXPECT_EQ(request.integer("i"), 5);
  EXPECT_EQ(request.integer("d"), 2);
  EXPECT_EQ(request.boolean("b"), true);
  ASSERT_TRUE(request.structure("o"));
  EXPECT_EQ(request.structure("o")->string("s"), "y");
  EXPECT_EQ(request.json().size(), 5u);
}

TEST_F(RequestTest, AnotherTypeIsNotThere) {
  const Request request = parse(R"({"s":"x","i":5})");
  EXPECT_FALSE(request.string("i"));
  EXPECT_FALSE(request.integer("s"));
  EXPECT_FALSE(request.boolean("s"));
  EXPECT_FALSE(request.boolean("i"));
  EXPECT_FALSE(request.structure("s"));
}

TEST_F(RequestTest, TakesTextForBooleans) {
  const Request request = parse(R"({"a":"true","b":"No"})");
  EXPECT_EQ(request.boolean("a"), true);
  EXPECT_EQ(request.boolean("b"), false);
}

TEST(BooleanText, TakesSixTextsInAnyCase) {
  for (const char* text : {"true", "TRUE", "True", "1", "yes", "YES"})
    EXPECT_EQ(boolean_from_text(text), true) << text;
  for (const char* text : {"false", "FALSE", "0", "no", "nO"})
    EXPECT_EQ(boolean_from_text(text), false) << text;
  for (const char* text : {"", "t", "truee", "2", "on", " true"})
    EXPECT_EQ(boolean_from_text(text), std::nullopt) << text;
}

}  // namespace
}  // namespace dynarocks::wire
