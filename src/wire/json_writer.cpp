#include "wire/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "wire/json_escape.h"
#include "wire/value_json.h"

namespace dynarocks::wire {

namespace {

void append_integer(std::int64_t value, std::string& out) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

}  // namespace

void JsonWriter::append_string(std::string_view text, std::string& out) {
  out += '"';
  append_escaped(text, out);
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

JsonWriter& JsonWriter::value(codec::ValueView value) {
  separate();
  append_value_json(value, out_);
  return *this;
}

JsonWriter& JsonWriter::item(codec::ItemView item) {
  separate();
  append_item_json(item, out_);
  return *this;
}

}  // namespace dynarocks::wire
