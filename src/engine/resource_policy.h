#pragma once
// The stored policies of tables and streams, taken apart once so that no request has to.

#include <memory>

#include "auth/policy.h"
#include "model/stream.h"
#include "model/table_description.h"

namespace dynarocks::engine {

/// The policy of a table, or of a stream; null when it has none, and when it cannot be read.
[[nodiscard]] std::shared_ptr<const auth::Policy> parse_policy(
    const model::TableDescription& table);
[[nodiscard]] std::shared_ptr<const auth::Policy> parse_policy(
    const model::StreamDescription& stream);

/// Whether a policy that was stored, if there is one, can be read: without it nobody may serve what
/// it protects.
[[nodiscard]] bool is_readable(const model::ResourcePolicy& policy);

}  // namespace dynarocks::engine
