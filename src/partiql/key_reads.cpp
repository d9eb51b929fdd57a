#include "partiql/key_reads.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "codec/key_codec.h"
#include "codec/value_view.h"
#include "expression/bound_operand.h"
#include "model/limits.h"
#include "partiql/conjunction.h"
#include "partiql/faults.h"

namespace dynarocks::partiql {

namespace {

using expression::BoundTerm;
using expression::KeyClause;
using expression::KeyOperator;
using expression::KeyRange;
using Connective = expression::ast::Connective;

/// Sort keys as bytes, which compare as the keys do.
struct Interval {
  std::string low;
  bool low_open = false;
  std::optional<std::string> high;  // nothing: no upper bound
  bool high_open = false;
};

Interval interval_of(const KeyRange& range) {
  if (!range.range_equal.empty()) {
    return {range.range_equal[0], false, range.range_equal[0], false};
  }
  if (!range.range_bound) return {};
  const KeyRange::Bound& bound = *range.range_bound;
  switch (bound.op) {
    case KeyOperator::lt:
      return {{}, false, bound.low, true};
    case KeyOperator::le:
      return {{}, false, bound.low, false};
    case KeyOperator::gt:
      return {bound.low, true, std::nullopt, false};
    case KeyOperator::ge:
      return {bound.low, false, std::nullopt, false};
    case KeyOperator::between:
      return {bound.low, false, bound.high, false};
    case KeyOperator::begins_with: {
      std::string successor = codec::prefix_successor(bound.low);
      if (successor.empty()) return {bound.low, false, std::nullopt, false};
      return {bound.low, false, std::move(successor), true};
    }
    case KeyOperator::eq:
      break;
  }
  return {};
}

/// Whether all of `a` comes before all of `b`.
bool is_before(const Interval& a, const Interval& b) {
  if (!a.high) return false;
  if (*a.high != b.low) return *a.high < b.low;
  return a.high_open || b.low_open;
}

bool has_sort_range(const KeyRange& range) {
  return !range.range_equal.empty() || range.range_bound.has_value();
}

/// What one branch asks of one partition.
struct Part {
  const KeyBranch* branch;
  KeyRange range;
};

struct Partition {
  std::string key;  // scalar bytes
  std::vector<Part> parts;
};

model::ApiResult<void> check_apart(std::vector<Part>& parts) {
  std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
    const Interval left = interval_of(a.range);
    const Interval right = interval_of(b.range);
    return left.low != right.low ? left.low < right.low : left.low_open < right.low_open;
  });
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (is_before(interval_of(parts[i - 1].range), interval_of(parts[i].range))) continue;
    return failure(
        fault("Overlapping conditions with range keys are not supported in where clause"));
  }
  return {};
}

/// A sort key's condition as a filter has it.
BoundTerm term_of(const KeyClause& clause) {
  using expression::PredicateKind;
  PredicateKind kind = PredicateKind::eq;
  switch (clause.op) {
    case KeyOperator::eq:
      break;
    case KeyOperator::lt:
      kind = PredicateKind::lt;
      break;
    case KeyOperator::le:
      kind = PredicateKind::le;
      break;
    case KeyOperator::gt:
      kind = PredicateKind::gt;
      break;
    case KeyOperator::ge:
      kind = PredicateKind::ge;
      break;
    case KeyOperator::between:
      kind = PredicateKind::between;
      break;
    case KeyOperator::begins_with:
      kind = PredicateKind::begins_with;
      break;
  }
  std::vector<expression::BoundOperand> operands;
  operands.push_back({expression::DocumentPath{{clause.attribute_name}}});
  for (const std::string& value : clause.values) operands.push_back({expression::Literal{value}});
  return BoundTerm{expression::BoundPredicate{kind, std::move(operands)}};
}

/// One read of the whole partition, for branches of which one asks for all of it.
KeyRead whole_partition(const Partition& partition) {
  KeyRead read;
  std::vector<BoundTerm> alternatives;
  for (const Part& part : partition.parts) {
    if (!has_sort_range(part.range)) read.range = part.range;
    std::vector<BoundTerm> terms = part.branch->rest;
    if (part.branch->sort_clause) terms.push_back(term_of(*part.branch->sort_clause));
    std::optional<BoundTerm> joined = join_terms(std::move(terms), Connective::and_);
    if (!joined) return {part.range, std::nullopt};
    alternatives.push_back(std::move(*joined));
  }
  read.filter = join_terms(std::move(alternatives), Connective::or_);
  return read;
}

model::ApiResult<PartitionReads> reads_of(Partition partition) {
  PartitionReads reads{partition.key, {}};
  const bool reads_all = std::any_of(partition.parts.begin(), partition.parts.end(),
                                     [](const Part& part) { return !has_sort_range(part.range); });
  if (reads_all) {
    reads.reads.push_back(whole_partition(partition));
    return reads;
  }
  DYNAROCKS_TRY(check_apart(partition.parts));
  for (Part& part : partition.parts) {
    reads.reads.push_back({std::move(part.range), join_terms(part.branch->rest, Connective::and_)});
  }
  return reads;
}

}  // namespace

model::ApiResult<std::vector<PartitionReads>> key_reads(const std::vector<KeyBranch>& branches,
                                                        const model::KeyAttributes& key) {
  std::vector<Partition> partitions;
  for (const KeyBranch& branch : branches) {
    if (branch.partition_keys.size() > model::limits::in_partition_keys) {
      return failure(fault(expression::too_many_in_operands(branch.partition_keys.size())));
    }
    std::vector<std::string_view> seen;  // a value may be listed twice
    for (const expression::Literal& value : branch.partition_keys) {
      if (std::find(seen.begin(), seen.end(), value.encoded) != seen.end()) continue;
      seen.push_back(value.encoded);
      std::vector<KeyClause> clauses = {{key.front().name, KeyOperator::eq, {value.encoded}}};
      if (branch.sort_clause) clauses.push_back(*branch.sort_clause);
      const auto condition = expression::KeyCondition::from_clauses(std::move(clauses));
      DYNAROCKS_ASSIGN(KeyRange range, condition.resolve(key));
      auto partition = std::find_if(
          partitions.begin(), partitions.end(),
          [&range](const Partition& candidate) { return candidate.key == range.hash.front(); });
      if (partition == partitions.end()) {
        partition = partitions.insert(partitions.end(), {range.hash.front(), {}});
      }
      partition->parts.push_back({&branch, std::move(range)});
    }
  }
  std::vector<PartitionReads> all;
  for (Partition& partition : partitions) {
    DYNAROCKS_ASSIGN(PartitionReads reads, reads_of(std::move(partition)));
    all.push_back(std::move(reads));
  }
  return all;
}

}  // namespace dynarocks::partiql
