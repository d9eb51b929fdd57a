#include "operations/untag_resource.h"

#include <string_view>
#include <vector>

#include "operations/table_tags.h"
#include "operations/tagged_resource.h"

namespace dynarocks::operations {

model::ApiResult<void> untag_resource(const OperationContext& context, wire::Request request,
                                      std::string& /*response*/) {
  DYNAROCKS_ASSIGN(const TaggedResource resource, read_tagged_resource(context, request));
  DYNAROCKS_ASSIGN(const std::vector<std::string_view> keys, read_tag_keys(request));
  if (keys.empty()) {
    return failure(model::validation_error("Atleast one Tag Key needs to be provided as Input."));
  }
  return change_tags(context, resource, {},
                     [&keys](std::vector<model::Tag>& stored) -> model::ApiResult<void> {
                       remove_tags(stored, keys);
                       return {};
                     });
}

}  // namespace dynarocks::operations
