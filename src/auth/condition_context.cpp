#include "auth/condition_context.h"

#include <algorithm>

#include "base/ascii_case.h"

namespace dynarocks::auth {

ConditionContext::Text ConditionContext::store(std::string_view text) {
  const Text stored{static_cast<std::uint32_t>(buffer_.size()),
                    static_cast<std::uint32_t>(text.size())};
  buffer_.append(text);
  return stored;
}

void ConditionContext::open(std::string_view key, bool is_list) {
  std::erase_if(entries_,
                [&](const Entry& entry) { return equal_ignoring_case(view(entry.key), key); });
  const Text stored = store(key);
  entries_.push_back(Entry{stored, static_cast<std::uint32_t>(values_.size()), 0, is_list});
}

void ConditionContext::set(std::string_view key, std::string_view value) {
  open(key, false);
  add(value);
}

void ConditionContext::set_list(std::string_view key,
                                std::initializer_list<std::string_view> values) {
  begin_list(key);
  for (const std::string_view value : values) add(value);
}

void ConditionContext::begin_list(std::string_view key) { open(key, true); }

void ConditionContext::add(std::string_view value) {
  values_.push_back(store(value));
  ++entries_.back().value_count;
}

std::optional<ContextValues> ConditionContext::find(std::string_view key) const {
  const auto entry = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& candidate) {
    return equal_ignoring_case(view(candidate.key), key);
  });
  if (entry == entries_.end()) return std::nullopt;
  return ContextValues(*this, entry->first_value, entry->value_count, entry->is_list);
}

void ConditionContext::clear() {
  buffer_.clear();
  values_.clear();
  entries_.clear();
}

}  // namespace dynarocks::auth
