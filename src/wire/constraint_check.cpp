#include <algorithm>
#include <array>
#include <cassert>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "model/limits.h"
#include "wire/declared_members.h"
#include "wire/json_copy.h"
#include "wire/json_writer.h"
#include "wire/shape_check.h"
#include "wire/value_dump.h"

namespace dynarocks::wire {

namespace {

using model::ApiResult;
using model::validation_error;

constexpr std::string_view name_pattern_text =
    "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+";

bool matches_name_pattern(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
  });
}

bool is_number(ShapeKind kind) {
  return kind == ShapeKind::integer || kind == ShapeKind::long_integer ||
         kind == ShapeKind::double_number;
}

std::int64_t length_of(const Shape& shape, std::string_view text) {
  return static_cast<std::int64_t>(shape.in_characters ? utf8_characters(text) : text.size());
}

/// What the shape's bounds measure: a number's value, a text's length, a collection's elements.
std::int64_t measure(const Shape& shape, JsonValue value) {
  if (is_number(shape.kind)) return value.as_int();
  if (value.type() == JsonType::string) return length_of(shape, value.as_string());
  return static_cast<std::int64_t>(value.size());
}

bool is_arn_in_place_of_name(const Shape& shape, std::string_view text) {
  return shape.arn_allowed && text.starts_with("arn:");
}

std::int64_t upper_bound(const Shape& shape, std::string_view text) {
  return is_arn_in_place_of_name(shape, text) ? arn_max_length : shape.max;
}

bool fails_pattern(const Shape& shape, std::string_view text) {
  if (!shape.name_pattern || is_arn_in_place_of_name(shape, text)) return false;
  if (text.empty() && shape.empty_skips_pattern) return false;
  return !matches_name_pattern(text);
}

bool text_satisfies(const Shape& shape, std::string_view text) {
  const std::int64_t length = length_of(shape, text);
  if (shape.has_min && length < shape.min) return false;
  if (shape.has_max && length > upper_bound(shape, text)) return false;
  return !fails_pattern(shape, text);
}

bool is_allowed(const Shape& shape, std::string_view text) {
  return shape.enum_values.empty() || std::find(shape.enum_values.begin(), shape.enum_values.end(),
                                                text) != shape.enum_values.end();
}

std::string bound_text(const Shape& shape, bool minimum) {
  std::string text = "Member must have ";
  text += is_number(shape.kind) ? "value " : "length ";
  text += minimum ? "greater than or equal to " : "less than or equal to ";
  return text += std::to_string(minimum ? shape.min : shape.max);
}

std::string enum_text(const Shape& shape) {
  std::string text = "Member must satisfy enum value set: [";
  for (std::size_t i = 0; i < shape.enum_values.size(); ++i) {
    if (i != 0) text += ", ";
    text += shape.enum_values[i];
  }
  return text += ']';
}

/// All constraints of a map's keys or a collection's values, whichever of them failed.
std::string constraint_set(const Shape& shape) {
  std::string text;
  const auto add = [&text](std::string_view constraint) {
    text += text.empty() ? "[" : ", ";
    text += constraint;
  };
  if (shape.has_max) add(bound_text(shape, false));
  if (shape.has_min) add(bound_text(shape, true));
  if (shape.name_pattern) add(name_pattern_text);
  if (!shape.enum_values.empty()) add(enum_text(shape));
  return text += ']';
}

/// Whether a shape restrains its values themselves, beside what their members require.
bool is_constrained(const Shape& shape) {
  return shape.has_min || shape.has_max || shape.name_pattern || !shape.enum_values.empty();
}

/// Whether one value of a list or map satisfies its shape's own constraints.
bool element_satisfies(const Shape& shape, JsonValue value) {
  if (value.is_null()) return true;  // reported as such
  if (value.type() == JsonType::string)
    return text_satisfies(shape, value.as_string()) && is_allowed(shape, value.as_string());
  const std::int64_t amount = measure(shape, value);
  return !(shape.has_min && amount < shape.min) && !(shape.has_max && amount > shape.max);
}

/// Collects failures, each with the path that led to it.
class ConstraintCheck {
 public:
  ConstraintCheck(const OperationShape& operation, bool current)
      : operation_(operation), current_(current) {}

  void member(const Member& member, const std::optional<JsonValue>& given) {
    push({Step::field, member.name, 0});
    if (given) {
      value(*member.shape, *given, &member);
    } else if (member.required) {
      std::string text = "Value null at '";
      append_path(text, true);
      text += "' failed to satisfy constraint: Member must not be null";
      add(std::move(text));
    }
    --depth_;
  }

  /// The text that reports what was found; empty when nothing failed.
  [[nodiscard]] std::string message() {
    if (failures_.empty() && !late_failures_.empty()) failures_.swap(late_failures_);
    if (!failures_.empty()) return joined();
    if (!current_failure_.empty()) return "1 validation error detected: " + current_failure_;
    return std::string(empty_text_);
  }

 private:
  struct Step {
    enum Kind : std::uint8_t { field, key, index } kind = field;
    std::string_view name;
    std::size_t number = 0;
  };
  /// Shapes nest half as deep; only AttributeValue is recursive, and it has no constraints.
  static constexpr std::size_t max_depth = 16;

  void push(const Step& step) {
    assert(depth_ < max_depth);
    path_[depth_++] = step;
  }

  [[nodiscard]] std::string joined() const {
    std::string text = std::to_string(failures_.size());
    text +=
        failures_.size() == 1 ? " validation error detected: " : " validation errors detected: ";
    for (std::size_t i = 0; i < failures_.size(); ++i) {
      if (i != 0) text += "; ";
      text += failures_[i];
    }
    return text;
  }

  void append_path(std::string& out, bool lower_first) const {
    bool first = true;
    for (std::size_t i = 0; i < depth_; ++i) {
      const Step& step = path_[i];
      if (!first) out += '.';
      first = false;
      if (step.kind == Step::field) {
        if (lower_first) {
          append_field_name(step.name, out);
        } else {
          out += step.name;
        }
        continue;
      }
      out += step.kind == Step::key ? std::string(step.name) : std::to_string(step.number);
      out += ".member";
    }
  }

  void add(std::string failure) {
    if (failures_.size() < model::limits::listed_violations)
      failures_.push_back(std::move(failure));
  }

  [[nodiscard]] std::string classic(const Shape& shape, JsonValue value, const Member* member,
                                    std::string_view constraint) const {
    std::string text = "Value '";
    if (member != nullptr && member->echoed_as_json) {
      JsonWriter writer(text);
      copy_json(value, writer);
    } else {
      append_dump(shape, value, text);
    }
    text += "' at '";
    append_path(text, true);
    text += "' failed to satisfy constraint: ";
    return text += constraint;
  }

  [[nodiscard]] bool full() const { return failures_.size() >= model::limits::listed_violations; }

  void fail(const Shape& shape, JsonValue value, const Member* member,
            std::string_view constraint) {
    if (!full()) add(classic(shape, value, member, constraint));
  }

  void fail_bound(const Shape& shape, JsonValue value, const Member* member, bool minimum) {
    const CurrentBounds worded = member != nullptr ? member->current_bounds : CurrentBounds::none;
    const bool has_current_wording =
        worded == CurrentBounds::both || (worded == CurrentBounds::minimum && minimum);
    if (current_ && has_current_wording) {
      if (!current_failure_.empty()) return;
      current_failure_ = "Value at '";
      append_path(current_failure_, false);
      current_failure_ += "' failed to satisfy constraint: " + bound_text(shape, minimum);
      return;
    }
    if (minimum && member != nullptr && !member->empty_text.empty() && value.size() == 0) {
      empty_text_ = member->empty_text;
      return;
    }
    fail(shape, value, member, bound_text(shape, minimum));
  }

  /// `member` is the declaration `given` belongs to, or nullptr inside a list or map.
  void value(const Shape& shape, JsonValue given, const Member* member) {
    if (shape.has_min || shape.has_max) check_bounds(shape, given, member);
    if (shape.name_pattern && fails_pattern(shape, given.as_string()))
      fail(shape, given, member, name_pattern_text);
    if (!shape.enum_values.empty() && !is_allowed(shape, given.as_string()))
      check_enum_wording(shape, given, member);
    if (shape.kind == ShapeKind::map) return map_entries(shape, given, member);
    if (shape.kind == ShapeKind::list) return list_elements(shape, given, member);
    if (shape.kind == ShapeKind::structure) structure(shape, given);
  }

  void check_bounds(const Shape& shape, JsonValue given, const Member* member) {
    const std::int64_t amount = measure(shape, given);
    if (shape.has_min && amount < shape.min) fail_bound(shape, given, member, true);
    if (!shape.has_max || amount <= upper_bound(shape, given.as_string())) return;
    if (is_arn_in_place_of_name(shape, given.as_string())) {
      Shape arn = shape;
      arn.max = arn_max_length;
      return fail_bound(arn, given, member, false);
    }
    fail_bound(shape, given, member, false);
  }

  void check_enum_wording(const Shape& shape, JsonValue given, const Member* member) {
    if (!current_ || shape.current_enum_text.empty())
      return fail(shape, given, member, enum_text(shape));
    std::string text = "Failed to satisfy constraint: Member must satisfy enum value set: ";
    add(text += shape.current_enum_text);
  }

  void structure(const Shape& shape, JsonValue given) {
    const DeclaredMembers members(shape.members, given);
    for (std::size_t i = 0; i < shape.members.size(); ++i) member(shape.members[i], members[i]);
  }

  void map_entries(const Shape& shape, JsonValue given, const Member* member) {
    if (shape.key != nullptr) check_map_keys(shape, given, member);
    const Shape& element = *shape.element;
    if (!given.for_each_member([](std::string_view, JsonValue entry) { return !entry.is_null(); }))
      fail(shape, given, member, "Map value must satisfy constraint: [Member must not be null]");
    if (is_constrained(element) && !given.for_each_member([&](std::string_view, JsonValue entry) {
          return element_satisfies(element, entry);
        })) {
      fail(shape, given, member, "Map value must satisfy constraint: " + constraint_set(element));
    }
    given.for_each_member([&](std::string_view key, JsonValue entry) {
      push({Step::key, key, 0});
      inside(element, entry);
      --depth_;
      return !full();
    });
  }

  void check_map_keys(const Shape& shape, JsonValue given, const Member* member) {
    const bool good = given.for_each_member(
        [&](std::string_view key, JsonValue) { return text_satisfies(*shape.key, key); });
    if (good) return;
    const std::string constraint =
        "Map keys must satisfy constraint: " + constraint_set(*shape.key);
    if (!operation_.map_keys_last) return fail(shape, given, member, constraint);
    late_failures_.push_back(classic(shape, given, member, constraint));
  }

  void list_elements(const Shape& shape, JsonValue given, const Member* member) {
    const Shape& element = *shape.element;
    // A null AttributeValue is an empty one, which the reader refuses in its own words.
    if (element.kind == ShapeKind::attribute_value) return;
    if (!given.for_each_element([](JsonValue entry) { return !entry.is_null(); }))
      fail(shape, given, member, "Member must satisfy constraint: [Member must not be null]");
    if (is_constrained(element) && !given.for_each_element([&](JsonValue entry) {
          return element_satisfies(element, entry);
        })) {
      fail(shape, given, member, "Member must satisfy constraint: " + constraint_set(element));
    }
    std::size_t number = 0;
    given.for_each_element([&](JsonValue entry) {
      push({Step::index, {}, ++number});
      inside(element, entry);
      --depth_;
      return !full();
    });
  }

  /// Constraints inside a list's or map's value; its own are reported on the collection.
  void inside(const Shape& element, JsonValue entry) {
    if (entry.is_null()) return;
    if (element.kind == ShapeKind::structure) return structure(element, entry);
    if (element.kind == ShapeKind::list) return list_elements(element, entry, nullptr);
    if (element.kind == ShapeKind::map) return map_entries(element, entry, nullptr);
  }

  const OperationShape& operation_;
  bool current_;
  std::array<Step, max_depth> path_;
  std::size_t depth_ = 0;
  std::vector<std::string> failures_;
  std::vector<std::string> late_failures_;
  std::string current_failure_;
  std::string_view empty_text_;
};

/// The index of a declared member, or the number of members.
std::size_t index_of(std::span<const Member> members, std::string_view name) {
  std::size_t i = 0;
  while (i < members.size() && members[i].name != name) ++i;
  return i;
}

/// Without its Item, Key or RequestItems a request is answered in the classic wording throughout.
bool lacks_required_beside_table_name(const Shape& input, const DeclaredMembers& given) {
  for (std::size_t i = 0; i < input.members.size(); ++i) {
    if (input.members[i].required && input.members[i].name != "TableName" && !given[i]) return true;
  }
  return false;
}

/// Keys (BatchGetItem) or write requests (BatchWriteItem) of all tables together.
std::size_t count_requests(JsonValue request_items) {
  std::size_t count = 0;
  request_items.for_each_member([&](std::string_view, JsonValue table) {
    if (table.type() == JsonType::array) {
      count += table.size();
    } else if (const auto keys = table.find("Keys")) {
      count += keys->size();
    }
    return true;
  });
  return count;
}

ApiResult<void> report(ConstraintCheck& check) {
  std::string message = check.message();
  if (message.empty()) return {};
  return failure(validation_error(std::move(message)));
}

}  // namespace

ApiResult<void> check_constraints(const OperationShape& shape, JsonValue body,
                                  model::ValidationLayer layer) {
  const std::span<const Member> declared = shape.input->members;
  const DeclaredMembers given(declared, body);
  const bool control = shape.style == ConstraintStyle::control;
  const bool current = !control && shape.style != ConstraintStyle::classic &&
                       layer == model::ValidationLayer::current &&
                       !lacks_required_beside_table_name(*shape.input, given);

  if (control || current) {
    for (const std::string_view name : shape.reported_alone) {
      const std::size_t i = index_of(declared, name);
      if (i == declared.size()) continue;
      if (control && declared[i].required && !given[i]) {
        return failure(validation_error("The parameter '" + std::string(name) +
                                        "' is required but was not present in the request"));
      }
      ConstraintCheck alone(shape, current);
      alone.member(declared[i], given[i]);
      if (auto result = report(alone); !result) return result;
    }
  }

  ConstraintCheck check(shape, current);
  if (shape.constraint_order.empty()) {
    for (std::size_t i = 0; i < declared.size(); ++i) check.member(declared[i], given[i]);
  } else {
    for (const std::string_view name : shape.constraint_order) {
      const std::size_t i = index_of(declared, name);
      if (i != declared.size()) check.member(declared[i], given[i]);
    }
  }
  if (auto result = report(check); !result) return result;

  if (shape.total_requests != 0) {
    const std::size_t i = index_of(declared, "RequestItems");
    if (i != declared.size() && given[i] && count_requests(*given[i]) > shape.total_requests) {
      return failure(validation_error("Too many items requested for the " +
                                      std::string(shape.operation) + " call"));
    }
  }
  return {};
}

}  // namespace dynarocks::wire
