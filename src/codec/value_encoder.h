#pragma once
// ValueEncoder writes values and items in their canonical stored form (value_view.h), in one pass
// and without a tree: whatever order map entries and set members arrive in, they end up sorted.
// Used by the JSON reader (wire) and by item_codec.h.
//
//   std::string bytes;
//   ValueEncoder encoder(bytes);
//   encoder.begin_item();
//   encoder.name("pk"); encoder.string("a");
//   encoder.name("tags"); encoder.begin_set(AttributeType::SS); encoder.member("x");
//   encoder.end_set(); encoder.end_item();

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "codec/value_view.h"
#include "model/attribute_type.h"

namespace dynarocks::codec {

class ValueEncoder {
 public:
  /// Appends to `out`, which must outlive the encoder.
  explicit ValueEncoder(std::string& out) : out_(out) {}

  void string(std::string_view text);
  /// `ordered` is a number in the form of number_codec.h.
  void number(std::string_view ordered);
  void binary(std::string_view bytes);
  void boolean(bool value);
  void null();
  /// Copies an already encoded value.
  void value(ValueView value);

  /// SS, NS or BS; members may come in any order. Answers false when two members are equal (the
  /// bytes then hold the set without the repetition).
  void begin_set(model::AttributeType type);
  void member(std::string_view scalar);
  bool end_set();

  void begin_list();
  void end_list();

  /// Entries may come in any order: name(), then one value. A later entry replaces an earlier one
  /// of the same name.
  void begin_map();
  void name(std::string_view name);
  void end_map();

  /// A whole item: begin_item, entries as in a map, end_item. Computes the item size.
  void begin_item();
  void end_item();

 private:
  /// A container whose end has not come yet. Offsets, because `out_` moves when it grows.
  struct Container {
    std::size_t start;           // of the container's header
    std::size_t last_child = 0;  // of the newest entry or member
    std::uint32_t count = 0;
    bool list = false;
    bool ascending = true;  // names or members came in strictly ascending order so far
  };

  void scalar(model::AttributeType type, std::string_view bytes);
  /// Opens a container whose first byte is written already.
  void begin(bool list = false);
  /// Counts a list's element; a map's entries and a set's members count when they are named.
  void element();
  /// Counts an entry or member that starts with `text`, and compares it with the one before.
  void ordered_child(std::string_view text);
  /// Sorts the children between `body` and the end of the bytes, leaving one of equal ones: the
  /// last to come. Answers how many are left.
  std::uint32_t sort_children(std::size_t body, std::uint32_t count, bool entries);
  void patch_length(const Container& container);

  std::string& out_;
  std::vector<Container> containers_;
  std::string scratch_;
};

}  // namespace dynarocks::codec
