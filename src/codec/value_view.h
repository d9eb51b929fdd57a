#pragma once
// ValueView: an attribute value read in place from its stored bytes. Condition evaluation,
// projection, size and JSON output all work on views, so that no read builds a tree.
//
// The stored form is canonical (maps sorted by name, sets sorted and unique, numbers normalised),
// so two values are equal exactly when their bytes are. Byte by byte in docs/storage-format.md:
//   S=1 N=2 B=3        varint length, bytes (N: the ordered form of number_codec.h)
//   BOOL=4             one byte 0 or 1
//   NULL=5             nothing
//   SS=6 NS=7 BS=8     u32 bytes after this field, u32 count, then per member: varint length, bytes
//   L=9                u32 bytes after this field, u32 count, then the values
//   M=10               u32 bytes after this field, u32 count, then per entry: name (varint length,
//                      bytes), value
// (u32 is little-endian.) A view trusts its bytes; bytes from disk are checked once by
// item_codec.h's is_well_formed where they may be hostile.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "codec/bytes.h"
#include "model/attribute_type.h"

namespace dynarocks::codec {

class ListView;
class MapView;
class SetView;

class ValueView {
 public:
  ValueView() = default;
  /// `bytes` is exactly one encoded value.
  explicit ValueView(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] model::AttributeType type() const;
  /// The whole encoded value: comparing these is deep equality.
  [[nodiscard]] std::string_view bytes() const { return bytes_; }

  /// S and B: the bytes; N: the ordered number bytes. Undefined for other types.
  [[nodiscard]] std::string_view scalar() const;
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] SetView set() const;
  [[nodiscard]] ListView list() const;
  [[nodiscard]] MapView map() const;

  /// Size as DynamoDB counts it (model/attribute_value.h's value_size, without a tree).
  [[nodiscard]] std::size_t size() const;

  friend bool operator==(const ValueView& a, const ValueView& b) { return a.bytes_ == b.bytes_; }

 private:
  std::string_view bytes_;
};

/// -1, 0 or 1 in DynamoDB's order. Both must have the same type out of S, N, B.
[[nodiscard]] int compare_scalars(const ValueView& a, const ValueView& b);

/// Members in canonical order: `while (auto member = iterator.next())`.
class SetView {
 public:
  explicit SetView(std::string_view value_bytes);
  [[nodiscard]] std::size_t count() const { return count_; }
  /// SS, NS and BS members as their scalar bytes (NS: ordered number bytes).
  class Iterator {
   public:
    explicit Iterator(std::string_view rest) : rest_(rest) {}
    std::optional<std::string_view> next();

   private:
    std::string_view rest_;
  };
  [[nodiscard]] Iterator members() const { return Iterator(members_); }
  [[nodiscard]] bool contains(std::string_view scalar) const;

 private:
  std::string_view members_;
  std::size_t count_ = 0;
};

class ListView {
 public:
  explicit ListView(std::string_view value_bytes);
  [[nodiscard]] std::size_t count() const { return count_; }
  class Iterator {
   public:
    explicit Iterator(std::string_view rest) : rest_(rest) {}
    std::optional<ValueView> next();

   private:
    std::string_view rest_;
  };
  [[nodiscard]] Iterator elements() const { return Iterator(elements_); }
  /// The element at `index`, if the list is that long. Walks the elements before it.
  [[nodiscard]] std::optional<ValueView> at(std::size_t index) const;

 private:
  std::string_view elements_;
  std::size_t count_ = 0;
};

struct AttributeView {
  std::string_view name;
  ValueView value;
};

/// Named values in byte order of their names: the entries of a map value, or of an item.
class MapView {
 public:
  MapView() = default;
  explicit MapView(std::string_view value_bytes);
  /// `entries` are `count` encoded entries without any header.
  MapView(std::string_view entries, std::size_t count) : entries_(entries), count_(count) {}
  [[nodiscard]] std::size_t count() const { return count_; }
  class Iterator {
   public:
    explicit Iterator(std::string_view rest) : rest_(rest) {}
    std::optional<AttributeView> next();

   private:
    std::string_view rest_;
  };
  [[nodiscard]] Iterator entries() const { return Iterator(entries_); }
  [[nodiscard]] std::optional<ValueView> find(std::string_view name) const;
  [[nodiscard]] std::string_view entry_bytes() const { return entries_; }
  /// Size of an item with these attributes: the bytes of names and values, as DynamoDB counts them.
  [[nodiscard]] std::size_t size() const;

 private:
  std::string_view entries_;
  std::size_t count_ = 0;
};

// What every walk over an item does for each attribute.

inline model::AttributeType ValueView::type() const {
  return static_cast<model::AttributeType>(bytes_.front() - 1);
}

inline std::string_view ValueView::scalar() const {
  std::string_view rest = bytes_.substr(1);
  return take_text(rest);
}

/// Takes one value off the front of trusted bytes.
[[nodiscard]] inline ValueView take_value(std::string_view& bytes) {
  using model::AttributeType;
  std::size_t size = 1;
  switch (ValueView(bytes).type()) {
    case AttributeType::S:
    case AttributeType::N:
    case AttributeType::B: {
      std::string_view rest = bytes.substr(1);
      const std::size_t length = take_varint(rest);
      size = bytes.size() - rest.size() + length;
      break;
    }
    case AttributeType::BOOL:
      size = 2;
      break;
    case AttributeType::NULL_:
      break;
    case AttributeType::SS:
    case AttributeType::NS:
    case AttributeType::BS:
    case AttributeType::L:
    case AttributeType::M:
      size = 1 + u32_bytes + load_u32(bytes.data() + 1);
      break;
  }
  const ValueView value(std::string_view(bytes.data(), size));
  bytes.remove_prefix(size);
  return value;
}

inline std::optional<AttributeView> MapView::Iterator::next() {
  if (rest_.empty()) return std::nullopt;
  const std::string_view name = take_text(rest_);
  return AttributeView{name, take_value(rest_)};
}

}  // namespace dynarocks::codec
