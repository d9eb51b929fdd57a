#pragma once
// Amazon Resource Names of DynamoDB: which table, and what of it, a caller named. Used wherever a
// table name may be given as an ARN, and for ResourceArn.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/table_name.h"

namespace dynarocks::model {

/// The part of a table an ARN names: arn:...:table/<name>[/<kind>/<detail>].
enum class ArnKind : std::uint8_t { table, index, stream, backup, export_, import };

/// arn:aws:dynamodb:<region>:<account>:table/<table name>[/<kind>/<detail>]
struct ParsedArn {
  ArnKind kind = ArnKind::table;
  /// Not compared with the caller's own Region and account; the table name is not checked.
  TableKey table;
  /// Index name, stream label, backup, export or import id; empty for a table.
  std::string detail;
  friend bool operator==(const ParsedArn&, const ParsedArn&) = default;
};

enum class ArnFault : std::uint8_t {
  format,         // not six colon-separated parts, no 12-digit account, an empty or unknown detail
  partition,      // not "aws"
  service,        // not "dynamodb"
  region,         // empty, or not letters, digits, "-", "_" and "." (Regions may be made up)
  resource_type,  // not "table"
};

/// Whether `text` claims to be an ARN rather than a name (names cannot contain a colon).
[[nodiscard]] bool looks_like_arn(std::string_view text);

/// Checks from left to right; the first fault is reported.
[[nodiscard]] Result<ParsedArn, ArnFault> parse_arn(std::string_view text);

}  // namespace dynarocks::model
