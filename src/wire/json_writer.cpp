#include "wire/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "base/base64.h"
#include "codec/number_codec.h"

namespace dynarocks::wire {

namespace {

using codec::ValueView;
using model::AttributeType;

constexpr std::uint64_t every_byte(std::uint8_t byte) { return 0x0101010101010101ULL * byte; }

/// A word with the high bit of each zero byte of `word` set, exact up to the first such byte.
constexpr std::uint64_t zero_bytes(std::uint64_t word) {
  return (word - every_byte(0x01)) & ~word & every_byte(0x80);
}

/// Whether any of eight bytes must be escaped: a control character, a quote or a backslash.
bool any_escape(const char* text) {
  std::uint64_t word = 0;
  std::memcpy(&word, text, sizeof word);
  const std::uint64_t control = (word - every_byte(0x20)) & ~word & every_byte(0x80);
  return (control | zero_bytes(word ^ every_byte('"')) | zero_bytes(word ^ every_byte('\\'))) != 0;
}

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

void append_escape(char c, std::string& out) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default: {
      constexpr std::string_view hex = "0123456789ABCDEF";
      const auto code = static_cast<unsigned char>(c);
      out += "\\u00";
      out += hex[code >> 4];
      out += hex[code & 0xF];
    }
  }
}

void append_integer(std::int64_t value, std::string& out) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

void append_entries(codec::MapView map, std::string& out);

void append_scalar(AttributeType type, std::string_view scalar, std::string& out) {
  if (type == AttributeType::S || type == AttributeType::SS) {
    return JsonWriter::append_string(scalar, out);
  }
  out += '"';
  if (type == AttributeType::N || type == AttributeType::NS) {
    codec::append_number_text(scalar, out);
  } else {
    append_base64(scalar, out);
  }
  out += '"';
}

void append_set(AttributeType type, codec::SetView set, std::string& out) {
  out += '[';
  bool first = true;
  auto members = set.members();
  while (const auto member = members.next()) {
    if (!first) out += ',';
    first = false;
    append_scalar(type, *member, out);
  }
  out += ']';
}

void append_value(ValueView value, std::string& out) {
  const AttributeType type = value.type();
  out += "{\"";
  out += type_name(type);
  out += "\":";
  switch (type) {
    case AttributeType::S:
    case AttributeType::N:
    case AttributeType::B:
      append_scalar(type, value.scalar(), out);
      break;
    case AttributeType::BOOL:
      out += value.boolean() ? "true" : "false";
      break;
    case AttributeType::NULL_:
      out += "true";
      break;
    case AttributeType::SS:
    case AttributeType::NS:
    case AttributeType::BS:
      append_set(type, value.set(), out);
      break;
    case AttributeType::L: {
      out += '[';
      bool first = true;
      auto elements = value.list().elements();
      while (const auto element = elements.next()) {
        if (!first) out += ',';
        first = false;
        append_value(*element, out);
      }
      out += ']';
      break;
    }
    case AttributeType::M:
      append_entries(value.map(), out);
      break;
  }
  out += '}';
}

void append_entries(codec::MapView map, std::string& out) {
  out += '{';
  bool first = true;
  auto entries = map.entries();
  while (const auto entry = entries.next()) {
    if (!first) out += ',';
    first = false;
    JsonWriter::append_string(entry->name, out);
    out += ':';
    append_value(entry->value, out);
  }
  out += '}';
}

}  // namespace

void JsonWriter::append_string(std::string_view text, std::string& out) {
  out += '"';
  const char* run = text.data();
  const char* at = run;
  const char* const end = run + text.size();
  while (at != end) {
    if (end - at >= 8 && !any_escape(at)) {
      at += 8;
      continue;
    }
    if (needs_escape(*at)) {
      out.append(run, at);
      append_escape(*at, out);
      run = at + 1;
    }
    ++at;
  }
  if (run != end) out.append(run, end);
  out += '"';
}

void JsonWriter::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (!first_) out_ += ',';
  first_ = false;
}

JsonWriter& JsonWriter::begin_object() {
  separate();
  out_ += '{';
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  out_ += '}';
  first_ = false;
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  separate();
  out_ += '[';
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  out_ += ']';
  first_ = false;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  append_string(name, out_);
  out_ += ':';
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view text) {
  separate();
  append_string(text, out_);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
  separate();
  append_integer(value, out_);
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::null() {
  separate();
  out_ += "null";
  return *this;
}

JsonWriter& JsonWriter::number(double value) {
  separate();
  std::array<char, 32> text;
  out_.append(text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr);
  return *this;
}

JsonWriter& JsonWriter::units(double value) {
  separate();
  const std::int64_t tenths = std::llround(value * 10);
  append_integer(tenths / 10, out_);
  out_ += '.';
  out_ += static_cast<char>('0' + tenths % 10);
  return *this;
}

JsonWriter& JsonWriter::timestamp(std::int64_t epoch_millis) {
  separate();
  if (epoch_millis < 0) out_ += '-';
  const std::int64_t magnitude = std::abs(epoch_millis);
  append_integer(magnitude / 1000, out_);
  const auto millis = static_cast<int>(magnitude % 1000);
  out_ += '.';
  out_ += static_cast<char>('0' + millis / 100);
  out_ += static_cast<char>('0' + millis / 10 % 10);
  out_ += static_cast<char>('0' + millis % 10);
  return *this;
}

JsonWriter& JsonWriter::value(ValueView value) {
  separate();
  append_value(value, out_);
  return *this;
}

JsonWriter& JsonWriter::item(codec::ItemView item) {
  separate();
  append_entries(item.attributes(), out_);
  return *this;
}

}  // namespace dynarocks::wire
