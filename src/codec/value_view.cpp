#include "codec/value_view.h"

#include <algorithm>

#include "codec/bytes.h"
#include "codec/number_codec.h"

namespace dynarocks::codec {
namespace {

using model::AttributeType;

constexpr std::size_t container_header_bytes = 1 + 2 * u32_bytes;  // tag, length, count

std::size_t container_count(std::string_view value_bytes) {
  return load_u32(value_bytes.data() + 1 + u32_bytes);
}

std::size_t set_size(const ValueView& value) {
  std::size_t size = 0;
  const bool numbers = value.type() == AttributeType::NS;
  auto members = value.set().members();
  while (const auto member = members.next())
    size += numbers ? number_size(*member) : member->size();
  return size;
}

std::size_t list_size(const ListView& list) {
  std::size_t size = 3 + list.count();
  auto elements = list.elements();
  while (const auto element = elements.next()) size += element->size();
  return size;
}

}  // namespace

bool ValueView::boolean() const { return bytes_[1] != 0; }
SetView ValueView::set() const { return SetView(bytes_); }
ListView ValueView::list() const { return ListView(bytes_); }
MapView ValueView::map() const { return MapView(bytes_); }

std::size_t ValueView::size() const {
  switch (type()) {
    case AttributeType::S:
    case AttributeType::B:
      return scalar().size();
    case AttributeType::N:
      return number_size(scalar());
    case AttributeType::BOOL:
    case AttributeType::NULL_:
      return 1;
    case AttributeType::SS:
    case AttributeType::NS:
    case AttributeType::BS:
      return set_size(*this);
    case AttributeType::L:
      return list_size(list());
    case AttributeType::M:
      return 3 + map().count() + map().size();
  }
  return 0;
}

int compare_scalars(const ValueView& a, const ValueView& b) {
  const int order = a.scalar().compare(b.scalar());
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

SetView::SetView(std::string_view value_bytes)
    : members_(value_bytes.substr(container_header_bytes)), count_(container_count(value_bytes)) {}

std::optional<std::string_view> SetView::Iterator::next() {
  if (rest_.empty()) return std::nullopt;
  return take_text(rest_);
}

bool SetView::contains(std::string_view scalar) const {
  Iterator iterator = members();
  while (const auto member = iterator.next()) {
    if (*member >= scalar) return *member == scalar;
  }
  return false;
}

ListView::ListView(std::string_view value_bytes)
    : elements_(value_bytes.substr(container_header_bytes)), count_(container_count(value_bytes)) {}

std::optional<ValueView> ListView::Iterator::next() {
  if (rest_.empty()) return std::nullopt;
  return take_value(rest_);
}

std::optional<ValueView> ListView::at(std::size_t index) const {
  if (index >= count_) return std::nullopt;
  Iterator iterator = elements();
  for (std::size_t i = 0; i < index; ++i) iterator.next();
  return iterator.next();
}

MapView::MapView(std::string_view value_bytes)
    : entries_(value_bytes.substr(container_header_bytes)), count_(container_count(value_bytes)) {}

std::size_t MapView::size() const {
  std::size_t size = 0;
  Iterator iterator = entries();
  while (const auto entry = iterator.next()) size += entry->name.size() + entry->value.size();
  return size;
}

std::optional<ValueView> MapView::find(std::string_view name) const {
  Iterator iterator = entries();
  while (const auto entry = iterator.next()) {
    const int order = entry->name.compare(name);
    if (order == 0) return entry->value;
    if (order > 0) break;
  }
  return std::nullopt;
}

}  // namespace dynarocks::codec
