#include "operations/tag_resource.h"

#include <vector>

#include "operations/table_tags.h"
#include "operations/tagged_resource.h"

namespace dynarocks::operations {

model::ApiResult<void> tag_resource(const OperationContext& context, wire::Request request,
                                    std::string& /*response*/) {
  DYNAROCKS_ASSIGN(const TaggedResource resource, read_tagged_resource(context, request));
  DYNAROCKS_ASSIGN(const std::vector<model::Tag> tags, read_tags(request));
  if (tags.empty()) {
    return failure(model::validation_error("Atleast one Tag needs to be provided as Input."));
  }
  return change_tags(context, resource, tags,
                     [&tags](std::vector<model::Tag>& stored) { return put_tags(stored, tags); });
}

}  // namespace dynarocks::operations
