#include "codec/value_encoder.h"

#include <algorithm>

#include "codec/bytes.h"
#include "codec/item_view.h"

namespace dynarocks::codec {
namespace {

using model::AttributeType;

constexpr std::size_t container_header_bytes = 1 + 2 * u32_bytes;  // tag, length, count
static_assert(container_header_bytes == item_header_bytes);        // begin() opens both

constexpr char tag_of(AttributeType type) {
  return static_cast<char>(static_cast<std::uint8_t>(type) + 1);
}

/// An entry or member found in a finished body.
struct Child {
  std::string_view text;  // its name, or its scalar
  std::string_view bytes;
};

std::vector<Child> children_of(std::string_view body, std::uint32_t count, bool entries) {
  std::vector<Child> children;
  children.reserve(count);
  const auto add = [&](std::string_view text, std::string_view value_bytes) {
    // The bytes run from the length in front of the text to the end of the value.
    const std::size_t before = varint_bytes(text.size());
    children.push_back({text, {text.data() - before, before + text.size() + value_bytes.size()}});
  };
  if (entries) {
    MapView::Iterator iterator(body);
    while (const auto entry = iterator.next()) add(entry->name, entry->value.bytes());
  } else {
    SetView::Iterator iterator(body);
    while (const auto member = iterator.next()) add(*member, {});
  }
  return children;
}

}  // namespace

void ValueEncoder::string(std::string_view text) { scalar(AttributeType::S, text); }
void ValueEncoder::number(std::string_view ordered) { scalar(AttributeType::N, ordered); }
void ValueEncoder::binary(std::string_view bytes) { scalar(AttributeType::B, bytes); }

void ValueEncoder::scalar(AttributeType type, std::string_view bytes) {
  element();
  char header[1 + max_varint_bytes];
  header[0] = tag_of(type);
  out_.append(header, 1 + store_varint(bytes.size(), header + 1));
  out_ += bytes;
}

void ValueEncoder::boolean(bool value) {
  element();
  out_ += tag_of(AttributeType::BOOL);
  out_ += static_cast<char>(value ? 1 : 0);
}

void ValueEncoder::null() {
  element();
  out_ += tag_of(AttributeType::NULL_);
}

void ValueEncoder::value(ValueView value) {
  element();
  out_ += value.bytes();
}

void ValueEncoder::begin_set(AttributeType type) {
  element();
  out_ += tag_of(type);
  begin();
}

void ValueEncoder::member(std::string_view scalar) {
  ordered_child(scalar);
  append_text(scalar, out_);
}

bool ValueEncoder::end_set() {
  Container& set = containers_.back();
  const std::uint32_t came = set.count;
  if (!set.ascending) set.count = sort_children(set.start + container_header_bytes, came, false);
  const bool unique = set.count == came;
  patch_length(set);
  containers_.pop_back();
  return unique;
}

void ValueEncoder::begin_list() {
  element();
  out_ += tag_of(AttributeType::L);
  begin(true);
}

void ValueEncoder::end_list() {
  patch_length(containers_.back());
  containers_.pop_back();
}

void ValueEncoder::begin_map() {
  element();
  out_ += tag_of(AttributeType::M);
  begin();
}

void ValueEncoder::name(std::string_view name) {
  ordered_child(name);
  append_text(name, out_);
}

void ValueEncoder::end_map() {
  Container& map = containers_.back();
  if (!map.ascending)
    map.count = sort_children(map.start + container_header_bytes, map.count, true);
  patch_length(map);
  containers_.pop_back();
}

void ValueEncoder::begin_item() {
  out_ += item_format;
  begin();
}

void ValueEncoder::end_item() {
  Container& item = containers_.back();
  const std::size_t body = item.start + item_header_bytes;
  if (!item.ascending) item.count = sort_children(body, item.count, true);
  const MapView attributes(std::string_view(out_).substr(body), item.count);
  store_u32(static_cast<std::uint32_t>(attributes.size()), out_.data() + item.start + 1);
  store_u32(item.count, out_.data() + item.start + 1 + u32_bytes);
  containers_.pop_back();
}

void ValueEncoder::begin(bool list) {
  containers_.push_back({.start = out_.size() - 1, .list = list});
  out_.append(container_header_bytes - 1, '\0');
}

void ValueEncoder::element() {
  // Maps and sets do not use this count: ordered_child keeps theirs.
  if (!containers_.empty() && containers_.back().list) ++containers_.back().count;
}

void ValueEncoder::ordered_child(std::string_view text) {
  Container& container = containers_.back();
  if (container.count > 0 && container.ascending) {
    std::string_view last = std::string_view(out_).substr(container.last_child);
    container.ascending = take_text(last) < text;
  }
  container.last_child = out_.size();
  ++container.count;
}

std::uint32_t ValueEncoder::sort_children(std::size_t body, std::uint32_t count, bool entries) {
  std::vector<Child> children = children_of(std::string_view(out_).substr(body), count, entries);
  // Of equal ones the last to come is last: it stands behind the others in the bytes.
  std::sort(children.begin(), children.end(), [](const Child& a, const Child& b) {
    const int order = a.text.compare(b.text);
    return order != 0 ? order < 0 : a.bytes.data() < b.bytes.data();
  });
  scratch_.clear();
  scratch_.reserve(out_.size() - body);
  std::uint32_t left = 0;
  for (std::size_t i = 0; i < children.size(); ++i) {
    if (i + 1 < children.size() && children[i].text == children[i + 1].text) continue;
    scratch_ += children[i].bytes;
    ++left;
  }
  out_.replace(body, std::string::npos, scratch_);
  return left;
}

void ValueEncoder::patch_length(const Container& container) {
  char* const header = out_.data() + container.start;
  const std::size_t after_length = out_.size() - container.start - 1 - u32_bytes;
  store_u32(static_cast<std::uint32_t>(after_length), header + 1);
  store_u32(container.count, header + 1 + u32_bytes);
}

}  // namespace dynarocks::codec
