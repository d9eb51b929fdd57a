#include "engine/request_tokens.h"

#include <utility>

#include "codec/key_codec.h"
#include "codec/layout.h"
#include "codec/request_token_codec.h"
#include "engine/store_failure.h"
#include "model/limits.h"

namespace dynarocks::engine {

using model::ApiError;
using model::ApiResult;

namespace {

/// How often expired tokens are removed, and how many at a time: faster than they can be made, so
/// that the store keeps little more than those of the last ten minutes.
constexpr std::size_t claims_per_removal = 32;
constexpr std::size_t removed_at_once = 64;

ApiError token_error(model::ErrorCode code, std::string message) {
  ApiError error;
  error.code = code;
  error.message = std::move(message);
  return error;
}

}  // namespace

RequestTokens::Claim::Claim(RequestTokens& tokens, std::string row, std::string_view request_digest)
    : tokens_(&tokens), row_(std::move(row)), request_digest_(request_digest) {}

RequestTokens::Claim::Claim(Claim&& other) noexcept
    : tokens_(std::exchange(other.tokens_, nullptr)),
      row_(std::move(other.row_)),
      request_digest_(std::move(other.request_digest_)),
      completed_read_blocks_(std::move(other.completed_read_blocks_)),
      expired_millis_(other.expired_millis_) {}

RequestTokens::Claim::~Claim() {
  if (tokens_ == nullptr) return;
  const std::scoped_lock lock(tokens_->mutex_);
  tokens_->claimed_.erase(row_);
}

void RequestTokens::Claim::remember(kv::Batch& batch,
                                    std::vector<std::uint64_t> read_blocks) const {
  const EpochMillis now = tokens_->clock_.now_millis();
  // The old expiry row would have the new token removed before its time.
  if (expired_millis_) {
    batch.erase(kv::catalog_space, codec::request_expiry_row(*expired_millis_, row_));
  }
  batch.put(kv::catalog_space, row_,
            codec::encode_request_token({now, request_digest_, std::move(read_blocks)}));
  batch.put(kv::catalog_space, codec::request_expiry_row(now, row_), {});
}

ApiResult<RequestTokens::Claim> RequestTokens::claim(const model::AccountRegion& owner,
                                                     std::string_view token,
                                                     std::string_view request_digest) {
  std::string row = codec::request_token_row(owner, token);
  {
    const std::scoped_lock lock(mutex_);
    if (claims_until_removal_ == 0) {
      if (const auto removed = remove_expired(); !removed) {
        return failure(store_failure(removed.error()));
      }
      claims_until_removal_ = claims_per_removal;
    }
    --claims_until_removal_;
    if (!claimed_.insert(row).second) {
      return failure(token_error(model::ErrorCode::transaction_in_progress,
                                 "Transaction from previous request is still in progress"));
    }
  }
  Claim claim(*this, std::move(row), request_digest);
  DYNAROCKS_TRY(recall(claim));
  return claim;
}

ApiResult<void> RequestTokens::recall(Claim& claim) const {
  const auto stored = kv::get_copy(store_, kv::catalog_space, claim.row_);
  if (!stored) return failure(store_failure(stored.error()));
  if (!*stored) return {};
  auto record = codec::decode_request_token(**stored);
  if (!record) {
    return failure(store_failure({kv::StoreError::Kind::corrupt,
                                  "a request token cannot be read; restore the data directory from "
                                  "a backup or start with an empty one"}));
  }
  if (clock_.now_millis() - record->completed_millis >= model::limits::request_token_millis) {
    claim.expired_millis_ = record->completed_millis;
    return {};
  }
  if (record->request_digest != claim.request_digest_) {
    return failure(token_error(
        model::ErrorCode::idempotent_parameter_mismatch,
        "Request rejected because the client request token was already used for another request"));
  }
  claim.completed_read_blocks_ = std::move(record->read_blocks);
  return {};
}

kv::StoreResult<void> RequestTokens::forget_all() {
  const auto batch = store_.begin();
  for (const std::string_view rows : {codec::request_token_rows, codec::request_expiry_rows}) {
    batch->erase_range(kv::catalog_space, rows, codec::prefix_successor(rows));
  }
  return store_.commit(*batch);
}

kv::StoreResult<void> RequestTokens::remove_expired() {
  const EpochMillis live = clock_.now_millis() - model::limits::request_token_millis + 1;
  const kv::Range expired{std::string(codec::request_expiry_rows),
                          codec::request_expiry_row(live, {}), true};
  DYNAROCKS_ASSIGN(const auto cursor, store_.scan(kv::catalog_space, expired, nullptr));
  const auto batch = store_.begin();
  std::size_t removed = 0;
  for (; cursor->valid() && removed < removed_at_once; cursor->next()) {
    const std::string token_row(codec::listed_request_token_row(cursor->key()));
    if (claimed_.contains(token_row)) continue;
    batch->erase(kv::catalog_space, token_row);
    batch->erase(kv::catalog_space, cursor->key());
    ++removed;
  }
  DYNAROCKS_TRY(cursor->status());
  if (removed == 0) return {};
  return store_.commit(*batch);
}

}  // namespace dynarocks::engine
