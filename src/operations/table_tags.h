#pragma once
// The tags of tables: the rules that bind them, and how a table's change. One bad tag refuses the
// whole request.

#include <string_view>
#include <vector>

#include "model/api_error.h"
#include "model/table_description.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// Tags of the request; none when the member is absent or empty. Keys of 1 to 128 characters and
/// values of 0 to 256: letters, digits and white space of any script and + - = . _ : / @. Keys are
/// unique and do not start with "aws:" in any case; at most 50 tags, 10 KB in all.
/// ValidationException.
[[nodiscard]] model::ApiResult<std::vector<model::Tag>> read_tags(const wire::Request& request);

/// TagKeys of the request, as views into it; the rules are those of keys in tags, but a key may be
/// there twice. ValidationException.
[[nodiscard]] model::ApiResult<std::vector<std::string_view>> read_tag_keys(
    const wire::Request& request);

/// Gives the keys of `given` their values in `tags`; new keys go to the end. ValidationException
/// when the tags are then too many or too large; `tags` is not to be used any more.
[[nodiscard]] model::ApiResult<void> put_tags(std::vector<model::Tag>& tags,
                                              const std::vector<model::Tag>& given);

/// Removes the tags that have one of the keys.
void remove_tags(std::vector<model::Tag>& tags, const std::vector<std::string_view>& keys);

}  // namespace dynarocks::operations
