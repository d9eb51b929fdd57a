#include "wire/duplicate_members.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "base/base64.h"

namespace dynarocks::wire {

namespace {

struct SentMember {
  std::string_view text;
  std::string bytes;  // what set membership compares
};

std::vector<SentMember> sent_members(JsonValue members, bool binary) {
  std::vector<SentMember> sent;
  sent.reserve(members.size());
  members.for_each_element([&](JsonValue member) {
    const std::string_view text = member.as_string();
    sent.push_back(
        {text, binary ? decode_base64(text).value_or(std::string()) : std::string(text)});
    return true;
  });
  return sent;
}

void sort_before_first_repetition(std::vector<SentMember>& sent) {
  std::set<std::string_view> seen;
  auto repeated = sent.begin();
  while (repeated != sent.end() && seen.insert(repeated->bytes).second) ++repeated;
  std::sort(sent.begin(), repeated,
            [](const SentMember& a, const SentMember& b) { return a.bytes < b.bytes; });
}

}  // namespace

std::string duplicate_members_message(JsonValue members, model::AttributeType type,
                                      model::ValidationLayer layer) {
  const bool binary = type == model::AttributeType::BS;
  const bool classic = layer == model::ValidationLayer::classic;
  std::vector<SentMember> sent = sent_members(members, binary);
  if (!classic) sort_before_first_repetition(sent);

  const std::string_view separator = binary && !classic ? "," : ", ";
  const std::string_view quote = classic ? "" : "\"";
  std::string message = "Input collection [";
  for (std::size_t i = 0; i < sent.size(); ++i) {
    if (i != 0) message += separator;
    message += quote;
    message += sent[i].text;
    message += quote;
  }
  message += binary ? "]of type BS contains duplicates." : "] contains duplicates.";
  return message;
}

}  // namespace dynarocks::wire
