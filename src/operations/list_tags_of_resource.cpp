#include "operations/list_tags_of_resource.h"

#include <vector>

#include "operations/tagged_resource.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

model::ApiResult<void> list_tags_of_resource(const OperationContext& context, wire::Request request,
                                             std::string& response) {
  DYNAROCKS_ASSIGN(const TaggedResource resource, read_tagged_resource(context, request));
  DYNAROCKS_ASSIGN(const std::vector<model::Tag> tags, tags_of(context, resource));
  wire::JsonWriter json(response);
  json.begin_object().key("Tags").begin_array();
  for (const model::Tag& tag : tags) {
    json.begin_object().key("Key").string(tag.key).key("Value").string(tag.value).end_object();
  }
  json.end_array().end_object();
  return {};
}

}  // namespace dynarocks::operations
