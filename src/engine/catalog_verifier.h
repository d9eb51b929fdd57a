#pragma once
// Whether the rows of the catalog can be read and agree with each other and with the spaces there
// are.

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "codec/stream_codec.h"
#include "codec/table_codec.h"
#include "engine/finding.h"
#include "kv/store.h"

namespace dynarocks::engine {

/// What the catalog says is there: the records that can be read, and whose space is.
struct CatalogContents {
  std::vector<codec::TableRecord> tables;
  std::optional<codec::StreamLogEntry> stream_log;
  std::map<std::uint64_t, codec::StreamEntry> streams;  // by id, deliveries too
  /// Whether some rows could not be read, so that what seems to be missing may be there.
  bool is_partial = false;
};

/// `spaces` are all there are, with the catalog. Keeps the tables and streams in memory, as a
/// server does, and nothing of the other rows.
[[nodiscard]] CatalogContents verify_catalog(const kv::Store& store,
                                             const std::vector<kv::SpaceId>& spaces,
                                             const FoundFinding& found);

}  // namespace dynarocks::engine
