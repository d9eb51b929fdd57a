#include "expression/document_path.h"

namespace dynarocks::expression {

std::string DocumentPath::to_string() const {
  std::string text = "[";
  for (const PathElement& element : elements) {
    if (text.size() > 1) text += ", ";
    if (const auto* name = std::get_if<std::string>(&element)) {
      text += *name;
    } else {
      text += '[';
      text += std::to_string(std::get<std::uint32_t>(element));
      text += ']';
    }
  }
  text += ']';
  return text;
}

std::optional<codec::ValueView> DocumentPath::resolve(codec::ItemView item) const {
  std::optional<codec::ValueView> value = item.find(attribute());
  for (std::size_t i = 1; value && i < elements.size(); ++i) {
    if (const auto* name = std::get_if<std::string>(&elements[i])) {
      if (value->type() != model::AttributeType::M) return std::nullopt;
      value = value->map().find(*name);
    } else {
      if (value->type() != model::AttributeType::L) return std::nullopt;
      value = value->list().at(std::get<std::uint32_t>(elements[i]));
    }
  }
  return value;
}

}  // namespace dynarocks::expression
