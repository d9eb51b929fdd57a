#include "wire/error_json.h"

#include "codec/item_view.h"
#include "wire/json_writer.h"

namespace dynarocks::wire {

namespace {

void write_reasons(const std::vector<model::CancellationReason>& reasons, JsonWriter& writer) {
  writer.key("CancellationReasons").begin_array();
  for (const model::CancellationReason& reason : reasons) {
    writer.begin_object().key("Code").string(reason.code);
    if (!reason.message.empty()) writer.key("Message").string(reason.message);
    if (!reason.item.empty()) writer.key("Item").item(codec::ItemView(reason.item));
    writer.end_object();
  }
  writer.end_array();
}

}  // namespace

std::string error_json(const model::ApiError& error) {
  const model::ErrorRow& row = model::error_row(error.code);
  std::string body;
  std::string type(row.prefix);
  type += '#';
  type += row.name;

  JsonWriter writer(body);
  writer.begin_object().key("__type").string(type);
  if (error.has_message && !row.text_member.empty())
    writer.key(row.text_member).string(error.message);
  if (!error.item.empty()) writer.key("Item").item(codec::ItemView(error.item));
  if (error.code == model::ErrorCode::transaction_canceled)
    write_reasons(error.cancellation_reasons, writer);
  writer.end_object();
  return body;
}

}  // namespace dynarocks::wire
