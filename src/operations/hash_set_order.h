#pragma once
// Names in the order in which the service lists a set of them. It is the order of a Java HashSet:
// by bucket, then as they were added; how many buckets there are depends on how the set was made.

#include <string>
#include <string_view>
#include <vector>

namespace dynarocks::operations {

/// "a, b, c" of a set made for as many names as it holds. Names that repeat are listed once.
[[nodiscard]] std::string sized_hash_set_text(const std::vector<std::string_view>& names);

/// The same of a set that grew from its default size.
[[nodiscard]] std::string grown_hash_set_text(const std::vector<std::string_view>& names);

}  // namespace dynarocks::operations
