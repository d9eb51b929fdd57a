#pragma once
// Writes response JSON into a growing buffer, commas and escapes included.

#include <cstdint>
#include <string>
#include <string_view>

#include "codec/item_view.h"
#include "codec/value_view.h"

namespace dynarocks::wire {

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  /// A member's name; its value follows.
  JsonWriter& key(std::string_view name);

  JsonWriter& string(std::string_view text);
  JsonWriter& integer(std::int64_t value);
  /// The shortest text that reads back as the value, which must be finite.
  JsonWriter& number(double value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  /// Capacity units: multiples of 0.5, always with one decimal ("1.0", "0.5").
  JsonWriter& units(double value);
  /// Epoch seconds with three decimals from milliseconds, as AWS prints timestamps.
  JsonWriter& timestamp(std::int64_t epoch_millis);
  /// {"S": "..."}: an attribute value from its stored bytes.
  JsonWriter& value(codec::ValueView value);
  /// {"pk": {"S": "..."}, ...}
  JsonWriter& item(codec::ItemView item);

  /// Appends a JSON string literal with escapes.
  static void append_string(std::string_view text, std::string& out);

 private:
  void separate();
  std::string& out_;
  bool first_ = true;  // nothing written yet in the open container
  bool after_key_ = false;
};

}  // namespace dynarocks::wire
