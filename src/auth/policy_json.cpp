#include "auth/policy_json.h"

#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace dynarocks::auth {
namespace {

using Kind = PolicyJson::Kind;

/// Builds the tree from the parser's events; false ends the parse.
class TreeBuilder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit TreeBuilder(std::string_view text) : text_(text) {}

  [[nodiscard]] PolicyJson take() { return std::move(root_); }
  [[nodiscard]] const std::optional<PolicyFault>& fault() const { return fault_; }

  bool null() override { return add(Kind::null, "null"); }
  bool boolean(bool value) override { return add(Kind::boolean, value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override {
    return add(Kind::number, std::to_string(value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return add(Kind::number, std::to_string(value));
  }
  bool number_float(number_float_t /*value*/, const string_t& text) override {
    return add(Kind::number, text);
  }
  bool string(string_t& value) override { return add(Kind::string, std::move(value)); }
  bool binary(binary_t& /*value*/) override { return false; }  // not in text

  bool start_object(std::size_t /*size*/) override { return open(Kind::object); }
  bool start_array(std::size_t /*size*/) override { return open(Kind::list); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    const PolicyJson& object = *open_.back();
    if (object.members.size() == max_policy_members || object.find(name) != nullptr) {
      return invalid();
    }
    key_ = std::move(name);
    return true;
  }

  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::detail::exception& /*error*/) override {
    // `position` counts the characters read, the offending one among them, and the end as one more.
    if (position > text_.size()) return invalid();
    const std::string_view read = text_.substr(0, position);
    const std::size_t line_begin = read.find_last_of('\n') + 1;
    const auto line = std::count(read.begin(), read.end(), '\n') + 1;
    fault_ = document_fault("Syntax error at position (" + std::to_string(line) + "," +
                            std::to_string(read.size() - line_begin) + ")");
    return false;
  }

 private:
  bool invalid() {
    fault_ = document_fault("This policy contains invalid Json");
    return false;
  }

  /// Where the next value belongs.
  PolicyJson& place() {
    if (open_.empty()) return root_;
    PolicyJson& parent = *open_.back();
    if (parent.kind == Kind::list) return parent.elements.emplace_back();
    parent.members.push_back({std::move(key_), PolicyJson()});
    return parent.members.back().value;
  }

  bool add(Kind kind, std::string text) {
    PolicyJson& value = place();
    value.kind = kind;
    value.text = std::move(text);
    return true;
  }

  bool open(Kind kind) {
    if (open_.size() == max_policy_depth) return invalid();
    PolicyJson& value = place();
    value.kind = kind;
    open_.push_back(&value);  // stays where it is: its parent grows only after it is closed
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  std::string_view text_;
  PolicyJson root_;
  std::vector<PolicyJson*> open_;
  std::string key_;
  std::optional<PolicyFault> fault_;
};

void append_quoted(const std::string& text, std::string& out) {
  out += nlohmann::json(text).dump();
}

}  // namespace

const PolicyJson* PolicyJson::find(std::string_view name) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const auto& member) { return member.name == name; });
  return found == members.end() ? nullptr : &found->value;
}

PolicyJson* PolicyJson::find(std::string_view name) {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const auto& member) { return member.name == name; });
  return found == members.end() ? nullptr : &found->value;
}

Result<PolicyJson, PolicyFault> parse_policy_json(std::string_view text) {
  TreeBuilder builder(text);
  if (!nlohmann::json::sax_parse(text, &builder)) {
    return failure(builder.fault().value_or(document_fault("This policy contains invalid Json")));
  }
  return builder.take();
}

void append_json(const PolicyJson& json, std::string& out) {
  switch (json.kind) {
    case Kind::null:
    case Kind::boolean:
    case Kind::number:
      out += json.text;
      return;
    case Kind::string:
      append_quoted(json.text, out);
      return;
    case Kind::list: {
      out += '[';
      for (std::size_t i = 0; i < json.elements.size(); ++i) {
        if (i > 0) out += ',';
        append_json(json.elements[i], out);
      }
      out += ']';
      return;
    }
    case Kind::object: {
      out += '{';
      for (std::size_t i = 0; i < json.members.size(); ++i) {
        if (i > 0) out += ',';
        append_quoted(json.members[i].name, out);
        out += ':';
        append_json(json.members[i].value, out);
      }
      out += '}';
      return;
    }
  }
}

PolicyFault document_fault(std::string_view what) {
  return {"Invalid policy document: " + std::string(what)};
}

}  // namespace dynarocks::auth
