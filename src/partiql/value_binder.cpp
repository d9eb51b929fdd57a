#include "partiql/value_binder.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/base64.h"
#include "codec/number_codec.h"
#include "model/limits.h"
#include "model/number_fault.h"
#include "partiql/faults.h"

namespace dynarocks::partiql {

namespace {

using ast::Expression;
using ast::Kind;
using codec::ValueEncoder;
using codec::ValueView;
using model::AttributeType;

model::ApiError nested_too_deeply() {
  return fault(
      "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels "
      "beyond supported limit");
}

/// Levels of nesting below a value: 0 for a scalar, a set or an empty container. Recursion is
/// bounded by what a parameter may hold.
int levels_below(ValueView value) {
  int levels = 0;
  if (value.type() == AttributeType::L) {
    auto elements = value.list().elements();
    while (const auto element = elements.next()) {
      levels = std::max(levels, 1 + levels_below(*element));
    }
  } else if (value.type() == AttributeType::M) {
    auto entries = value.map().entries();
    while (const auto entry = entries.next()) {
      levels = std::max(levels, 1 + levels_below(entry->value));
    }
  }
  return levels;
}

model::ApiResult<std::string> ordered_number(const Expression& number, const std::string& place) {
  std::string ordered;
  const auto appended = codec::append_number(number.text, ordered);
  if (appended) return ordered;
  return failure(
      fault(model::number_fault_message(appended.error(), number.text) + " under " + place));
}

/// A member of a set as it is stored, and as messages show it.
struct Member {
  AttributeType type;
  std::string scalar;
  std::string text;
};

AttributeType set_type(AttributeType member) {
  if (member == AttributeType::S) return AttributeType::SS;
  return member == AttributeType::N ? AttributeType::NS : AttributeType::BS;
}

std::string scalar_text(ValueView value) {
  std::string text;
  switch (value.type()) {
    case AttributeType::N:
      codec::append_number_text(value.scalar(), text);
      break;
    case AttributeType::B:
      append_base64(value.scalar(), text);
      break;
    default:
      text = value.scalar();
      break;
  }
  return text;
}

model::ApiError duplicate_members(const std::vector<Member>& members) {
  std::string message = "One or more parameter values were invalid: Input collection [";
  for (const Member& member : members) {
    if (&member != &members.front()) message += ", ";
    message += member.text;
  }
  return fault(message + "] contains duplicates.");
}

}  // namespace

model::ApiResult<expression::Literal> ValueBinder::bind(const Expression& value) const {
  expression::Literal literal;
  ValueEncoder encoder(literal.encoded);
  DYNAROCKS_TRY(append(value, "root", 1, encoder));
  return literal;
}

ValueBinder::Done ValueBinder::append(const Expression& value, const std::string& place, int level,
                                      ValueEncoder& encoder) const {
  if (level > model::limits::nesting_levels) return failure(nested_too_deeply());
  switch (value.kind) {
    case Kind::string:
      encoder.string(value.text);
      return {};
    case Kind::number: {
      DYNAROCKS_ASSIGN(const std::string ordered, ordered_number(value, place));
      encoder.number(ordered);
      return {};
    }
    case Kind::true_:
    case Kind::false_:
      encoder.boolean(value.kind == Kind::true_);
      return {};
    case Kind::null:
      encoder.null();
      return {};
    case Kind::parameter:
      return append_parameter(value, level, encoder);
    case Kind::list:
      return append_list(value, place, level, encoder);
    case Kind::tuple:
      return append_tuple(value, place, level, encoder);
    case Kind::bag:
      return append_set(value, place, level, encoder);
    default:
      return failure(unsupported_data_type(value, place));
  }
}

ValueBinder::Done ValueBinder::append_parameter(const Expression& parameter, int level,
                                                ValueEncoder& encoder) const {
  const model::ApiResult<std::string>& encoded = parameters_[parameter.ordinal];
  if (!encoded) return failure(encoded.error());
  const ValueView value(*encoded);
  if (level + levels_below(value) > model::limits::nesting_levels) {
    return failure(nested_too_deeply());
  }
  encoder.value(value);
  return {};
}

ValueBinder::Done ValueBinder::append_list(const Expression& list, const std::string& place,
                                           int level, ValueEncoder& encoder) const {
  encoder.begin_list();
  for (std::size_t i = 0; i < list.children.size(); ++i) {
    const std::string inner = place + "[" + std::to_string(i) + "]";
    DYNAROCKS_TRY(append(list.children[i], inner, level + 1, encoder));
  }
  encoder.end_list();
  return {};
}

ValueBinder::Done ValueBinder::append_tuple(const Expression& tuple, const std::string& place,
                                            int level, ValueEncoder& encoder) const {
  encoder.begin_map();
  for (std::size_t i = 0; i + 1 < tuple.children.size(); i += 2) {
    const std::string& name = tuple.children[i].text;
    if (name.empty()) return failure(fault("Empty attribute name"));
    encoder.name(name);
    std::string inner = place;
    inner.append(".").append(name);
    DYNAROCKS_TRY(append(tuple.children[i + 1], inner, level + 1, encoder));
  }
  encoder.end_map();
  return {};
}

ValueBinder::Done ValueBinder::append_set(const Expression& bag, const std::string& place,
                                          int level, ValueEncoder& encoder) const {
  if (bag.children.empty()) return failure(fault("Empty bags are not supported"));
  std::vector<Member> members;
  for (std::size_t i = 0; i < bag.children.size(); ++i) {
    const Expression& child = bag.children[i];
    std::string encoded;
    ValueEncoder member_encoder(encoded);
    const std::string inner = place + "[" + std::to_string(i) + "]";
    DYNAROCKS_TRY(append(child, inner, level, member_encoder));
    const ValueView view(encoded);
    const bool is_member = model::is_scalar_key(view.type()) &&
                           (members.empty() || members.front().type == view.type());
    if (!is_member) {
      return failure(fault("Bags must hold strings, numbers or binaries, and only one of them"));
    }
    const bool literal = child.kind != Kind::parameter;
    members.push_back(
        {view.type(), std::string(view.scalar()), literal ? child.text : scalar_text(view)});
  }
  encoder.begin_set(set_type(members.front().type));
  for (const Member& member : members) encoder.member(member.scalar);
  if (!encoder.end_set()) return failure(duplicate_members(members));
  return {};
}

}  // namespace dynarocks::partiql
