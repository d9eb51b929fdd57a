// is_well_formed_item and is_well_formed_value of item_codec.h: the one reader of stored bytes that
// trusts none of them.

#include <cstdint>
#include <optional>

#include "codec/bytes.h"
#include "codec/item_codec.h"
#include "codec/number_codec.h"
#include "model/limits.h"

namespace dynarocks::codec {
namespace {

using model::AttributeType;

bool take_value(std::string_view& bytes, int level);

std::optional<std::uint32_t> take_u32(std::string_view& bytes) {
  if (bytes.size() < u32_bytes) return std::nullopt;
  const std::uint32_t value = load_u32(bytes.data());
  bytes.remove_prefix(u32_bytes);
  return value;
}

bool is_well_formed_set(AttributeType type, std::string_view members, std::uint32_t count) {
  if (count == 0) return false;
  std::optional<std::string_view> previous;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto member = take_checked_text(members);
    if (!member || (previous && *member <= *previous)) return false;
    if (type == AttributeType::NS && !is_well_formed_number(*member)) return false;
    previous = member;
  }
  return members.empty();
}

bool is_well_formed_list(std::string_view elements, std::uint32_t count, int level) {
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!take_value(elements, level)) return false;
  }
  return elements.empty();
}

bool are_well_formed_entries(std::string_view entries, std::uint32_t count, int level) {
  std::optional<std::string_view> previous;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto name = take_checked_text(entries);
    if (!name || (previous && *name <= *previous)) return false;
    if (!take_value(entries, level)) return false;
    previous = name;
  }
  return entries.empty();
}

/// Takes a container's length, count and contents off the front, which come after its tag.
bool take_container(AttributeType type, std::string_view& bytes, int level) {
  const auto length = take_u32(bytes);
  if (!length || *length > bytes.size()) return false;
  std::string_view contents = bytes.substr(0, *length);
  bytes.remove_prefix(*length);
  const auto count = take_u32(contents);
  if (!count) return false;
  if (type == AttributeType::L) return is_well_formed_list(contents, *count, level + 1);
  if (type == AttributeType::M) return are_well_formed_entries(contents, *count, level + 1);
  return is_well_formed_set(type, contents, *count);
}

bool take_boolean(std::string_view& bytes) {
  if (bytes.empty() || (bytes.front() != 0 && bytes.front() != 1)) return false;
  bytes.remove_prefix(1);
  return true;
}

/// Takes one well-formed value off the front. An attribute of an item is at level 1.
bool take_value(std::string_view& bytes, int level) {
  if (bytes.empty() || level > model::limits::nesting_levels) return false;
  const auto tag = static_cast<unsigned char>(bytes.front());
  if (tag < 1 || tag > 10) return false;
  bytes.remove_prefix(1);
  const auto type = static_cast<AttributeType>(tag - 1);
  switch (type) {
    case AttributeType::S:
    case AttributeType::B:
      return take_checked_text(bytes).has_value();
    case AttributeType::N: {
      const auto number = take_checked_text(bytes);
      return number && is_well_formed_number(*number);
    }
    case AttributeType::BOOL:
      return take_boolean(bytes);
    case AttributeType::NULL_:
      return true;
    case AttributeType::SS:
    case AttributeType::NS:
    case AttributeType::BS:
    case AttributeType::L:
    case AttributeType::M:
      return take_container(type, bytes, level);
  }
  return false;
}

}  // namespace

bool is_well_formed_value(std::string_view bytes) { return take_value(bytes, 1) && bytes.empty(); }

bool is_well_formed_item(std::string_view bytes) {
  const ItemView item(bytes);
  if (bytes.empty() || bytes.front() != item_format) return false;
  bytes.remove_prefix(1);
  const auto size = take_u32(bytes);
  const auto count = take_u32(bytes);
  if (!size || !count || !are_well_formed_entries(bytes, *count, 1)) return false;
  return item.attributes().size() == *size;
}

}  // namespace dynarocks::codec
