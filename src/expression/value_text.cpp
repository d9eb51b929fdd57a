#include "expression/value_text.h"

#include "base/base64.h"
#include "codec/number_codec.h"
#include "model/attribute_type.h"

namespace dynarocks::expression {

std::string value_text(const codec::ValueView& value) {
  std::string text = "AttributeValue: {";
  text += model::type_name(value.type());
  text += ':';
  switch (value.type()) {
    case model::AttributeType::N:
      codec::append_number_text(value.scalar(), text);
      break;
    case model::AttributeType::B:
      append_base64(value.scalar(), text);
      break;
    default:
      text += value.scalar();
      break;
  }
  text += '}';
  return text;
}

}  // namespace dynarocks::expression
