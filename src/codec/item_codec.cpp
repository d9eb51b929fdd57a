#include "codec/item_codec.h"

#include "codec/bytes.h"
#include "codec/number_codec.h"
#include "codec/value_encoder.h"

namespace dynarocks::codec {
namespace {

using model::AttributeMap;
using model::AttributeType;
using model::AttributeValue;

/// What an update is expected to add to an item: enough for a counter or a flag.
constexpr std::size_t room_to_grow = 64;

/// Feeds a tree to a ValueEncoder.
class TreeEncoder {
 public:
  explicit TreeEncoder(std::string& out) : encoder_(out) {}

  void item(const AttributeMap& attributes) {
    encoder_.begin_item();
    entries(attributes);
    encoder_.end_item();
  }

  void value(const AttributeValue& value) { std::visit(*this, value.variant()); }

  void operator()(const std::string& s) { encoder_.string(s); }
  void operator()(const model::Number& n) { encoder_.number(ordered(n)); }
  void operator()(const model::Binary& b) { encoder_.binary(b.bytes); }
  void operator()(bool b) { encoder_.boolean(b); }
  void operator()(const model::Null&) { encoder_.null(); }
  void operator()(const model::StringSet& s) { set(AttributeType::SS, s.members); }
  void operator()(const model::BinarySet& s) { set(AttributeType::BS, s.members); }
  void operator()(const model::NumberSet& s) {
    encoder_.begin_set(AttributeType::NS);
    for (const model::Number& member : s.members) encoder_.member(ordered(member));
    encoder_.end_set();
  }
  void operator()(const model::List& list) {
    encoder_.begin_list();
    for (const AttributeValue& element : list) value(element);
    encoder_.end_list();
  }
  void operator()(const AttributeMap& map) {
    encoder_.begin_map();
    entries(map);
    encoder_.end_map();
  }

 private:
  void entries(const AttributeMap& map) {
    for (const auto& [name, attribute] : map) {
      encoder_.name(name);
      value(attribute);
    }
  }

  void set(AttributeType type, const std::vector<std::string>& members) {
    encoder_.begin_set(type);
    for (const std::string& member : members) encoder_.member(member);
    encoder_.end_set();
  }

  std::string_view ordered(const model::Number& number) {
    number_.clear();
    append_number(number, number_);
    return number_;
  }

  ValueEncoder encoder_;
  std::string number_;
};

std::vector<std::string> decode_members(const SetView& set) {
  std::vector<std::string> members;
  members.reserve(set.count());
  auto iterator = set.members();
  while (const auto member = iterator.next()) members.emplace_back(*member);
  return members;
}

std::vector<model::Number> decode_numbers(const SetView& set) {
  std::vector<model::Number> members;
  members.reserve(set.count());
  auto iterator = set.members();
  while (const auto member = iterator.next()) members.push_back(decode_number(*member));
  return members;
}

model::List decode_list(const ListView& view) {
  model::List list;
  list.reserve(view.count());
  auto iterator = view.elements();
  while (const auto element = iterator.next()) list.push_back(decode_value(*element));
  return list;
}

AttributeMap decode_map(const MapView& view) {
  AttributeMap map;
  auto iterator = view.entries();
  while (const auto entry = iterator.next()) map.set(entry->name, decode_value(entry->value));
  return map;
}

}  // namespace

void append_value(const AttributeValue& value, std::string& out) { TreeEncoder(out).value(value); }

std::string encode_value(const AttributeValue& value) {
  std::string bytes;
  append_value(value, bytes);
  return bytes;
}

std::string encode_item(const AttributeMap& item) {
  std::string bytes;
  TreeEncoder(bytes).item(item);
  return bytes;
}

AttributeValue decode_value(ValueView value) {
  switch (value.type()) {
    case AttributeType::S:
      return AttributeValue(std::string(value.scalar()));
    case AttributeType::N:
      return AttributeValue(decode_number(value.scalar()));
    case AttributeType::B:
      return AttributeValue(model::Binary{std::string(value.scalar())});
    case AttributeType::BOOL:
      return AttributeValue(value.boolean());
    case AttributeType::NULL_:
      return AttributeValue(model::Null{});
    case AttributeType::SS:
      return AttributeValue(model::StringSet{decode_members(value.set())});
    case AttributeType::NS:
      return AttributeValue(model::NumberSet{decode_numbers(value.set())});
    case AttributeType::BS:
      return AttributeValue(model::BinarySet{decode_members(value.set())});
    case AttributeType::L:
      return AttributeValue(decode_list(value.list()));
    case AttributeType::M:
      return AttributeValue(decode_map(value.map()));
  }
  return AttributeValue();
}

AttributeMap decode_item(ItemView item) { return decode_map(item.attributes()); }

AttributeMap decode_attributes(ItemView item, std::span<const std::string_view> names) {
  AttributeMap attributes;
  auto entries = item.attributes().entries();
  auto name = names.begin();
  while (const auto entry = entries.next()) {
    while (name != names.end() && *name < entry->name) ++name;
    if (name == names.end()) break;
    if (*name == entry->name) attributes.set(entry->name, decode_value(entry->value));
  }
  return attributes;
}

std::string replace_attributes(ItemView item, std::span<const std::string_view> names,
                               const AttributeMap& attributes) {
  const MapView before = item.attributes();
  std::size_t size = item.size();
  std::size_t count = before.count();
  std::string bytes;
  bytes.reserve(item.bytes().size() + room_to_grow);
  bytes.assign(item.bytes().substr(0, item_header_bytes));
  const auto put = [&](const AttributeMap::Entry& attribute) {
    append_text(attribute.first, bytes);
    const std::size_t start = bytes.size();
    append_value(attribute.second, bytes);
    size += attribute.first.size() + ValueView(std::string_view(bytes).substr(start)).size();
    ++count;
  };
  // What stays is copied in runs.
  const char* run = before.entry_bytes().data();
  const char* run_end = run;
  auto entries = before.entries();
  auto entry = entries.next();
  const auto step = [&] {
    run_end = entry->value.bytes().data() + entry->value.bytes().size();
    entry = entries.next();
  };
  auto replacement = attributes.begin();
  for (const std::string_view name : names) {
    while (entry && entry->name < name) step();
    bytes.append(run, run_end);
    if (entry && entry->name == name) {
      size -= name.size() + entry->value.size();
      --count;
      step();
    }
    run = run_end;
    if (replacement != attributes.end() && replacement->first == name) put(*replacement++);
  }
  bytes.append(run, before.entry_bytes().data() + before.entry_bytes().size());
  store_u32(static_cast<std::uint32_t>(size), bytes.data() + 1);
  store_u32(static_cast<std::uint32_t>(count), bytes.data() + 1 + u32_bytes);
  return bytes;
}

}  // namespace dynarocks::codec
