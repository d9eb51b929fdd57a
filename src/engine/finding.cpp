#include "engine/finding.h"

namespace dynarocks::engine {

std::string subject_of(const model::TableKey& table) {
  return "table " + table.table_name + " (" + table.owner.account_id + ", " + table.owner.region +
         ")";
}

std::string subject_of(const model::StreamKey& stream) {
  return "stream " + stream.label + " of " + subject_of(stream.table);
}

}  // namespace dynarocks::engine
