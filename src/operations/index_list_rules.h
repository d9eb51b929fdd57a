#pragma once
// The rules of CreateTable's LocalSecondaryIndexes and GlobalSecondaryIndexes as lists, in two
// steps: AWS judges the keys of all indexes before their projections, throughput and names.

#include <vector>

#include "model/api_error.h"
#include "model/table_description.h"
#include "operations/index_definition.h"
#include "operations/table_schema.h"

namespace dynarocks::operations {

struct IndexLists {
  std::vector<IndexDefinition> local;
  std::vector<IndexDefinition> global;
};

/// Every key is possible. ValidationException.
[[nodiscard]] model::ApiResult<void> check_local_index_keys(const IndexLists& indexes,
                                                            const TableSchema& table);
[[nodiscard]] model::ApiResult<void> check_global_index_keys(const IndexLists& indexes,
                                                             const TableSchema& table);

/// Every definition is used by a key of the table or of an index. ValidationException.
[[nodiscard]] model::ApiResult<void> check_definitions_used(const IndexLists& indexes,
                                                            const TableSchema& table);

/// Projections, throughput, names and counts. ValidationException.
[[nodiscard]] model::ApiResult<void> check_index_lists(const IndexLists& indexes,
                                                       model::BillingMode billing_mode);

}  // namespace dynarocks::operations
