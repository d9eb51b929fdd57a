#pragma once
// An attribute value as a tree. Used where a value is built or changed (update expressions); reads
// walk the stored bytes instead (codec/value_view.h).

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "model/attribute_type.h"
#include "model/number.h"

namespace dynarocks::model {

class AttributeValue;

/// Attributes by name, sorted by the name's bytes and without duplicates: an item, or a map value.
class AttributeMap {
 public:
  using Entry = std::pair<std::string, AttributeValue>;

  [[nodiscard]] const AttributeValue* find(std::string_view name) const;
  [[nodiscard]] AttributeValue* find(std::string_view name);
  /// Inserts or replaces.
  AttributeValue& set(std::string_view name, AttributeValue value);
  /// Whether there was one to erase.
  bool erase(std::string_view name);

  using Iterator = std::vector<Entry>::const_iterator;
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool empty() const;
  [[nodiscard]] Iterator begin() const;
  [[nodiscard]] Iterator end() const;

  friend bool operator==(const AttributeMap&, const AttributeMap&);

 private:
  std::vector<Entry> entries_;
};

struct Binary {
  std::string bytes;
  friend bool operator==(const Binary&, const Binary&) = default;
};
struct Null {
  friend bool operator==(const Null&, const Null&) = default;
};
/// Members sorted ascending and unique (strings and binaries by bytes, numbers by value).
struct StringSet {
  std::vector<std::string> members;
  friend bool operator==(const StringSet&, const StringSet&) = default;
};
struct NumberSet {
  std::vector<Number> members;
  friend bool operator==(const NumberSet&, const NumberSet&) = default;
};
struct BinarySet {
  std::vector<std::string> members;
  friend bool operator==(const BinarySet&, const BinarySet&) = default;
};
using List = std::vector<AttributeValue>;

class AttributeValue {
 public:
  using Variant = std::variant<std::string, Number, Binary, bool, Null, StringSet, NumberSet,
                               BinarySet, List, AttributeMap>;

  AttributeValue() : value_(Null{}) {}
  explicit AttributeValue(std::string s) : value_(std::move(s)) {}
  explicit AttributeValue(Number n) : value_(n) {}
  explicit AttributeValue(Binary b) : value_(std::move(b)) {}
  explicit AttributeValue(bool b) : value_(b) {}
  explicit AttributeValue(Null n) : value_(n) {}
  explicit AttributeValue(StringSet s) : value_(std::move(s)) {}
  explicit AttributeValue(NumberSet s) : value_(std::move(s)) {}
  explicit AttributeValue(BinarySet s) : value_(std::move(s)) {}
  explicit AttributeValue(List l) : value_(std::move(l)) {}
  explicit AttributeValue(AttributeMap m) : value_(std::move(m)) {}

  /// The variant's alternatives stand in the order of AttributeType.
  [[nodiscard]] AttributeType type() const { return static_cast<AttributeType>(value_.index()); }
  template <class T>
  [[nodiscard]] const T* get_if() const {
    return std::get_if<T>(&value_);
  }
  template <class T>
  [[nodiscard]] T* get_if() {
    return std::get_if<T>(&value_);
  }
  [[nodiscard]] const Variant& variant() const { return value_; }

  friend bool operator==(const AttributeValue&, const AttributeValue&) = default;

 private:
  Variant value_;
};

// Here, because they need AttributeValue complete.
inline std::size_t AttributeMap::size() const { return entries_.size(); }
inline bool AttributeMap::empty() const { return entries_.empty(); }
inline AttributeMap::Iterator AttributeMap::begin() const { return entries_.begin(); }
inline AttributeMap::Iterator AttributeMap::end() const { return entries_.end(); }

/// Bytes of a value, and of an item with its attribute names, as DynamoDB counts them for limits
/// and capacity (reference "attribute values", section 4).
[[nodiscard]] std::size_t value_size(const AttributeValue& value);
[[nodiscard]] std::size_t item_size(const AttributeMap& item);

}  // namespace dynarocks::model
