#include "partiql/projection.h"

#include <optional>
#include <variant>

#include "codec/value_encoder.h"

namespace dynarocks::partiql {

namespace {

/// The last name of the path; indexes have none.
const std::string& shown_name(const expression::DocumentPath& path) {
  for (auto element = path.elements.rbegin(); element != path.elements.rend(); ++element) {
    if (const auto* name = std::get_if<std::string>(&*element)) return *name;
  }
  return path.attribute();
}

}  // namespace

std::string Projection::apply(codec::ItemView item) const {
  std::string encoded;
  codec::ValueEncoder encoder(encoded);
  encoder.begin_item();
  for (const expression::DocumentPath& path : paths_) {
    const std::optional<codec::ValueView> value = path.resolve(item);
    if (!value) continue;
    encoder.name(shown_name(path));
    encoder.value(*value);
  }
  encoder.end_item();
  return encoded;
}

}  // namespace dynarocks::partiql
