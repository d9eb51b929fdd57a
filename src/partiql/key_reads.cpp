#include "partiql/key_reads.h"

#include <algorithm>
#include <cstddef>
#include <unordered_map>
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
  std::size_t branch;
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

/// Makes the reads of partitions. A filter is made once, however many reads have it.
class ReadMaker {
 public:
  explicit ReadMaker(const std::vector<KeyBranch>& branches) : branches_(branches) {
    for (const KeyBranch& branch : branches) filters_.push_back(filter_of(rest_of(branch)));
  }

  [[nodiscard]] model::ApiResult<PartitionReads> reads_of(Partition partition);

 private:
  using Filter = std::optional<expression::Condition>;

  [[nodiscard]] static std::vector<BoundTerm> rest_of(const KeyBranch& branch);
  [[nodiscard]] static Filter filter_of(std::vector<BoundTerm> terms);
  /// For branches of which one asks for all of the partition.
  [[nodiscard]] KeyRead whole_partition(const Partition& partition);
  [[nodiscard]] Filter any_of(const std::vector<std::size_t>& branches) const;

  const std::vector<KeyBranch>& branches_;
  std::vector<Filter> filters_;  // of the branches, without their sort keys
  /// The branches that the last whole partition was read for, and the filter they had. Partitions
  /// that one IN lists have the same.
  std::vector<std::size_t> last_branches_;
  Filter last_filter_;
};

std::vector<BoundTerm> ReadMaker::rest_of(const KeyBranch& branch) {
  std::vector<BoundTerm> terms;
  terms.reserve(branch.rest.size() + 1);
  for (const BoundTerm* term : branch.rest) terms.push_back(*term);
  return terms;
}

ReadMaker::Filter ReadMaker::filter_of(std::vector<BoundTerm> terms) {
  std::optional<BoundTerm> joined = join_terms(std::move(terms), Connective::and_);
  if (!joined) return std::nullopt;
  return condition_of(std::move(*joined));
}

ReadMaker::Filter ReadMaker::any_of(const std::vector<std::size_t>& branches) const {
  std::vector<BoundTerm> alternatives;
  for (const std::size_t number : branches) {
    const KeyBranch& branch = branches_[number];
    std::vector<BoundTerm> terms = rest_of(branch);
    if (branch.sort_clause) terms.push_back(term_of(*branch.sort_clause));
    std::optional<BoundTerm> joined = join_terms(std::move(terms), Connective::and_);
    if (!joined) return std::nullopt;  // a branch that lets everything pass
    alternatives.push_back(std::move(*joined));
  }
  return condition_of(*join_terms(std::move(alternatives), Connective::or_));
}

KeyRead ReadMaker::whole_partition(const Partition& partition) {
  KeyRead read;
  std::vector<std::size_t> branches;
  for (const Part& part : partition.parts) {
    if (!has_sort_range(part.range)) read.range = part.range;
    branches.push_back(part.branch);
  }
  if (branches != last_branches_) {
    last_filter_ = any_of(branches);
    last_branches_ = std::move(branches);
  }
  read.filter = last_filter_;
  return read;
}

model::ApiResult<PartitionReads> ReadMaker::reads_of(Partition partition) {
  PartitionReads reads{partition.key, {}};
  const bool reads_all = std::any_of(partition.parts.begin(), partition.parts.end(),
                                     [](const Part& part) { return !has_sort_range(part.range); });
  if (reads_all) {
    reads.reads.push_back(whole_partition(partition));
    return reads;
  }
  DYNAROCKS_TRY(check_apart(partition.parts));
  for (Part& part : partition.parts) {
    reads.reads.push_back({std::move(part.range), filters_[part.branch]});
  }
  return reads;
}

/// The partitions that the branches name, in order of first mention.
class PartitionList {
 public:
  void add(std::size_t branch, KeyRange range) {
    const std::string& key = range.hash.front();
    const auto [found, is_new] = numbers_.try_emplace(key, partitions.size());
    if (is_new) partitions.push_back({key, {}});
    partitions[found->second].parts.push_back({branch, std::move(range)});
  }

  std::vector<Partition> partitions;

 private:
  std::unordered_map<std::string, std::size_t> numbers_;
};

}  // namespace

model::ApiResult<std::vector<PartitionReads>> key_reads(const std::vector<KeyBranch>& branches,
                                                        const model::KeyAttributes& key) {
  PartitionList list;
  for (std::size_t number = 0; number < branches.size(); ++number) {
    const KeyBranch& branch = branches[number];
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
      list.add(number, std::move(range));
    }
  }
  ReadMaker maker(branches);
  std::vector<PartitionReads> all;
  for (Partition& partition : list.partitions) {
    DYNAROCKS_ASSIGN(PartitionReads reads, maker.reads_of(std::move(partition)));
    all.push_back(std::move(reads));
  }
  return all;
}

}  // namespace dynarocks::partiql
