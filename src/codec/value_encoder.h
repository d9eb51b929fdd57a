#pragma once
// ValueEncoder writes values and items in their canonical stored form (value_view.h), in one pass
// and without a tree: whatever order map entries and set members arrive in, they end up sorted.
// Used by the JSON reader (wire) and by item_codec.h.
//
//   std::string bytes;
//   ValueEncoder encoder(bytes);
//   encoder.begin_item();
//   encoder.name("pk"); encoder.string("a");
//   encoder.name("tags"); encoder.begin_set(AttributeType::SS); encoder.member("x"); encoder.end_set();
//   encoder.end_item();

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
  struct Container {
    std::size_t start;        // offset of the container's header
    std::size_t first_child;  // index of its first child in children_
  };
  void child();
  void sort_entries(const Container& container, std::size_t body);

  std::string& out_;
  std::vector<Container> containers_;
  std::vector<std::size_t> children_;  // start offsets of the children of the open containers
  std::string scratch_;
};

}  // namespace dynarocks::codec
