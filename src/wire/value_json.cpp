#include "wire/value_json.h"

#include <array>
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

/// Collects short pieces, so that the text behind it grows a few times for each item instead of a
/// dozen times for each attribute.
class Pieces {
 public:
  explicit Pieces(std::string& out) : out_(out) {}
  ~Pieces() { flush(); }
  Pieces(const Pieces&) = delete;
  Pieces& operator=(const Pieces&) = delete;

  void add(char c) {
    if (used_ == buffer_.size()) flush();
    buffer_[used_++] = c;
  }

  void add(std::string_view piece) {
    if (piece.size() > buffer_.size() - used_) {
      flush();
      if (piece.size() > buffer_.size() / 2) {
        out_.append(piece);
        return;
      }
    }
    std::memcpy(buffer_.data() + used_, piece.data(), piece.size());
    used_ += piece.size();
  }

  void add_escaped(std::string_view text) {
    if (plain_prefix(text) == text.size()) return add(text);
    append_escaped(text, whole());
  }

  /// All that was collected, for what appends by itself.
  [[nodiscard]] std::string& whole() {
    flush();
    return out_;
  }

 private:
  void flush() {
    out_.append(buffer_.data(), used_);
    used_ = 0;
  }

  std::string& out_;
  std::array<char, 256> buffer_;
  std::size_t used_ = 0;
};

void add_entries(MapView map, Pieces& out);

void add_scalar(AttributeType type, std::string_view scalar, Pieces& out) {
  out.add('"');
  if (type == AttributeType::S || type == AttributeType::SS) {
    out.add_escaped(scalar);
  } else if (type == AttributeType::N || type == AttributeType::NS) {
    codec::append_number_text(scalar, out.whole());
  } else {
    append_base64(scalar, out.whole());
  }
  out.add('"');
}

void add_set(AttributeType type, SetView set, Pieces& out) {
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

void add_value(ValueView value, Pieces& out);

void add_list(ListView list, Pieces& out) {
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

void add_value(ValueView value, Pieces& out) {
  const AttributeType type = value.type();
  switch (type) {
    case AttributeType::S:
      out.add("{\"S\":");
      add_scalar(type, value.scalar(), out);
      break;
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

void add_entries(MapView map, Pieces& out) {
  out.add('{');
  bool first = true;
  auto entries = map.entries();
  while (const auto entry = entries.next()) {
    if (!first) out.add(',');
    first = false;
    out.add('"');
    out.add_escaped(entry->name);
    out.add("\":");
    add_value(entry->value, out);
  }
  out.add('}');
}

}  // namespace

void append_value_json(ValueView value, std::string& out) {
  Pieces pieces(out);
  add_value(value, pieces);
}

void append_item_json(codec::ItemView item, std::string& out) {
  Pieces pieces(out);
  add_entries(item.attributes(), pieces);
}

}  // namespace dynarocks::wire
