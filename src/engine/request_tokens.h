#pragma once
// ClientRequestTokens: a request that is sent again with its token within ten minutes is answered
// without being carried out again, also after a restart. Source: reference "item operations",
// section 12.

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/clock.h"
#include "kv/store.h"
#include "model/api_error.h"
#include "model/table_name.h"

namespace dynarocks::engine {

class RequestTokens {
 public:
  RequestTokens(kv::Store& store, const Clock& clock) : store_(store), clock_(clock) {}

  /// The right to carry out the request of one token, given up when it is destroyed. Unless it is
  /// remembered by then, the token is as if it had never been used.
  class Claim {
   public:
    Claim(Claim&& other) noexcept;
    Claim& operator=(Claim&&) = delete;
    ~Claim();

    /// Set when the request was completed before and must not be carried out again: for each
    /// action, the 4 KiB blocks of the larger image of its item.
    [[nodiscard]] const std::optional<std::vector<std::uint64_t>>& completed_read_blocks() const {
      return completed_read_blocks_;
    }

    /// Adds the memory of the request, completed now, to the batch that carries it out.
    void remember(kv::Batch& batch, std::vector<std::uint64_t> read_blocks) const;

   private:
    friend class RequestTokens;
    Claim(RequestTokens& tokens, std::string row, std::string_view request_digest);
    RequestTokens* tokens_;  // null when moved from
    std::string row_;
    std::string request_digest_;
    std::optional<std::vector<std::uint64_t>> completed_read_blocks_;
    std::optional<EpochMillis> expired_millis_;  // of an earlier use that is still stored
  };

  /// `request_digest` (codec/digest.h) is that of everything in the request that gives it meaning.
  /// Errors: TransactionInProgressException while another claim of the token lives;
  /// IdempotentParameterMismatchException when the token stands for another request.
  [[nodiscard]] model::ApiResult<Claim> claim(const model::AccountRegion& owner,
                                              std::string_view token,
                                              std::string_view request_digest);

  /// Forgets every request that was completed before the call.
  [[nodiscard]] kv::StoreResult<void> forget_all();

 private:
  [[nodiscard]] model::ApiResult<void> recall(Claim& claim) const;
  /// Removes some of the expired tokens nobody claims. Under mutex_.
  [[nodiscard]] kv::StoreResult<void> remove_expired();

  kv::Store& store_;
  const Clock& clock_;
  std::mutex mutex_;  // guards the members below, and stored tokens that nobody claims
  std::unordered_set<std::string> claimed_;
  std::size_t claims_until_removal_ = 0;
};

}  // namespace dynarocks::engine
