#include "model/attribute_value.h"

#include <algorithm>
#include <numeric>

namespace dynarocks::model {
namespace {

/// The first entry whose name is not below `name`, of `entries` const or not.
template <class Entries>
auto lower_bound(Entries& entries, std::string_view name) {
  return std::lower_bound(
      entries.begin(), entries.end(), name,
      [](const AttributeMap::Entry& e, std::string_view n) { return e.first.compare(n) < 0; });
}

struct ValueSize {
  std::size_t operator()(const std::string& s) const { return s.size(); }
  std::size_t operator()(const Number& n) const { return n.size(); }
  std::size_t operator()(const Binary& b) const { return b.bytes.size(); }
  std::size_t operator()(bool) const { return 1; }
  std::size_t operator()(const Null&) const { return 1; }
  std::size_t operator()(const StringSet& s) const { return members_size(s.members); }
  std::size_t operator()(const NumberSet& s) const { return members_size(s.members); }
  std::size_t operator()(const BinarySet& s) const { return members_size(s.members); }
  std::size_t operator()(const List& list) const {
    std::size_t size = 3;
    for (const AttributeValue& element : list) size += 1 + value_size(element);
    return size;
  }
  std::size_t operator()(const AttributeMap& map) const { return 3 + map.size() + item_size(map); }

 private:
  template <class Members>
  std::size_t members_size(const Members& members) const {
    return std::accumulate(members.begin(), members.end(), std::size_t{0},
                           [](std::size_t size, const auto& m) { return size + m.size(); });
  }
};

}  // namespace

const AttributeValue* AttributeMap::find(std::string_view name) const {
  const auto at = lower_bound(entries_, name);
  return at != entries_.end() && at->first == name ? &at->second : nullptr;
}

AttributeValue* AttributeMap::find(std::string_view name) {
  const auto at = lower_bound(entries_, name);
  return at != entries_.end() && at->first == name ? &at->second : nullptr;
}

AttributeValue& AttributeMap::set(std::string_view name, AttributeValue value) {
  const auto at = lower_bound(entries_, name);
  if (at != entries_.end() && at->first == name) return at->second = std::move(value);
  return entries_.emplace(at, std::string(name), std::move(value))->second;
}

bool AttributeMap::erase(std::string_view name) {
  const auto at = lower_bound(entries_, name);
  if (at == entries_.end() || at->first != name) return false;
  entries_.erase(at);
  return true;
}

bool operator==(const AttributeMap& a, const AttributeMap& b) { return a.entries_ == b.entries_; }

std::size_t value_size(const AttributeValue& value) {
  return std::visit(ValueSize{}, value.variant());
}

std::size_t item_size(const AttributeMap& item) {
  std::size_t size = 0;
  for (const auto& [name, value] : item) size += name.size() + value_size(value);
  return size;
}

}  // namespace dynarocks::model
