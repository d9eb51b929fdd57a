#include "engine/finding.h"

namespace dynarocks::engine {

std::string subject_of(const model::TableKey& table) {
  return "table " + table.table_name + " (" + table.owner.account_id + ", " + table.owner.region +
         ")";
}

}  // namespace dynarocks::engine
