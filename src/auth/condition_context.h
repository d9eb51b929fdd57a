#pragma once
// What is known about a request under the names that conditions and policy variables use:
// "aws:username", "dynamodb:LeadingKeys". Filled for each request, so it keeps all texts in one
// buffer; clear() keeps the memory.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynarocks::auth {

class ConditionContext;

/// The values of one key. Valid until the context changes.
class ContextValues {
 public:
  /// A key with a list of values, even of one, as dynamodb:LeadingKeys; not one with a single
  /// value.
  [[nodiscard]] bool is_list() const { return is_list_; }
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] std::string_view operator[](std::size_t index) const;

 private:
  friend class ConditionContext;
  ContextValues(const ConditionContext& context, std::size_t first, std::size_t count, bool is_list)
      : context_(&context), first_(first), count_(count), is_list_(is_list) {}

  const ConditionContext* context_;
  std::size_t first_;
  std::size_t count_;
  bool is_list_;
};

class ConditionContext {
 public:
  /// A key with one value. Numbers, booleans ("true") and times (ISO 8601) are given as text.
  /// Setting a key again replaces it.
  void set(std::string_view key, std::string_view value);
  void set(std::string_view key, bool value) {
    set(key, value ? std::string_view("true") : std::string_view("false"));
  }
  void set(std::string_view key, const char* value) { set(key, std::string_view(value)); }

  /// A key with a list of values, be it empty. Or one by one: begin_list(), then add() for each.
  void set_list(std::string_view key, std::initializer_list<std::string_view> values);
  void begin_list(std::string_view key);
  void add(std::string_view value);

  /// Nothing when the key is absent. The case of the key is ignored.
  [[nodiscard]] std::optional<ContextValues> find(std::string_view key) const;

  void clear();

 private:
  friend class ContextValues;
  struct Text {
    std::uint32_t begin;
    std::uint32_t size;
  };
  struct Entry {
    Text key;
    std::uint32_t first_value;
    std::uint32_t value_count;
    bool is_list;
  };

  [[nodiscard]] std::string_view view(Text text) const {
    return std::string_view(buffer_).substr(text.begin, text.size);
  }
  Text store(std::string_view text);
  void open(std::string_view key, bool is_list);

  std::string buffer_;
  std::vector<Text> values_;
  std::vector<Entry> entries_;
};

inline std::string_view ContextValues::operator[](std::size_t index) const {
  return context_->view(context_->values_[first_ + index]);
}

}  // namespace dynarocks::auth
