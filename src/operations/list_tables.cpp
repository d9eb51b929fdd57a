#include "operations/list_tables.h"

#include <optional>

#include "engine/catalog.h"
#include "model/limits.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

model::ApiResult<void> list_tables(const OperationContext& context, wire::Request request,
                                   std::string& response) {
  std::optional<std::string> exclusive_start;
  if (const auto name = request.string("ExclusiveStartTableName")) exclusive_start = *name;
  const auto limit = static_cast<std::size_t>(request.integer("Limit").value_or(
      static_cast<std::int64_t>(model::limits::list_tables_page)));
  const auto page = context.services.catalog.list(context.caller, exclusive_start, limit);

  wire::JsonWriter json(response);
  json.begin_object().key("TableNames").begin_array();
  for (const std::string& name : page.names) json.string(name);
  json.end_array();
  if (page.more && !page.names.empty()) {
    json.key("LastEvaluatedTableName").string(page.names.back());
  }
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
