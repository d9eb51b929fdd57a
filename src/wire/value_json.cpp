#include "wire/value_json.h"

#include <cstddef>
#include <cstring>
#include <string_view>

#include "base/base64.h"
#include "codec/number_codec.h"
#include "wire/json_escape.h"

namespace dynarocks::wire {
namespace {

using codec::ListView;
using codec::MapView;
using codec::SetView;
using codec::ValueView;
using model::AttributeType;

/// Writes behind a text with room made once for a whole item: appending each piece to the text
/// would cost more than the pieces.
class Tail {
 public:
  /// `expected`: bytes that will be written, more or less.
  Tail(std::string& text, std::size_t expected) : text_(text), used_(text.size()) {
    make_room(expected);
  }
  ~Tail() { text_.resize(used_); }
  Tail(const Tail&) = delete;
  Tail& operator=(const Tail&) = delete;

  void add(char c) { *room(1) = c, ++used_; }

  void add(std::string_view piece) {
    std::memcpy(room(piece.size()), piece.data(), piece.size());
    used_ += piece.size();
  }

  /// Adds before, text and after, when no byte of the text must be escaped; or else nothing. What
  /// stands around texts is literal, so that copying it is an instruction or two.
  template <std::size_t before_size, std::size_t after_size>
  bool add_plain(const char (&before)[before_size], std::string_view text,
                 const char (&after)[after_size]) {
    constexpr std::size_t before_bytes = before_size - 1;  // without the zero
    constexpr std::size_t after_bytes = after_size - 1;
    if (plain_prefix(text) != text.size()) return false;
    char* const at = room(before_bytes + text.size() + after_bytes);
    std::memcpy(at, before, before_bytes);
    std::memcpy(at + before_bytes, text.data(), text.size());
    std::memcpy(at + before_bytes + text.size(), after, after_bytes);
    used_ += before_bytes + text.size() + after_bytes;
    return true;
  }

  void add_escaped(std::string_view text) {
    text_.resize(used_);
    append_escaped(text, text_);
    used_ = text_.size();
  }

  void add_base64(std::string_view bytes) {
    text_.resize(used_);
    append_base64(bytes, text_);
    used_ = text_.size();
  }

 private:
  char* room(std::size_t bytes) {
    if (text_.size() - used_ < bytes) make_room(bytes);
    return text_.data() + used_;
  }
  void make_room(std::size_t bytes) { text_.resize(used_ + bytes + spare); }

  static constexpr std::size_t spare = 256;  // room for the pieces after one that had none

  std::string& text_;
  std::size_t used_;
};

/// Of an item or value of so many stored bytes: what stands around its attributes is longer in
/// JSON.
std::size_t expected_bytes(std::size_t stored) { return stored + stored / 8; }

void add_entries(MapView map, Tail& out);

template <std::size_t before_size, std::size_t after_size>
void add_string(const char (&before)[before_size], std::string_view text,
                const char (&after)[after_size], Tail& out) {
  if (out.add_plain(before, text, after)) return;
  out.add(before);
  out.add_escaped(text);
  out.add(after);
}

void add_scalar(AttributeType type, std::string_view scalar, Tail& out) {
  if (type == AttributeType::S || type == AttributeType::SS) {
    return add_string("\"", scalar, "\"", out);
  }
  out.add('"');
  if (type == AttributeType::N || type == AttributeType::NS) {
    std::string text;  // most are short enough to need no memory
    codec::append_number_text(scalar, text);
    out.add(text);
  } else {
    out.add_base64(scalar);
  }
  out.add('"');
}

void add_set(AttributeType type, SetView set, Tail& out) {
  out.add('[');
  bool first = true;
  auto members = set.members();
  while (const auto member = members.next()) {
    if (!first) out.add(',');
    first = false;
    add_scalar(type, *member, out);
  }
  out.add(']');
}

void add_value(ValueView value, Tail& out);

void add_list(ListView list, Tail& out) {
  out.add('[');
  bool first = true;
  auto elements = list.elements();
  while (const auto element = elements.next()) {
    if (!first) out.add(',');
    first = false;
    add_value(*element, out);
  }
  out.add(']');
}

void add_value(ValueView value, Tail& out) {
  const AttributeType type = value.type();
  switch (type) {
    case AttributeType::S:
      return add_string("{\"S\":\"", value.scalar(), "\"}", out);
    case AttributeType::N:
      out.add("{\"N\":");
      add_scalar(type, value.scalar(), out);
      break;
    case AttributeType::B:
      out.add("{\"B\":");
      add_scalar(type, value.scalar(), out);
      break;
    case AttributeType::BOOL:
      out.add(value.boolean() ? "{\"BOOL\":true" : "{\"BOOL\":false");
      break;
    case AttributeType::NULL_:
      out.add("{\"NULL\":true");
      break;
    case AttributeType::SS:
      out.add("{\"SS\":");
      add_set(type, value.set(), out);
      break;
    case AttributeType::NS:
      out.add("{\"NS\":");
      add_set(type, value.set(), out);
      break;
    case AttributeType::BS:
      out.add("{\"BS\":");
      add_set(type, value.set(), out);
      break;
    case AttributeType::L:
      out.add("{\"L\":");
      add_list(value.list(), out);
      break;
    case AttributeType::M:
      out.add("{\"M\":");
      add_entries(value.map(), out);
      break;
  }
  out.add('}');
}

void add_entries(MapView map, Tail& out) {
  out.add('{');
  bool first = true;
  auto entries = map.entries();
  while (const auto entry = entries.next()) {
    if (!first) out.add(',');
    first = false;
    add_string("\"", entry->name, "\":", out);
    add_value(entry->value, out);
  }
  out.add('}');
}

}  // namespace

void append_value_json(ValueView value, std::string& out) {
  Tail tail(out, expected_bytes(value.bytes().size()));
  add_value(value, tail);
}

void append_item_json(codec::ItemView item, std::string& out) {
  Tail tail(out, expected_bytes(item.bytes().size()));
  add_entries(item.attributes(), tail);
}

}  // namespace dynarocks::wire
