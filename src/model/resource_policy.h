#pragma once
// The policy of a table or a stream: what it allows and denies to whom. What it says to a request:
// auth/policy_evaluator.h.

#include <optional>
#include <string>

#include "base/clock.h"

namespace dynarocks::model {

struct ResourcePolicy {
  /// In canonical form (auth/policy_text.h); empty when there is none.
  std::string document;
  /// When it was last put or deleted. Grows with every change, so it also names the change: the
  /// RevisionId.
  std::optional<EpochMillis> last_change;

  friend bool operator==(const ResourcePolicy&, const ResourcePolicy&) = default;
};

}  // namespace dynarocks::model
