#pragma once
// Who a table belongs to and what it is called. Two accounts, or two Regions, may each have a table
// of one name.

#include <compare>
#include <string>

namespace dynarocks::model {

/// The caller's place: from the credential scope (Region) and the access key (account).
struct AccountRegion {
  std::string account_id;  // 12 digits
  std::string region;      // "us-east-1"
  friend auto operator<=>(const AccountRegion&, const AccountRegion&) = default;
};

struct TableKey {
  AccountRegion owner;
  std::string table_name;
  friend auto operator<=>(const TableKey&, const TableKey&) = default;
};

/// arn:aws:dynamodb:<region>:<account>:table/<name>
[[nodiscard]] std::string table_arn(const TableKey& key);

}  // namespace dynarocks::model
