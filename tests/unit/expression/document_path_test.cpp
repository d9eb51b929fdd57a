#include "expression/document_path.h"

#include <gtest/gtest.h>

#include "expression_fixture.h"

namespace dynarocks::expression {
namespace {

using testing::L;
using testing::M;
using testing::N;
using testing::S;

TEST(DocumentPath, PrintsAsErrorMessagesDo) {
  EXPECT_EQ((DocumentPath{{std::string("a")}}).to_string(), "[a]");
  EXPECT_EQ((DocumentPath{{std::string("a"), 1U, std::string("b.c")}}).to_string(),
            "[a, [1], b.c]");
}

TEST(DocumentPath, ResolvesMapKeysAndListIndexes) {
  const testing::Stored stored(
      testing::item({{"m", M({{"l", L({S("x"), M({{"k", N("7")}})})}})}, {"a", S("text")}}));
  const auto resolved = [&](std::vector<PathElement> elements) -> std::optional<testing::Value> {
    const auto view = DocumentPath{std::move(elements)}.resolve(stored.view());
    if (!view) return std::nullopt;
    return codec::decode_value(*view);
  };
  using std::string;
  EXPECT_EQ(resolved({string("m"), string("l"), 1U, string("k")}), N("7"));
  EXPECT_EQ(resolved({string("m"), string("l"), 0U}), S("x"));
  EXPECT_EQ(resolved({string("m"), string("l"), 2U}), std::nullopt);
  EXPECT_EQ(resolved({string("m"), 0U}), std::nullopt);
  EXPECT_EQ(resolved({string("m"), string("l"), string("k")}), std::nullopt);
  EXPECT_EQ(resolved({string("a"), string("b")}), std::nullopt);
  EXPECT_EQ(resolved({string("a"), 0U}), std::nullopt);
  EXPECT_EQ(resolved({string("missing"), string("b")}), std::nullopt);
  EXPECT_FALSE((DocumentPath{{string("a")}}).resolve(codec::ItemView()).has_value());
}

TEST(DocumentPath, KnowsItsAttribute) {
  EXPECT_FALSE((DocumentPath{{std::string("a")}}).is_nested());
  const DocumentPath nested{{std::string("a"), 0U}};
  EXPECT_TRUE(nested.is_nested());
  EXPECT_EQ(nested.attribute(), "a");
}

}  // namespace
}  // namespace dynarocks::expression
