// Laws of stored items: trees round trip, equal items have equal bytes however they were built, and
// views tell the same as trees.

#include <gtest/gtest.h>

#include <numeric>

#include "codec/item_codec.h"
#include "codec/number_codec.h"
#include "codec/value_encoder.h"
#include "codec_random_values.h"

namespace dynarocks::codec {
namespace {

using model::AttributeMap;
using model::AttributeValue;

/// Feeds a tree to an encoder with entries and members in random order, some entries twice.
class ShuffledFeed {
 public:
  ShuffledFeed(RandomValues& random, ValueEncoder& encoder) : random_(random), encoder_(encoder) {}

  void item(const AttributeMap& map) {
    encoder_.begin_item();
    entries(map);
    encoder_.end_item();
  }

  void operator()(const std::string& s) { encoder_.string(s); }
  void operator()(const model::Number& n) { encoder_.number(ordered(n)); }
  void operator()(const model::Binary& b) { encoder_.binary(b.bytes); }
  void operator()(bool b) { encoder_.boolean(b); }
  void operator()(const model::Null&) { encoder_.null(); }
  void operator()(const model::StringSet& s) { set(model::AttributeType::SS, s.members); }
  void operator()(const model::BinarySet& s) { set(model::AttributeType::BS, s.members); }
  void operator()(const model::NumberSet& s) {
    std::vector<std::string> members;
    for (const auto& member : s.members) members.push_back(ordered(member));
    set(model::AttributeType::NS, members);
  }
  void operator()(const model::List& list) {
    encoder_.begin_list();
    for (const auto& element : list) std::visit(*this, element.variant());
    encoder_.end_list();
  }
  void operator()(const AttributeMap& map) {
    encoder_.begin_map();
    entries(map);
    encoder_.end_map();
  }

 private:
  static std::string ordered(const model::Number& number) {
    std::string bytes;
    append_number(number, bytes);
    return bytes;
  }

  void entries(const AttributeMap& map) {
    std::vector<const AttributeMap::Entry*> shuffled;
    for (const auto& entry : map) shuffled.push_back(&entry);
    std::shuffle(shuffled.begin(), shuffled.end(), random_.engine());
    for (const auto* entry : shuffled) {
      if (!random_.one_in(10)) continue;
      encoder_.name(entry->first);
      encoder_.string("replaced by a later entry");
    }
    for (const auto* entry : shuffled) {
      encoder_.name(entry->first);
      std::visit(*this, entry->second.variant());
    }
  }

  void set(model::AttributeType type, std::vector<std::string> members) {
    const bool repeat = random_.one_in(10);
    if (repeat) members.push_back(members.front());
    std::shuffle(members.begin(), members.end(), random_.engine());
    encoder_.begin_set(type);
    for (const auto& member : members) encoder_.member(member);
    EXPECT_EQ(encoder_.end_set(), !repeat);
  }

  RandomValues& random_;
  ValueEncoder& encoder_;
};

TEST(ItemLaws, TreesRoundTripThroughTheirStoredForm) {
  RandomValues random(20240621);
  SCOPED_TRACE(random.seed());
  for (int i = 0; i < cases; ++i) {
    const AttributeMap item = random.item();
    const std::string bytes = encode_item(item);
    ASSERT_EQ(decode_item(ItemView(bytes)), item) << "case " << i;
    ASSERT_EQ(ItemView(bytes).size(), model::item_size(item)) << "case " << i;
    ASSERT_EQ(ItemView(bytes).attributes().count(), item.size()) << "case " << i;
    ASSERT_TRUE(is_well_formed_item(bytes)) << "case " << i;
    for (const auto& [name, value] : item) {
      const auto view = ItemView(bytes).find(name);
      ASSERT_TRUE(view.has_value()) << "case " << i;
      ASSERT_EQ(view->type(), value.type()) << "case " << i;
      ASSERT_EQ(view->size(), model::value_size(value)) << "case " << i;
      ASSERT_EQ(view->bytes(), encode_value(value)) << "case " << i;
    }
  }
}

TEST(ItemLaws, TheStoredFormIsCanonical) {
  RandomValues random(20240622);
  SCOPED_TRACE(random.seed());
  for (int i = 0; i < cases; ++i) {
    const AttributeMap item = random.item();
    std::string bytes;
    ValueEncoder encoder(bytes);
    ShuffledFeed(random, encoder).item(item);
    ASSERT_EQ(bytes, encode_item(item)) << "case " << i;
  }
}

TEST(ItemLaws, SomeAttributesChangeAsInTheWholeTree) {
  RandomValues random(20240624);
  SCOPED_TRACE(random.seed());
  for (int i = 0; i < cases; ++i) {
    const AttributeMap item = random.item();
    const std::string bytes = encode_item(item);
    // Of this item and of another: some are there and some are not.
    const AttributeMap other = random.item();
    std::vector<std::string_view> names;
    for (const auto* map : {&item, &other}) {
      for (const auto& [name, value] : *map) {
        if (random.one_in(3)) names.push_back(name);
      }
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    AttributeMap old;
    AttributeMap replaced;
    AttributeMap changed = item;
    for (const std::string_view name : names) {
      if (const AttributeValue* value = item.find(name)) old.set(name, *value);
      changed.erase(name);
      if (random.one_in(3)) continue;
      const AttributeValue value = random.value(2);
      replaced.set(name, value);
      changed.set(name, value);
    }
    ASSERT_EQ(decode_attributes(ItemView(bytes), names), old) << "case " << i;
    ASSERT_EQ(replace_attributes(ItemView(bytes), names, replaced), encode_item(changed))
        << "case " << i;
  }
}

TEST(ItemLaws, BytesAreEqualExactlyWhenValuesAre) {
  RandomValues random(20240623);
  SCOPED_TRACE(random.seed());
  int equal = 0;
  for (int i = 0; i < cases; ++i) {
    const AttributeValue a = random.value(1);
    const AttributeValue b = random.one_in(3) ? a : random.value(1);
    ASSERT_EQ(encode_value(a) == encode_value(b), a == b) << "case " << i;
    equal += a == b ? 1 : 0;
  }
  EXPECT_GT(equal, cases / 4);
  EXPECT_LT(equal, cases / 2);
}

}  // namespace
}  // namespace dynarocks::codec
