#pragma once
// Whether the rows of the stream log can be read and are in order: shards that follow on their
// parents, records in the numbers and hash slices of their shards, changes of an item that follow
// on each other.

#include <cstdint>

#include "engine/catalog_verifier.h"
#include "engine/finding.h"
#include "kv/store.h"

namespace dynarocks::engine {

/// Answers how many records there are. One walk, which remembers the latest state of a bounded
/// number of items: the changes of others are not compared.
[[nodiscard]] std::uint64_t verify_stream_log(const kv::Store& store,
                                              const CatalogContents& catalog,
                                              const FoundFinding& found, const RowsRead& progress);

}  // namespace dynarocks::engine
