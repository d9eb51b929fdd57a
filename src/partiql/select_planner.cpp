#include "partiql/select_planner.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "partiql/conjunction.h"
#include "partiql/faults.h"
#include "partiql/key_reads.h"
#include "partiql/write_planner.h"

namespace dynarocks::partiql {

namespace {

using expression::DocumentPath;
using Done = model::ApiResult<void>;
using Partitions = std::vector<PartitionReads>;

bool has_multi_attribute_key(const TargetIndex& index) {
  const auto count = [&index](model::KeyType type) {
    return std::count_if(index.key.begin(), index.key.end(),
                         [type](const auto& attribute) { return attribute.key_type == type; });
  };
  return count(model::KeyType::HASH) > 1 || count(model::KeyType::RANGE) > 1;
}

/// The attributes that the index's entries lack, each once, in order of appearance.
std::vector<std::string> unprojected(const TargetIndex& index,
                                     const std::vector<DocumentPath>& paths) {
  std::vector<std::string> names;
  for (const DocumentPath& path : paths) {
    const std::string& name = path.attribute();
    if (index.projects(name)) continue;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

std::string bracketed(const std::vector<std::string>& names) {
  std::string text = "[";
  for (const std::string& name : names) {
    if (text.size() > 1) text += ", ";
    text += name;
  }
  return text + "]";
}

/// The path as a statement writes it, without quotes.
std::string dotted(const DocumentPath& path) {
  std::string text = path.attribute();
  for (std::size_t i = 1; i < path.elements.size(); ++i) {
    if (const auto* name = std::get_if<std::string>(&path.elements[i])) {
      text += "." + *name;
    } else {
      text += "[" + std::to_string(std::get<std::uint32_t>(path.elements[i])) + "]";
    }
  }
  return text;
}

/// Which part of the key an ordering names.
model::ApiResult<model::KeyType> ordered_by(const BoundOrdering& ordering,
                                            const model::KeyAttributes& key) {
  const auto attribute =
      std::find_if(key.begin(), key.end(), [&ordering](const model::KeyAttribute& candidate) {
        return !ordering.path.is_nested() && candidate.name == ordering.path.attribute();
      });
  if (attribute != key.end()) return attribute->key_type;
  return failure(fault("Attribute " + dotted(ordering.path) +
                       " in ORDER BY clause must be part of the primary key"));
}

class SelectPlanner {
 public:
  SelectPlanner(const BoundSelect& select, const TargetTable& table, bool consistent_read)
      : select_(select), table_(table), consistent_read_(consistent_read) {}

  [[nodiscard]] model::ApiResult<SelectPlan> plan();

 private:
  [[nodiscard]] const TargetIndex* index() const {
    return plan_.index ? &table_.indexes[*plan_.index] : nullptr;
  }
  [[nodiscard]] const model::KeyAttributes& key() const {
    return index() == nullptr ? table_.key : index()->key;
  }
  [[nodiscard]] Done find_index();
  [[nodiscard]] Done check_projection();
  [[nodiscard]] Done find_access();
  [[nodiscard]] Done check_filter();
  [[nodiscard]] Done check_order() const;
  /// Brings the partitions into the order asked for.
  void order(Partitions& partitions);
  void add_reads(Partitions partitions);

  const BoundSelect& select_;
  const TargetTable& table_;
  bool consistent_read_;
  Partitions partitions_;  // of a query
  SelectPlan plan_;
};

Done SelectPlanner::find_index() {
  if (!select_.index) return {};
  const auto found = std::find_if(
      table_.indexes.begin(), table_.indexes.end(),
      [this](const TargetIndex& candidate) { return candidate.name == *select_.index; });
  if (found == table_.indexes.end()) {
    return failure(fault("The table does not have the specified index"));
  }
  plan_.index = static_cast<std::size_t>(found - table_.indexes.begin());
  if (has_multi_attribute_key(*found)) {
    return failure(
        fault("PartiQL statements cannot be executed on tables with multi-attribute HASH keys or "
              "multi-attribute RANGE keys."));
  }
  if (found->is_global && consistent_read_) {
    return failure(fault("Strongly consistent read is not supported on Global Secondary Indexes"));
  }
  return {};
}

Done SelectPlanner::check_projection() {
  plan_.projection = select_.projection;
  if (index() == nullptr || !plan_.projection) return {};
  const std::vector<std::string> lacking = unprojected(*index(), plan_.projection->paths());
  if (lacking.empty()) return {};
  if (!index()->is_global) {
    plan_.fetch_items = true;
    return {};
  }
  return failure(fault("One or more parameter values were invalid: Global secondary index " +
                       index()->name + " does not project " + bracketed(lacking)));
}

Done SelectPlanner::find_access() {
  if (!select_.where) return {};
  const auto branches = key_branches(*select_.where, key());
  if (!branches) return {};
  DYNAROCKS_ASSIGN(partitions_, key_reads(*branches, key()));
  plan_.access = Access::query;
  if (index() != nullptr) return {};
  std::optional<KeyedItem> item = find_keyed_item(select_.where, table_.key);
  if (item) {
    plan_.access = Access::get;
    plan_.key = std::move(item->key);
  }
  return {};
}

Done SelectPlanner::check_filter() {
  if (index() == nullptr || !select_.where) return {};
  const std::vector<std::string> lacking =
      unprojected(*index(), expression::paths_of(*select_.where));
  if (lacking.empty()) return {};
  if (plan_.access == Access::query) {
    return failure(fault("One or more parameter values were invalid: Secondary index " +
                         index()->name +
                         " does not project one or more filter attributes: " + bracketed(lacking)));
  }
  if (index()->is_global) return {};
  plan_.fetch_items = true;
  if (plan_.projection) return {};
  // Whole items are looked at, but no more than an entry is to be seen.
  std::vector<DocumentPath> entry;
  for (const std::string& name : *index()->attributes) entry.push_back(DocumentPath{{name}});
  plan_.projection.emplace(std::move(entry));
  return {};
}

Done SelectPlanner::check_order() const {
  if (select_.order_by.empty()) return {};
  if (!select_.where) {
    return failure(fault("Must have WHERE clause in the statement when using ORDER BY clause."));
  }
  bool by_partition_key = false;
  for (const BoundOrdering& ordering : select_.order_by) {
    DYNAROCKS_ASSIGN(const model::KeyType key_type, ordered_by(ordering, key()));
    by_partition_key = by_partition_key || key_type == model::KeyType::HASH;
  }
  if (plan_.access == Access::scan) {
    return failure(
        fault("Must have at least one non-optional hash key condition in WHERE clause when using "
              "ORDER BY clause."));
  }
  if (partitions_.size() > 1 && !by_partition_key) {
    return failure(
        fault("Must have hash key in ORDER BY clause when more than one hash key condition "
              "specified in WHERE clause."));
  }
  return {};
}

void SelectPlanner::order(Partitions& partitions) {
  for (const BoundOrdering& ordering : select_.order_by) {
    if (ordering.path.attribute() != key().front().name) {
      plan_.forward = !ordering.descending;
      continue;
    }
    std::sort(partitions.begin(), partitions.end(),
              [&ordering](const PartitionReads& a, const PartitionReads& b) {
                return ordering.descending ? b.partition_key < a.partition_key
                                           : a.partition_key < b.partition_key;
              });
  }
  if (plan_.forward) return;
  for (PartitionReads& partition : partitions) {
    std::reverse(partition.reads.begin(), partition.reads.end());
  }
}

void SelectPlanner::add_reads(Partitions partitions) {
  for (PartitionReads& partition : partitions) {
    for (KeyRead& read : partition.reads) {
      plan_.reads.push_back({std::move(read.range), std::move(read.filter)});
    }
  }
}

model::ApiResult<SelectPlan> SelectPlanner::plan() {
  DYNAROCKS_TRY(find_index());
  DYNAROCKS_TRY(check_projection());
  DYNAROCKS_TRY(find_access());
  DYNAROCKS_TRY(check_filter());
  DYNAROCKS_TRY(check_order());
  if (plan_.access == Access::scan) {
    std::optional<expression::Condition> filter;
    if (select_.where) filter = condition_of(*select_.where);
    plan_.reads.push_back({std::nullopt, std::move(filter)});
  } else {
    order(partitions_);
    add_reads(std::move(partitions_));
  }
  return std::move(plan_);
}

}  // namespace

model::ApiResult<SelectPlan> plan_select(const BoundSelect& select, const TargetTable& table,
                                         bool consistent_read) {
  return SelectPlanner(select, table, consistent_read).plan();
}

model::ApiResult<std::optional<ItemSelectPlan>> plan_item_select(const BoundSelect& select,
                                                                 const model::KeyAttributes& key) {
  std::optional<KeyedItem> item;
  if (!select.index) item = find_keyed_item(select.where, key);
  if (!item) return std::optional<ItemSelectPlan>();
  for (const BoundOrdering& ordering : select.order_by) {
    DYNAROCKS_TRY(ordered_by(ordering, key));
  }
  std::optional<ItemSelectPlan> plan(ItemSelectPlan{std::move(item->key), std::nullopt});
  if (item->rest) plan->filter = condition_of(std::move(*item->rest));
  return plan;
}

}  // namespace dynarocks::partiql
