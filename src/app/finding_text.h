#pragma once
// What verification finds, as lines for people.

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/finding.h"
#include "kv/inspection.h"

namespace dynarocks::app {

/// "table Music (000000000000, us-east-1): an index entry is missing, row I\xf6U..."
[[nodiscard]] std::string text_of(const engine::Finding& finding);
[[nodiscard]] std::string text_of(const kv::LogFault& fault);
[[nodiscard]] std::string text_of(const kv::TableFileFault& fault);

/// The bytes of a key with those that are no printable ASCII as \xNN; cut when it is long.
[[nodiscard]] std::string printable(std::string_view key);

/// Of many findings of one kind about one thing the first say enough.
class RepeatedFindings {
 public:
  /// Whether this one is among the first.
  [[nodiscard]] bool is_told(const engine::Finding& finding);
  /// One line for each kind that was cut short.
  [[nodiscard]] std::vector<std::string> remainders() const;

 private:
  std::map<std::pair<std::string, engine::FindingKind>, std::size_t> counts_;
};

}  // namespace dynarocks::app
