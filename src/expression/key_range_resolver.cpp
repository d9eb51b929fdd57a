#include "expression/key_range_resolver.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "codec/value_view.h"
#include "model/limits.h"

namespace dynarocks::expression {

namespace {

using model::KeyAttribute;
using model::KeyType;

model::ApiError missed_key_element(std::string_view name) {
  return model::validation_error("Query condition missed key schema element: " + std::string(name));
}

model::ApiError not_supported() {
  return model::validation_error("Query key condition not supported");
}

std::string_view scalar(const std::string& encoded) { return codec::ValueView(encoded).scalar(); }

/// A key attribute and the clause that speaks of it, if any.
struct Match {
  const KeyAttribute* attribute;
  const KeyClause* clause;
};

std::string join_names(const std::vector<const Match*>& matches) {
  std::string names;
  for (const Match* match : matches) {
    if (!names.empty()) names += ", ";
    names += match->attribute->name;
  }
  return names;
}

model::ApiResult<void> check_type(const Match& match) {
  if (!match.clause->is_indexable) {
    return failure(
        model::validation_error("Attempted conditional constraint is not an indexable operation"));
  }
  for (const std::string& value : match.clause->values) {
    if (codec::ValueView(value).type() == match.attribute->type) continue;
    return failure(model::validation_error(
        "One or more parameter values were invalid: Condition parameter type does not match schema "
        "type"));
  }
  return {};
}

/// Bytes of the longer operand: what the key could be as long as.
std::size_t value_bytes(const KeyClause& clause) {
  std::size_t bytes = 0;
  for (const std::string& value : clause.values) bytes = std::max(bytes, scalar(value).size());
  return bytes;
}

model::ApiResult<void> check_not_empty(const Match& match) {
  if (match.attribute->type == model::AttributeType::N) return {};
  for (const std::string& value : match.clause->values) {
    if (!scalar(value).empty()) continue;
    const bool is_text = match.attribute->type == model::AttributeType::S;
    return failure(model::validation_error(
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
        "contain an empty " +
        std::string(is_text ? "string" : "binary") + " value. Key: " + match.attribute->name));
  }
  return {};
}

model::ApiResult<void> check_values(const std::vector<Match>& side, KeyType key_type) {
  std::size_t bytes = 0;
  for (const Match& match : side) {
    if (match.clause == nullptr) continue;
    DYNAROCKS_TRY(check_not_empty(match));
    bytes += value_bytes(*match.clause);
  }
  const bool is_hash = key_type == KeyType::HASH;
  if (is_hash && bytes > model::limits::hash_key_bytes) {
    // The service's text lacks the blank before the number.
    return failure(model::validation_error(
        "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size "
        "limit of2048 bytes"));
  }
  if (!is_hash && bytes > model::limits::range_key_bytes) {
    return failure(model::validation_error(
        "One or more parameter values were invalid: Aggregated size of all range keys has exceeded "
        "the size limit of 1024 bytes"));
  }
  return {};
}

class KeyRangeResolver {
 public:
  KeyRangeResolver(const std::vector<KeyClause>& clauses, const model::KeyAttributes& key,
                   const KeyAttributeCheck& before)
      : clauses_(clauses), key_size_(key.size()), before_(before) {
    for (const KeyAttribute& attribute : key) {
      const auto clause = std::find_if(clauses.begin(), clauses.end(), [&](const KeyClause& c) {
        return c.attribute_name == attribute.name;
      });
      auto& side = attribute.key_type == KeyType::HASH ? hash_ : range_;
      side.push_back({&attribute, clause == clauses.end() ? nullptr : &*clause});
    }
  }

  [[nodiscard]] model::ApiResult<KeyRange> resolve() {
    DYNAROCKS_TRY(check_count());
    DYNAROCKS_TRY(check_hash());
    DYNAROCKS_TRY(check_range());
    DYNAROCKS_TRY(check_values(hash_, KeyType::HASH));
    DYNAROCKS_TRY(check_values(range_, KeyType::RANGE));
    return range();
  }

 private:
  [[nodiscard]] model::ApiResult<void> check_count() const;
  [[nodiscard]] model::ApiResult<void> check_hash() const;
  [[nodiscard]] model::ApiResult<void> check_range() const;
  [[nodiscard]] KeyRange range() const;

  const std::vector<KeyClause>& clauses_;
  std::size_t key_size_;
  const KeyAttributeCheck& before_;
  std::vector<Match> hash_;
  std::vector<Match> range_;
};

model::ApiResult<void> KeyRangeResolver::check_count() const {
  // A second condition on a hash-only key has a text of its own.
  if (clauses_.size() == 2 && key_size_ == 1) return failure(not_supported());
  if (clauses_.size() > key_size_) {
    return failure(model::validation_error(
        "The number of query conditions (" + std::to_string(clauses_.size()) +
        ") exceeds the number of key attributes defined in the schema (" +
        std::to_string(key_size_) + ")"));
  }
  return {};
}

model::ApiResult<void> KeyRangeResolver::check_hash() const {
  std::vector<const Match*> without_equality;
  for (const Match& match : hash_) {
    if (before_) DYNAROCKS_TRY(before_(*match.attribute));
    if (match.clause == nullptr && hash_.size() == 1) {
      return failure(missed_key_element(match.attribute->name));
    }
    if (match.clause != nullptr) DYNAROCKS_TRY(check_type(match));
    if (match.clause == nullptr || match.clause->op != KeyOperator::eq) {
      without_equality.push_back(&match);
    }
  }
  if (without_equality.empty()) return {};
  if (hash_.size() == 1) return failure(not_supported());
  return failure(model::validation_error("HASH key attributes " + join_names(without_equality) +
                                         " must have equality conditions specified in the query"));
}

model::ApiResult<void> KeyRangeResolver::check_range() const {
  std::size_t used = 0;
  std::vector<const Match*> without_equality;
  for (const Match& match : range_) {
    if (before_) DYNAROCKS_TRY(before_(*match.attribute));
    if (match.clause != nullptr) {
      ++used;
      DYNAROCKS_TRY(check_type(match));
      if (!without_equality.empty()) {
        return failure(model::validation_error(
            "RANGE key attributes " + join_names(without_equality) +
            " must have equality conditions specified in the query because a condition is present "
            "on key attribute " +
            match.attribute->name));
      }
    }
    if (match.clause == nullptr || match.clause->op != KeyOperator::eq) {
      without_equality.push_back(&match);
    }
  }
  // Each hash attribute has its clause, so a clause left over speaks of no key attribute.
  if (hash_.size() + used == clauses_.size()) return {};
  for (const Match& match : range_) {
    if (match.clause == nullptr) return failure(missed_key_element(match.attribute->name));
  }
  return failure(not_supported());
}

KeyRange KeyRangeResolver::range() const {
  KeyRange range;
  for (const Match& match : hash_) range.hash.emplace_back(scalar(match.clause->values.front()));
  for (const Match& match : range_) {
    if (match.clause == nullptr) break;
    const std::vector<std::string>& values = match.clause->values;
    if (match.clause->op == KeyOperator::eq) {
      range.range_equal.emplace_back(scalar(values.front()));
      continue;
    }
    KeyRange::Bound bound{match.clause->op, std::string(scalar(values.front())), {}};
    if (bound.op == KeyOperator::between) bound.high = scalar(values.back());
    range.range_bound = std::move(bound);
    break;
  }
  return range;
}

}  // namespace

model::ApiResult<KeyRange> resolve_key_range(const std::vector<KeyClause>& clauses,
                                             const model::KeyAttributes& key,
                                             const KeyAttributeCheck& before) {
  return KeyRangeResolver(clauses, key, before).resolve();
}

}  // namespace dynarocks::expression
