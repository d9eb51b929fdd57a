#include "operations/shard_iterator.h"

#include <charconv>
#include <system_error>

#include "base/base64.h"
#include "codec/digest.h"
#include "model/limits.h"

namespace dynarocks::operations {
namespace {

constexpr std::string_view version = "|1|";
constexpr std::size_t check_bytes = 16;

/// The first bytes of a digest over everything the text says.
std::string check_of(std::string_view stream_arn, std::string_view place) {
  std::string all(stream_arn);
  all.append(version).append(place);
  return codec::digest(all).substr(0, check_bytes);
}

/// Takes a decimal number and the character after it off the front.
template <class Number>
std::optional<Number> take_number(std::string_view& text, char end) {
  Number number = 0;
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const auto length = static_cast<std::size_t>(at - text.data());
  if (error != std::errc{} || length == text.size() || text[length] != end) return std::nullopt;
  text.remove_prefix(length + 1);
  return number;
}

}  // namespace

bool ShardIterator::is_expired(EpochMillis now) const {
  return made < now - model::limits::shard_iterator_millis;
}

// The base64 is of "<made>,<shard>,<from>;" or "<made>,<shard>;", and the check.
std::string shard_iterator_text(const ShardIterator& iterator) {
  std::string place = std::to_string(iterator.made) + ',' + std::to_string(iterator.shard_number);
  if (iterator.from) place += ',' + std::to_string(*iterator.from);
  place += ';';
  std::string text = iterator.stream_arn;
  text += version;
  append_base64(place + check_of(iterator.stream_arn, place), text);
  return text;
}

std::optional<ShardIterator> parse_shard_iterator(std::string_view text) {
  const auto bar = text.find('|');
  if (bar == std::string_view::npos || !text.substr(bar).starts_with(version)) return std::nullopt;
  ShardIterator iterator;
  iterator.stream_arn = text.substr(0, bar);
  const auto decoded = decode_base64(text.substr(bar + version.size()));
  if (!decoded || decoded->size() < check_bytes) return std::nullopt;
  std::string_view place(*decoded);
  const std::string_view check = place.substr(place.size() - check_bytes);
  place.remove_suffix(check_bytes);
  if (check != check_of(iterator.stream_arn, place)) return std::nullopt;

  const auto made = take_number<EpochMillis>(place, ',');
  if (!made) return std::nullopt;
  iterator.made = *made;
  const bool has_number = place.find(',') != std::string_view::npos;
  const auto shard_number = take_number<std::uint32_t>(place, has_number ? ',' : ';');
  if (!shard_number) return std::nullopt;
  iterator.shard_number = *shard_number;
  if (has_number) {
    iterator.from = take_number<model::SequenceNumber>(place, ';');
    if (!iterator.from) return std::nullopt;
  }
  if (!place.empty()) return std::nullopt;
  return iterator;
}

}  // namespace dynarocks::operations
