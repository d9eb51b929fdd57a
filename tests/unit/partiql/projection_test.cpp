#include "partiql/projection.h"

#include <gtest/gtest.h>

#include "partiql_fixture.h"

namespace dynarocks::partiql {
namespace {

using namespace testing;

Item projected(const std::string& list) {
  const auto select = bound_as<BoundSelect>("SELECT " + list + " FROM T");
  const std::string encoded =
      codec::encode_item(item({{"a", M({{"b", M({{"c", N("1")}})}, {"x", N("2")}})},
                               {"l", L({N("3"), L({N("4")})})},
                               {"c", N("5")}}));
  const std::string shown = select.projection->apply(codec::ItemView(encoded));
  EXPECT_TRUE(codec::is_well_formed_item(shown));
  return codec::decode_item(codec::ItemView(shown));
}

TEST(PartiqlProjection, LeavesUnderTheirLastName) {
  EXPECT_EQ(projected("c"), item({{"c", N("5")}}));
  EXPECT_EQ(projected("a.b.c"), item({{"c", N("1")}}));
  EXPECT_EQ(projected("a.b, a.x"), item({{"b", M({{"c", N("1")}})}, {"x", N("2")}}));
  EXPECT_EQ(projected("l[0]"), item({{"l", N("3")}}));
  EXPECT_EQ(projected("l[1][0]"), item({{"l", N("4")}}));
}

TEST(PartiqlProjection, MissingOnesAreLeftOutAndLaterOnesStay) {
  EXPECT_EQ(projected("nope, a.nope, l[9], c[0], c.d"), item({}));
  EXPECT_EQ(projected("c, a.b.c"), item({{"c", N("1")}}));
  EXPECT_EQ(projected("a.b.c, c"), item({{"c", N("5")}}));
  EXPECT_EQ(projected("c, a.nope.c"), item({{"c", N("5")}}));
}

}  // namespace
}  // namespace dynarocks::partiql
