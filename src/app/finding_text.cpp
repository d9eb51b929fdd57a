#include "app/finding_text.h"

namespace dynarocks::app {
namespace {

using engine::Finding;
using engine::FindingKind;

constexpr std::size_t longest_key = 120;    // as it is shown
constexpr std::size_t told_of_a_kind = 10;  // about one thing

std::string_view text_of(FindingKind kind) {
  switch (kind) {
    case FindingKind::unreadable_rows:
      return "rows cannot be read, the files are damaged";
    case FindingKind::unknown_row:
      return "a row is of no known kind";
    case FindingKind::unreadable_record:
      return "a record cannot be read, or stands under another key than its own";
    case FindingKind::missing_space:
      return "its rows are gone, all of them";
    case FindingKind::unnamed_space:
      return "its rows belong to no table of the catalog, and the next start drops them (a server "
             "that was killed while it deleted a table leaves this, too)";
    case FindingKind::space_id_not_reserved:
      return "the id of a space may be given to another one";
    case FindingKind::missing_stream:
      return "its stream is missing in the catalog";
    case FindingKind::unreadable_policy:
      return "its resource policy cannot be read";
    case FindingKind::token_without_expiry:
      return "a request token is in no list of what expires";
    case FindingKind::expiry_without_token:
      return "a request token that is to expire is missing";
    case FindingKind::malformed_item:
      return "an item cannot be decoded";
    case FindingKind::misplaced_item:
      return "an item stands under another key than its own";
    case FindingKind::wrong_table_counters:
      return "ItemCount or TableSizeBytes is wrong";
    case FindingKind::wrong_index_counters:
      return "ItemCount or IndexSizeBytes is wrong";
    case FindingKind::wrong_collection_counters:
      return "the counters of an item collection are wrong";
    case FindingKind::missing_entry:
      return "an item is missing in the index";
    case FindingKind::wrong_entry:
      return "an index entry does not show what its item holds";
    case FindingKind::stray_entry:
      return "an index entry is of no item";
    case FindingKind::unknown_index:
      return "there are rows of an index that the table does not have";
    case FindingKind::missing_expiry:
      return "an item with a time to live is in no list of what expires";
    case FindingKind::stray_expiry:
      return "a listed expiry is of no item, or not at its item's time";
    case FindingKind::unknown_stream:
      return "there are rows of a stream that the catalog does not have";
    case FindingKind::malformed_shard:
      return "a shard cannot be decoded";
    case FindingKind::misplaced_shard:
      return "shards do not follow on their parents, or leave items out";
    case FindingKind::malformed_stream_record:
      return "a stream record cannot be decoded, or lacks an image";
    case FindingKind::misplaced_stream_record:
      return "a stream record is in no shard that takes it";
    case FindingKind::broken_chain:
      return "a stream record does not follow on the one before it of its item";
  }
  return "";
}

}  // namespace

std::string printable(std::string_view key) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char character : key) {
    if (text.size() >= longest_key) return text + "...";
    const auto byte = static_cast<unsigned char>(character);
    if (byte >= 0x20 && byte < 0x7F && character != '\\') {
      text += character;
    } else {
      text += {'\\', 'x', digits[byte >> 4], digits[byte & 0xF]};
    }
  }
  return text;
}

std::string text_of(const Finding& finding) {
  std::string text = finding.subject + ": " + std::string(text_of(finding.kind));
  if (finding.kind == FindingKind::unreadable_rows) {
    text += finding.row.empty() ? ", from the first" : ", from " + printable(finding.row);
    return text + (finding.detail.empty() ? " to the end" : " up to " + printable(finding.detail));
  }
  if (!finding.row.empty()) text += ", row " + printable(finding.row);
  if (!finding.detail.empty()) text += " (" + finding.detail + ")";
  return text;
}

std::string text_of(const kv::LogFault& fault) {
  const std::string file = "log store/" + fault.file;
  const std::string at = " at byte " + std::to_string(fault.offset);
  switch (fault.kind) {
    case kv::LogFault::Kind::damage:
      return file + ": damaged" + at + ", with " + std::to_string(fault.records_behind) +
             " writes behind it; the server does not start";
    case kv::LogFault::Kind::lost_end:
      return file + ": ends too early," + at + ", and " + std::to_string(fault.records_behind) +
             " writes follow in later files; the server does not start";
    case kv::LogFault::Kind::bad_tail:
      return file + ": its last write," + at +
             ", is not what was written; the next start leaves it out";
    case kv::LogFault::Kind::unreadable:
      return file + ": cannot be read: " + fault.reason;
  }
  return file;
}

std::string text_of(const kv::TableFileFault& fault) {
  std::string text = "file store/" + fault.file + " of space " + std::to_string(fault.space) +
                     ": damaged: " + fault.reason;
  for (char& character : text) {
    if (character == '\n') character = ' ';
  }
  return text;
}

bool RepeatedFindings::is_told(const Finding& finding) {
  return ++counts_[{finding.subject, finding.kind}] <= told_of_a_kind;
}

std::vector<std::string> RepeatedFindings::remainders() const {
  std::vector<std::string> lines;
  for (const auto& [what, count] : counts_) {
    if (count <= told_of_a_kind) continue;
    lines.push_back(what.first + ": " + std::string(text_of(what.second)) + ", " +
                    std::to_string(count - told_of_a_kind) + " times more");
  }
  return lines;
}

}  // namespace dynarocks::app
