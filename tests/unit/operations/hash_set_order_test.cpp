#include "operations/hash_set_order.h"

#include <gtest/gtest.h>

namespace dynarocks::operations {
namespace {

using Names = std::vector<std::string_view>;

TEST(HashSetOrder, AsObserved) {
  EXPECT_EQ(sized_hash_set_text({"pk", "sk", "a", "b", "c"}), "sk, a, b, pk, c");
  EXPECT_EQ(grown_hash_set_text({"pk", "sk", "a"}), "a, sk, pk");
}

TEST(HashSetOrder, RepeatedNamesCountOnce) {
  EXPECT_EQ(grown_hash_set_text({"pk", "sk", "pk", "a", "sk"}), "a, sk, pk");
  EXPECT_EQ(sized_hash_set_text({"a"}), "a");
  EXPECT_EQ(sized_hash_set_text({}), "");
}

// The expected orders below are those of java.util.HashSet.

TEST(HashSetOrder, GrowsBeyondThreeQuarters) {
  EXPECT_EQ(grown_hash_set_text(Names{"attribute0", "attribute1", "attribute2", "attribute3",
                                      "attribute4", "attribute5", "attribute6", "attribute7",
                                      "attribute8", "attribute9", "attribute10", "attribute11",
                                      "attribute12"}),
            "attribute9, attribute8, attribute5, attribute4, attribute7, attribute6, attribute1, "
            "attribute0, attribute3, attribute12, attribute2, attribute11, attribute10");
}

TEST(HashSetOrder, NamesOfAnyScript) {
  EXPECT_EQ(grown_hash_set_text({"ключ", "größe", "名前", "😀😀", "key"}),
            "größe, ключ, 名前, 😀😀, key");
}

}  // namespace
}  // namespace dynarocks::operations
