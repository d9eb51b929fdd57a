#include "codec/value_encoder.h"

#include <gtest/gtest.h>

#include "codec/item_codec.h"
#include "codec/number_codec.h"
#include "hex.h"

namespace dynarocks::codec {
namespace {

using model::AttributeType;

template <class Feed>
std::string encoded(Feed feed) {
  std::string bytes;
  ValueEncoder encoder(bytes);
  feed(encoder);
  return bytes;
}

std::string set_of(const std::vector<std::string>& members, bool* unique = nullptr) {
  return encoded([&](ValueEncoder& encoder) {
    encoder.begin_set(AttributeType::SS);
    for (const auto& member : members) encoder.member(member);
    const bool ended = encoder.end_set();
    if (unique != nullptr) *unique = ended;
  });
}

TEST(ValueEncoder, SortsSetMembers) {
  EXPECT_EQ(set_of({"b", "a"}), set_of({"a", "b"}));
  EXPECT_EQ(set_of({"c", "", "ab", "b", "a"}), set_of({"", "a", "ab", "b", "c"}));
}

TEST(ValueEncoder, TellsOfEqualMembersAndKeepsOne) {
  bool unique = false;
  EXPECT_EQ(set_of({"a", "b"}, &unique), set_of({"b", "a"}, &unique));
  EXPECT_TRUE(unique);
  EXPECT_EQ(set_of({"b", "a", "b"}, &unique), set_of({"a", "b"}));
  EXPECT_FALSE(unique);
  EXPECT_EQ(set_of({"a", "a"}, &unique), set_of({"a"}));
  EXPECT_FALSE(unique);
  EXPECT_EQ(set_of({"", ""}, &unique), set_of({""}));
  EXPECT_FALSE(unique);
}

TEST(ValueEncoder, SortsNumberMembersByValue) {
  const auto numbers = [](const std::vector<std::string>& texts, bool unique) {
    return encoded([&](ValueEncoder& encoder) {
      encoder.begin_set(AttributeType::NS);
      for (const auto& text : texts) {
        std::string ordered;
        ASSERT_TRUE(append_number(text, ordered).has_value());
        encoder.member(ordered);
      }
      EXPECT_EQ(encoder.end_set(), unique);
    });
  };
  EXPECT_EQ(numbers({"10", "9", "-1"}, true), numbers({"-1", "9", "10"}, true));
  EXPECT_EQ(numbers({"1", "1.0"}, false), numbers({"1"}, true));
}

TEST(ValueEncoder, SortsEntriesAtEveryLevel) {
  const auto shuffled = encoded([](ValueEncoder& encoder) {
    encoder.begin_item();
    encoder.name("z");
    encoder.begin_map();
    encoder.name("b");
    encoder.begin_list();
    encoder.boolean(true);
    encoder.begin_map();
    encoder.name("y");
    encoder.null();
    encoder.name("x");
    encoder.string("1");
    encoder.end_map();
    encoder.end_list();
    encoder.name("a");
    encoder.binary(std::string("\0\1", 2));
    encoder.end_map();
    encoder.name("pk");
    encoder.string("key");
    encoder.end_item();
  });
  const auto sorted = encoded([](ValueEncoder& encoder) {
    encoder.begin_item();
    encoder.name("pk");
    encoder.string("key");
    encoder.name("z");
    encoder.begin_map();
    encoder.name("a");
    encoder.binary(std::string("\0\1", 2));
    encoder.name("b");
    encoder.begin_list();
    encoder.boolean(true);
    encoder.begin_map();
    encoder.name("x");
    encoder.string("1");
    encoder.name("y");
    encoder.null();
    encoder.end_map();
    encoder.end_list();
    encoder.end_map();
    encoder.end_item();
  });
  EXPECT_EQ(shuffled, sorted);
  EXPECT_TRUE(is_well_formed_item(shuffled));
}

TEST(ValueEncoder, ALaterEntryReplacesAnEarlierOne) {
  const auto twice = encoded([](ValueEncoder& encoder) {
    encoder.begin_item();
    encoder.name("b");
    encoder.string("first, and longer");
    encoder.name("a");
    encoder.null();
    encoder.name("b");
    encoder.string("last");
    encoder.end_item();
  });
  const auto once = encoded([](ValueEncoder& encoder) {
    encoder.begin_item();
    encoder.name("a");
    encoder.null();
    encoder.name("b");
    encoder.string("last");
    encoder.end_item();
  });
  EXPECT_EQ(twice, once);
  EXPECT_EQ(ItemView(twice).attributes().count(), 2U);
  EXPECT_EQ(ItemView(twice).size(), 1 + 1 + 1 + 4U);
}

TEST(ValueEncoder, AppendsAfterWhatIsThere) {
  std::string bytes = "before";
  ValueEncoder encoder(bytes);
  encoder.begin_map();
  encoder.name("b");
  encoder.boolean(false);
  encoder.name("a");
  encoder.boolean(true);
  encoder.end_map();
  ASSERT_TRUE(bytes.starts_with("before"));
  EXPECT_TRUE(is_well_formed_value(std::string_view(bytes).substr(6)));
}

TEST(ValueEncoder, CopiesEncodedValues) {
  const std::string inner = set_of({"x"});
  const auto list = encoded([&](ValueEncoder& encoder) {
    encoder.begin_list();
    encoder.value(ValueView(inner));
    encoder.value(ValueView(inner));
    encoder.end_list();
  });
  const ListView view = ValueView(list).list();
  EXPECT_EQ(view.count(), 2U);
  EXPECT_EQ(view.at(1)->bytes(), inner);
}

TEST(ValueEncoder, ServesOneItemAfterAnother) {
  std::string bytes;
  ValueEncoder encoder(bytes);
  for (const char* key : {"a", "b"}) {
    bytes.clear();
    encoder.begin_item();
    encoder.name("pk");
    encoder.string(key);
    encoder.end_item();
    EXPECT_TRUE(is_well_formed_item(bytes));
    EXPECT_EQ(ItemView(bytes).find("pk")->scalar(), key);
  }
}

TEST(ValueEncoder, NestsDeeply) {
  constexpr int depth = 300;
  const auto bytes = encoded([](ValueEncoder& encoder) {
    for (int i = 0; i < depth; ++i) encoder.begin_list();
    encoder.null();
    for (int i = 0; i < depth; ++i) encoder.end_list();
  });
  ValueView value(bytes);
  for (int i = 0; i < depth; ++i) value = *value.list().at(0);
  EXPECT_EQ(value.type(), AttributeType::NULL_);
  EXPECT_FALSE(is_well_formed_value(bytes));
}

}  // namespace
}  // namespace dynarocks::codec
