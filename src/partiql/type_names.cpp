#include "partiql/type_names.h"

#include <algorithm>
#include <array>

namespace dynarocks::partiql {

namespace {

using model::AttributeType;

constexpr std::array any_type = {AttributeType::S,    AttributeType::N,     AttributeType::B,
                                 AttributeType::BOOL, AttributeType::NULL_, AttributeType::SS,
                                 AttributeType::NS,   AttributeType::BS,    AttributeType::L,
                                 AttributeType::M};
constexpr std::array string = {AttributeType::S};
constexpr std::array number = {AttributeType::N};
constexpr std::array binary = {AttributeType::B};
constexpr std::array boolean = {AttributeType::BOOL};
constexpr std::array null = {AttributeType::NULL_};
constexpr std::array set = {AttributeType::SS, AttributeType::NS, AttributeType::BS};
constexpr std::array list = {AttributeType::L};
constexpr std::array map = {AttributeType::M};

struct TypeName {
  std::string_view name;
  std::span<const AttributeType> types;
};

constexpr std::array type_names = {TypeName{"ANY", any_type},
                                   TypeName{"BAG", set},
                                   TypeName{"BIGINT", number},
                                   TypeName{"BLOB", binary},
                                   TypeName{"BOOL", boolean},
                                   TypeName{"BOOLEAN", boolean},
                                   TypeName{"CHAR", string},
                                   TypeName{"CHARACTER", string},
                                   TypeName{"CHARACTER VARYING", string},
                                   TypeName{"DEC", number},
                                   TypeName{"DECIMAL", number},
                                   TypeName{"DOUBLE PRECISION", number},
                                   TypeName{"FLOAT", number},
                                   TypeName{"INT", number},
                                   TypeName{"INT2", number},
                                   TypeName{"INT4", number},
                                   TypeName{"INT8", number},
                                   TypeName{"INTEGER", number},
                                   TypeName{"INTEGER2", number},
                                   TypeName{"INTEGER4", number},
                                   TypeName{"INTEGER8", number},
                                   TypeName{"LIST", list},
                                   TypeName{"MISSING", {}},
                                   TypeName{"NULL", null},
                                   TypeName{"NUMERIC", number},
                                   TypeName{"REAL", number},
                                   TypeName{"SMALLINT", number},
                                   TypeName{"STRING", string},
                                   TypeName{"STRUCT", map},
                                   TypeName{"SYMBOL", string},
                                   TypeName{"TUPLE", map},
                                   TypeName{"VARCHAR", string}};

}  // namespace

std::optional<std::span<const AttributeType>> types_named(std::string_view name) {
  const auto found = std::find_if(type_names.begin(), type_names.end(),
                                  [name](const TypeName& row) { return row.name == name; });
  if (found == type_names.end()) return std::nullopt;
  return found->types;
}

bool begins_type_name(std::string_view word) { return word == "DOUBLE" || word == "CHARACTER"; }

}  // namespace dynarocks::partiql
