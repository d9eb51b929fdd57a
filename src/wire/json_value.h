#pragma once
// A parsed JSON document and values in it, read in place. The JSON parser (simdjson) stays behind
// json_value.cpp; nothing above wire/ knows which one it is.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>

namespace dynarocks::wire {

enum class JsonType : std::uint8_t { null, boolean, integer, decimal, string, array, object };

/// A value in a JsonDocument; valid as long as the document. Cheap to copy. Reading a value as a
/// type it is not gives that type's empty value (false, 0, "", no elements), never an error.
class JsonValue {
 public:
  [[nodiscard]] JsonType type() const;
  [[nodiscard]] bool is_null() const { return type() == JsonType::null; }
  [[nodiscard]] bool as_bool() const;
  /// integer or decimal, truncated towards zero and clamped to 64 bits.
  [[nodiscard]] std::int64_t as_int() const;
  [[nodiscard]] double as_double() const;
  [[nodiscard]] std::string_view as_string() const;

  [[nodiscard]] std::size_t size() const;  // elements of an array, members of an object

  /// Calls `visit` for each element of an array / member of an object, in document order, until it
  /// answers false. Answers whether all were visited.
  template <class F>  // bool(JsonValue)
  bool for_each_element(F&& visit) const;
  template <class F>  // bool(std::string_view name, JsonValue)
  bool for_each_member(F&& visit) const;

  /// A member of an object that is neither absent nor null; the last one when repeated.
  [[nodiscard]] std::optional<JsonValue> find(std::string_view name) const;

 private:
  friend class JsonDocument;
  // simdjson's element: a document pointer and an index into its tape.
  const void* document_ = nullptr;
  std::size_t index_ = 0;

  bool visit_elements(void* context, bool (*visit)(void*, JsonValue)) const;
  bool visit_members(void* context, bool (*visit)(void*, std::string_view, JsonValue)) const;
};

template <class F>
bool JsonValue::for_each_element(F&& visit) const {
  return visit_elements(&visit, [](void* context, JsonValue value) {
    return (*static_cast<std::remove_reference_t<F>*>(context))(value);
  });
}
template <class F>
bool JsonValue::for_each_member(F&& visit) const {
  return visit_members(&visit, [](void* context, std::string_view name, JsonValue value) {
    return (*static_cast<std::remove_reference_t<F>*>(context))(name, value);
  });
}

/// Parses request bodies, reusing its memory from one to the next. One per thread.
class JsonDocument {
 public:
  JsonDocument();
  ~JsonDocument();
  JsonDocument(const JsonDocument&) = delete;
  JsonDocument& operator=(const JsonDocument&) = delete;

  /// The root value, valid until the next parse; nothing when the text is not JSON, nests deeper
  /// than limits::json_depth, or holds a number beyond 64 bits or the range of a double. Copies the
  /// text into a padded buffer.
  [[nodiscard]] std::optional<JsonValue> parse(std::string_view text);

  /// As parse, without a copy where `data` may be read (not written) up to `capacity` and that
  /// leaves parse_padding bytes behind `size`. Their content does not matter; values do not refer
  /// to `data` afterwards.
  [[nodiscard]] std::optional<JsonValue> parse_padded(const char* data, std::size_t size,
                                                      std::size_t capacity);

  /// Spare bytes behind a text that make parse_padded copy nothing.
  static constexpr std::size_t parse_padding = 64;

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace dynarocks::wire
