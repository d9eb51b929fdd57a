#include "engine/store_verifier.h"

#include "engine/catalog_verifier.h"
#include "engine/stream_verifier.h"
#include "engine/table_verifier.h"

namespace dynarocks::engine {

StoreTotals verify_store(const kv::Store& store, const std::vector<kv::SpaceId>& spaces,
                         const FoundFinding& found, const RowsRead& progress) {
  const CatalogContents catalog = verify_catalog(store, spaces, found);
  StoreTotals totals;
  totals.tables = catalog.tables.size();
  for (const codec::TableRecord& table : catalog.tables) {
    const TableTotals counted = verify_table(store, table, found, progress);
    totals.items += counted.items;
    totals.index_entries += counted.index_entries;
  }
  if (catalog.stream_log) {
    totals.stream_records = verify_stream_log(store, catalog, found, progress);
  }
  return totals;
}

}  // namespace dynarocks::engine
