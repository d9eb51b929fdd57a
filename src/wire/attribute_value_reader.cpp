#include "wire/attribute_value_reader.h"

#include <charconv>
#include <limits>
#include <string_view>
#include <utility>

#include "base/base64.h"
#include "codec/number_codec.h"
#include "codec/value_encoder.h"
#include "model/limits.h"
#include "model/number_fault.h"
#include "wire/attribute_members.h"
#include "wire/boolean_text.h"
#include "wire/duplicate_members.h"

namespace dynarocks::wire {

namespace {

namespace limits = model::limits;
using model::ApiResult;
using model::AttributeType;
using model::NumberFault;
using model::ValidationLayer;

constexpr std::string_view parameter_values_invalid = "One or more parameter values were invalid: ";

/// Of a number whose exponent is known to fit 64 bits; 0 when none is written.
std::int64_t written_exponent(std::string_view number) {
  const std::size_t e = number.find_first_of("eE");
  if (e == std::string_view::npos) return 0;
  std::string_view digits = number.substr(e + 1);
  if (digits.starts_with('+')) digits.remove_prefix(1);
  std::int64_t exponent = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
  return exponent;
}

/// The classic layer kept exponents in 32 bits, where the largest wraps to a negative one.
bool exponent_wraps(std::string_view number) {
  return written_exponent(number) >= std::numeric_limits<std::int32_t>::max();
}

bool exponent_exceeds_32_bits(std::string_view number) {
  const std::int64_t exponent = written_exponent(number);
  return exponent > std::numeric_limits<std::int32_t>::max() ||
         exponent < std::numeric_limits<std::int32_t>::min();
}

/// Empty when the name is a good one.
std::string attribute_name_fault(std::string_view name) {
  if (name.empty()) return "Empty attribute name";
  if (name.size() <= limits::attribute_name_bytes) return {};
  return std::string(parameter_values_invalid) +
         "Attribute name is too large, must be less than or equal to " +
         std::to_string(limits::attribute_name_bytes) + " bytes";
}

/// Writes values through the encoder as it walks them; stops at the first fault.
class ValueReader {
 public:
  /// `deepest` is the last level a value may stand at; the outermost value stands at level 1.
  ValueReader(ValidationLayer layer, int deepest, std::string& out)
      : encoder_(out), layer_(layer), deepest_(deepest) {}

  bool read_item(JsonValue attributes) {
    encoder_.begin_item();
    if (!read_entries(attributes, 1)) return false;
    encoder_.end_item();
    return true;
  }

  bool read_value(JsonValue value, int level) {
    if (level > deepest_) {
      return fail(
          "Nesting Levels have exceeded supported limits: Attributes in the item have nested "
          "levels beyond supported limit");
    }
    const AttributeMembers members(value);
    if (members.single()) return read_member(members.type(), members.value(), level);
    if (members.empty()) {
      return fail(
          "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
    }
    return read_rejected(members, level);
  }

  /// Refuses exponents that the classic layer's parser does not know, as PartiQL does.
  void limit_exponents() { limits_exponents_ = true; }

  [[nodiscard]] model::ApiError error() { return model::validation_error(std::move(fault_)); }
  /// As error(), with the prefix that says it is about ExclusiveStartKey.
  [[nodiscard]] model::ApiError starting_key_error() {
    if (!bare_in_starting_key_) fault_.insert(0, "The provided starting key is invalid: ");
    return error();
  }

 private:
  bool fail(std::string_view text) {
    fault_ = text;
    return false;
  }
  bool fail_parameter(std::string_view text) {
    fault_ = parameter_values_invalid;
    fault_ += text;
    return false;
  }

  /// A value with several types set is wrong whatever they hold, but a fault inside one is told
  /// first. What is written meanwhile belongs to nothing.
  bool read_rejected(const AttributeMembers& members, int level) {
    for (const AttributeType type : attribute_types_in_declared_order) {
      const auto given = members.find(type);
      if (!given) continue;
      std::string discarded;
      ValueReader reader(layer_, deepest_, discarded);
      reader.limits_exponents_ = limits_exponents_;
      if (reader.read_member(type, *given, level)) continue;
      bare_in_starting_key_ = reader.bare_in_starting_key_;
      return fail(reader.fault_);
    }
    return fail(
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the "
        "supported datatypes");
  }

  bool read_member(AttributeType type, JsonValue value, int level) {
    switch (type) {
      case AttributeType::S:
        encoder_.string(value.as_string());
        return true;
      case AttributeType::N:
        if (!parse_number(value.as_string())) return false;
        encoder_.number(scalar_);
        return true;
      case AttributeType::B:
        if (!parse_binary(value.as_string())) return false;
        encoder_.binary(scalar_);
        return true;
      case AttributeType::BOOL:
        encoder_.boolean(is_true(value));
        return true;
      case AttributeType::NULL_:
        if (!is_true(value))
          return fail_parameter("Null attribute value types must have the value of true");
        encoder_.null();
        return true;
      case AttributeType::SS:
      case AttributeType::NS:
      case AttributeType::BS:
        return read_set(type, value);
      case AttributeType::L:
        encoder_.begin_list();
        if (!value.for_each_element(
                [&](JsonValue element) { return read_value(element, level + 1); }))
          return false;
        encoder_.end_list();
        return true;
      case AttributeType::M:
        encoder_.begin_map();
        if (!read_entries(value, level + 1)) return false;
        encoder_.end_map();
        return true;
    }
    return true;
  }

  bool read_entries(JsonValue map, int level) {
    return map.for_each_member([&](std::string_view name, JsonValue value) {
      const std::string fault = attribute_name_fault(name);
      if (!fault.empty()) return fail(fault);
      encoder_.name(name);
      return read_value(value, level);
    });
  }

  bool read_set(AttributeType type, JsonValue members) {
    // Faults of sets are bare in a starting key, but the classic layer knows that of duplicates and
    // number sets alone.
    const bool bare = layer_ == ValidationLayer::current || type == AttributeType::NS;
    if (members.size() == 0) {
      bare_in_starting_key_ = bare;
      return fail_empty_set(type);
    }
    encoder_.begin_set(type);
    const bool read = members.for_each_element([&](JsonValue member) {
      if (member.is_null()) {
        bare_in_starting_key_ = bare;
        return fail_null_member(type);
      }
      switch (type) {
        case AttributeType::SS:
          encoder_.member(member.as_string());
          return true;
        case AttributeType::NS:
          if (!parse_number(member.as_string())) return false;
          break;
        default:
          if (!parse_binary(member.as_string())) return false;
          break;
      }
      encoder_.member(scalar_);
      return true;
    });
    if (!read) return false;
    if (encoder_.end_set()) return true;
    bare_in_starting_key_ = true;
    return fail_duplicates(type, members);
  }

  bool fail_empty_set(AttributeType type) {
    switch (type) {
      case AttributeType::SS:
        return fail_parameter("An string set  may not be empty");
      case AttributeType::NS:
        return fail_parameter("An number set  may not be empty");
      default:
        return fail_parameter("Binary sets should not be empty");
    }
  }

  bool fail_null_member(AttributeType type) {
    switch (type) {
      case AttributeType::SS:
        return fail_parameter("An string set may not have a null string as a member");
      case AttributeType::NS:
        return fail_parameter("An number set may not have a null string as a member");
      default:
        return fail_parameter("An binary set may not have a null binary as a member");
    }
  }

  bool fail_duplicates(AttributeType type, JsonValue members) {
    if (type == AttributeType::NS) {
      return layer_ == ValidationLayer::classic
                 ? fail("Input collection contains duplicates")
                 : fail_parameter("Input collection contains duplicates.");
    }
    return fail_parameter(duplicate_members_message(members, type, layer_));
  }

  /// Leaves the ordered form in scalar_.
  bool parse_number(std::string_view text) {
    scalar_.clear();
    const auto parsed = codec::append_number(text, scalar_);
    if (parsed) return true;
    NumberFault fault = parsed.error();
    if (limits_exponents_ && fault != NumberFault::not_numeric && exponent_exceeds_32_bits(text)) {
      fault = NumberFault::not_numeric;
    }
    if (layer_ == ValidationLayer::classic && fault == NumberFault::overflow &&
        exponent_wraps(text))
      fault = NumberFault::underflow;
    fault_ = model::number_fault_message(fault, text, layer_);
    bare_in_starting_key_ = true;
    return false;
  }

  /// Leaves the bytes in scalar_. Only a value that skipped the type check can fail here.
  bool parse_binary(std::string_view text) {
    scalar_.clear();
    return append_decoded_base64(text, scalar_) ||
           fail("Invalid last non-pad Base64 character dectected");
  }

  static bool is_true(JsonValue value) {
    if (value.type() == JsonType::string)
      return boolean_from_text(value.as_string()).value_or(false);
    return value.as_bool();
  }

  codec::ValueEncoder encoder_;
  ValidationLayer layer_;
  int deepest_;
  std::string scalar_;
  std::string fault_;
  bool bare_in_starting_key_ = false;
  bool limits_exponents_ = false;
};

}  // namespace

ApiResult<void> read_value(JsonValue value, ValidationLayer layer, std::string& out) {
  // The classic layer lets expression values be one level deeper than an item's attributes.
  const int deepest = limits::nesting_levels + (layer == ValidationLayer::classic ? 1 : 0);
  const std::size_t before = out.size();
  ValueReader reader(layer, deepest, out);
  if (reader.read_value(value, 1)) return {};
  out.resize(before);
  return failure(reader.error());
}

ApiResult<void> read_parameter(JsonValue value, std::string& out) {
  const std::size_t before = out.size();
  ValueReader reader(ValidationLayer::classic, limits::nesting_levels, out);
  reader.limit_exponents();
  if (reader.read_value(value, 1)) return {};
  out.resize(before);
  return failure(reader.error());
}

ApiResult<void> read_item(JsonValue attributes, ValidationLayer layer, std::string& out) {
  const std::size_t before = out.size();
  ValueReader reader(layer, limits::nesting_levels, out);
  if (reader.read_item(attributes)) return {};
  out.resize(before);
  return failure(reader.error());
}

ApiResult<void> read_starting_key(JsonValue attributes, ValidationLayer layer, std::string& out) {
  const std::size_t before = out.size();
  ValueReader reader(layer, limits::nesting_levels, out);
  if (reader.read_item(attributes)) return {};
  out.resize(before);
  return failure(reader.starting_key_error());
}

ApiResult<void> check_attribute_name(std::string_view name) {
  std::string fault = attribute_name_fault(name);
  if (fault.empty()) return {};
  return failure(model::validation_error(std::move(fault)));
}

}  // namespace dynarocks::wire
