#pragma once
// What TagResource, UntagResource and ListTagsOfResource are about: the ResourceArn of a request,
// and the tags of the table or stream
// it names.

#include <functional>
#include <string>
#include <vector>

#include "model/api_error.h"
#include "model/table_description.h"
#include "model/table_name.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

struct TaggedResource {
  std::string arn;
  model::TableKey table;
  /// Of a stream of the table; empty for the table itself.
  std::string stream_label;
};

/// The request's ResourceArn, which has to be of a table or stream of the caller's account and
/// Region. ValidationException for any other text, AccessDeniedException for another account's.
[[nodiscard]] model::ApiResult<TaggedResource> read_tagged_resource(const OperationContext& context,
                                                                    const wire::Request& request);

/// Both answer ResourceNotFoundException
/// "Requested resource not found: ResourceArn: <arn> not found".
[[nodiscard]] model::ApiResult<std::vector<model::Tag>> tags_of(const OperationContext& context,
                                                                const TaggedResource& resource);

using TagChange = std::function<model::ApiResult<void>(std::vector<model::Tag>&)>;
/// Runs `change` on a copy of the tags while no other change can come between, and stores the copy
/// unless it fails. On AWS the change shows a second or two later; here, when the answer leaves,
/// unless it is to last. Then a change whose tags (`given`; none when it removes some) do not
/// contain all those in flight is refused: LimitExceededException. So is any of a table that is
/// CREATING or DELETING: ResourceInUseException.
[[nodiscard]] model::ApiResult<void> change_tags(const OperationContext& context,
                                                 const TaggedResource& resource,
                                                 const std::vector<model::Tag>& given,
                                                 const TagChange& change);

}  // namespace dynarocks::operations
