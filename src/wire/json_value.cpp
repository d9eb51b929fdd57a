#include "wire/json_value.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <new>

#include "model/limits.h"

namespace dynarocks::wire {

namespace {

using simdjson::internal::tape_ref;
using simdjson::internal::tape_type;

static_assert(JsonDocument::parse_padding >= simdjson::SIMDJSON_PADDING);

/// A parser's memory is about 15 times its capacity. It starts with room for usual bodies, and what
/// a large body made it grow to is given back when a usual one follows.
constexpr std::size_t usual_body_bytes = 64 * 1024;
constexpr std::size_t kept_body_bytes = 1024 * 1024;

tape_ref tape(const void* document, std::size_t index) {
  return {static_cast<const simdjson::dom::document*>(document), index};
}

/// The word of an array's or object's end.
std::size_t end_of(const tape_ref& container) { return container.matching_brace_index() - 1; }

/// The container's count saturates on the tape; beyond that its children must be counted.
constexpr std::uint32_t saturated_count = 0xFFFFFF;

bool holds(const void* document, std::size_t index, tape_type type) {
  return document != nullptr && tape(document, index).tape_ref_type() == type;
}

}  // namespace

JsonType JsonValue::type() const {
  if (document_ == nullptr) return JsonType::null;
  switch (tape(document_, index_).tape_ref_type()) {
    case tape_type::START_OBJECT:
      return JsonType::object;
    case tape_type::START_ARRAY:
      return JsonType::array;
    case tape_type::STRING:
      return JsonType::string;
    case tape_type::INT64:
    case tape_type::UINT64:
      return JsonType::integer;
    case tape_type::DOUBLE:
      return JsonType::decimal;
    case tape_type::TRUE_VALUE:
    case tape_type::FALSE_VALUE:
      return JsonType::boolean;
    default:
      return JsonType::null;
  }
}

bool JsonValue::as_bool() const { return holds(document_, index_, tape_type::TRUE_VALUE); }

std::int64_t JsonValue::as_int() const {
  if (document_ == nullptr) return 0;
  const tape_ref at = tape(document_, index_);
  constexpr auto highest = std::numeric_limits<std::int64_t>::max();
  constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
  switch (at.tape_ref_type()) {
    case tape_type::INT64:
      return at.next_tape_value<std::int64_t>();
    case tape_type::UINT64:
      return highest;  // the tape uses this type only for what does not fit a signed integer
    case tape_type::DOUBLE: {
      const double value = at.next_tape_value<double>();
      if (value >= 0x1p63) return highest;
      if (value < -0x1p63) return lowest;
      return static_cast<std::int64_t>(value);
    }
    default:
      return 0;
  }
}

double JsonValue::as_double() const {
  if (document_ == nullptr) return 0;
  const tape_ref at = tape(document_, index_);
  switch (at.tape_ref_type()) {
    case tape_type::INT64:
      return static_cast<double>(at.next_tape_value<std::int64_t>());
    case tape_type::UINT64:
      return static_cast<double>(at.next_tape_value<std::uint64_t>());
    case tape_type::DOUBLE:
      return at.next_tape_value<double>();
    default:
      return 0;
  }
}

std::string_view JsonValue::as_string() const {
  if (!holds(document_, index_, tape_type::STRING)) return {};
  return tape(document_, index_).get_string_view();
}

std::size_t JsonValue::size() const {
  const JsonType container = type();
  if (container != JsonType::array && container != JsonType::object) return 0;
  const std::uint32_t count = tape(document_, index_).scope_count();
  if (count < saturated_count) return count;
  std::size_t counted = 0;
  if (container == JsonType::array) {
    for_each_element([&](JsonValue) { return ++counted, true; });
  } else {
    for_each_member([&](std::string_view, JsonValue) { return ++counted, true; });
  }
  return counted;
}

std::optional<JsonValue> JsonValue::find(std::string_view name) const {
  std::optional<JsonValue> found;
  for_each_member([&](std::string_view member, JsonValue value) {
    if (member == name && !value.is_null()) found = value;
    return true;
  });
  return found;
}

bool JsonValue::visit_elements(void* context, bool (*visit)(void*, JsonValue)) const {
  if (!holds(document_, index_, tape_type::START_ARRAY)) return true;
  const std::size_t end = end_of(tape(document_, index_));
  JsonValue element;
  element.document_ = document_;
  for (std::size_t at = index_ + 1; at < end;) {
    element.index_ = at;
    at = tape(document_, at).after_element();
    if (!visit(context, element)) return false;
  }
  return true;
}

bool JsonValue::visit_members(void* context,
                              bool (*visit)(void*, std::string_view, JsonValue)) const {
  if (!holds(document_, index_, tape_type::START_OBJECT)) return true;
  const std::size_t end = end_of(tape(document_, index_));
  JsonValue value;
  value.document_ = document_;
  for (std::size_t at = index_ + 1; at < end;) {
    const std::string_view name = tape(document_, at).get_string_view();
    value.index_ = at + 1;
    at = tape(document_, at + 1).after_element();
    if (!visit(context, name, value)) return false;
  }
  return true;
}

struct JsonDocument::Parser {
  simdjson::dom::parser parser;
  std::unique_ptr<char[]> padded;
  std::size_t padded_capacity = 0;

  Parser() { reset(); }

  void reset() {
    parser = simdjson::dom::parser();
    // simdjson refuses containers at its depth, so ours must lie one below. (It lets an empty one
    // through there, which has nothing to descend into.)
    if (parser.allocate(usual_body_bytes, model::limits::json_depth + 1) != simdjson::SUCCESS)
      throw std::bad_alloc();
    padded.reset();
    padded_capacity = 0;
  }

  const char* copy(std::string_view text) {
    if (padded_capacity < text.size() + parse_padding) {
      padded_capacity = std::max(text.size(), usual_body_bytes) + parse_padding;
      padded.reset(new char[padded_capacity]);
    }
    if (!text.empty()) std::memcpy(padded.get(), text.data(), text.size());
    std::memset(padded.get() + text.size(), 0, parse_padding);
    return padded.get();
  }
};

JsonDocument::JsonDocument() : parser_(std::make_unique<Parser>()) {}
JsonDocument::~JsonDocument() = default;

std::optional<JsonValue> JsonDocument::parse(std::string_view text) {
  return parse_padded(text.data(), text.size(), text.size());
}

std::optional<JsonValue> JsonDocument::parse_padded(const char* data, std::size_t size,
                                                    std::size_t capacity) {
  if (parser_->parser.capacity() > kept_body_bytes && size <= kept_body_bytes) parser_->reset();
  const bool padded = capacity >= size && capacity - size >= parse_padding;
  const char* text = padded ? data : parser_->copy({data, size});
  simdjson::dom::element root;
  if (parser_->parser.parse(text, size, false).get(root) != simdjson::SUCCESS) return std::nullopt;
  JsonValue value;
  value.document_ = &parser_->parser.doc;
  value.index_ = 1;  // word 0 is the root marker
  return value;
}

}  // namespace dynarocks::wire
