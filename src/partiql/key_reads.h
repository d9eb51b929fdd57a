#pragma once
// The reads of single partitions that the branches of a WHERE clause add up to, none of which finds
// an item of another.

#include <optional>
#include <string>
#include <vector>

#include "expression/condition.h"
#include "expression/key_condition.h"
#include "model/api_error.h"
#include "model/key_schema.h"
#include "partiql/key_branches.h"

namespace dynarocks::partiql {

struct KeyRead {
  expression::KeyRange range;
  std::optional<expression::Condition> filter;
};

/// The reads of one partition, in the order of the sort key.
struct PartitionReads {
  std::string partition_key;  // scalar bytes
  std::vector<KeyRead> reads;
};

/// Partitions in order of first mention. Errors: key values of wrong types or sizes; branches whose
/// ranges of one partition overlap; too many values of IN.
///
/// When a branch asks for all of a partition, the others that ask for some of it only matter to the
/// filter.
[[nodiscard]] model::ApiResult<std::vector<PartitionReads>> key_reads(
    const std::vector<KeyBranch>& branches, const model::KeyAttributes& key);

}  // namespace dynarocks::partiql
