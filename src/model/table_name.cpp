#include "model/table_name.h"

namespace dynarocks::model {

std::string table_arn(const TableKey& key) {
  std::string arn = "arn:aws:dynamodb:";
  arn += key.owner.region;
  arn += ':';
  arn += key.owner.account_id;
  arn += ":table/";
  arn += key.table_name;
  return arn;
}

}  // namespace dynarocks::model
