#include "model/table_lifecycle.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace dynarocks::model {
namespace {

/// Gives the table what its change was for.
struct Ending {
  TableDescription& table;

  void operator()(TableCreation&) const {}
  void operator()(ThroughputChange& change) const {
    table.billing_mode = change.billing_mode;
    table.last_update_to_pay_per_request = change.last_update_to_pay_per_request;
    table.provisioned_throughput = change.provisioned_throughput;
    // It may have been raised meanwhile, and never falls.
    WarmThroughput& warm = table.warm_throughput;
    warm.read_units_per_second =
        std::max(warm.read_units_per_second, change.warm_throughput.read_units_per_second);
    warm.write_units_per_second =
        std::max(warm.write_units_per_second, change.warm_throughput.write_units_per_second);
  }
  void operator()(StreamToggle&) const {}
  void operator()(ClassChange& change) const {
    table.table_class = change.table_class;
    table.table_class_update = change.update;
  }
  void operator()(EncryptionChange& change) const {
    table.kms_key_arn = std::move(change.kms_key_arn);
  }
  void operator()(TagsChange& change) const { table.tags = std::move(change.tags); }
  void operator()(TableDeletion&) const {}
  void operator()(DestinationChange& change) const {
    for (KinesisDestination& destination : table.kinesis_destinations) {
      if (destination.stream_arn == change.destination.stream_arn) {
        destination = change.destination;
      }
    }
  }
};

bool is_deletion(const TableTransition& transition) {
  return std::holds_alternative<TableDeletion>(transition.change);
}

}  // namespace

bool is_allocating(const GlobalSecondaryIndex& index) {
  return index.status == IndexStatus::CREATING && index.backfilling == false;
}

bool serves_items(const TableDescription& table) {
  return table.status != TableStatus::CREATING && table.status != TableStatus::DELETING;
}

void refresh_status(TableDescription& table) {
  const auto& indexes = table.global_secondary_indexes;
  const bool indexes_update_it = std::any_of(indexes.begin(), indexes.end(), [](const auto& index) {
    return is_allocating(index) || index.status == IndexStatus::DELETING;
  });
  if (under_way<TableDeletion>(table) != nullptr) {
    table.status = TableStatus::DELETING;
  } else if (under_way<TableCreation>(table) != nullptr) {
    table.status = TableStatus::CREATING;
  } else if (indexes_update_it || under_way<ThroughputChange>(table) != nullptr ||
             under_way<StreamToggle>(table) != nullptr ||
             under_way<ClassChange>(table) != nullptr) {
    table.status = TableStatus::UPDATING;
  } else {
    table.status = TableStatus::ACTIVE;
  }
}

void begin(TableDescription& table, TableTransition transition) {
  std::erase_if(table.transitions, [&](const TableTransition& other) {
    return other.change.index() == transition.change.index();
  });
  table.transitions.push_back(std::move(transition));
  refresh_status(table);
}

std::optional<EpochMillis> next_end(const TableDescription& table) {
  std::optional<EpochMillis> next;
  for (const TableTransition& transition : table.transitions) {
    next = std::min(next.value_or(transition.ends_at), transition.ends_at);
  }
  return next;
}

bool end_due(TableDescription& table, EpochMillis now) {
  bool deletion_is_due = false;
  for (TableTransition& transition : table.transitions) {
    if (transition.ends_at > now) continue;
    deletion_is_due = deletion_is_due || is_deletion(transition);
    std::visit(Ending{table}, transition.change);
  }
  std::erase_if(table.transitions, [&](const TableTransition& transition) {
    return transition.ends_at <= now && !is_deletion(transition);
  });
  refresh_status(table);
  return deletion_is_due;
}

void end_update(GlobalSecondaryIndex& index) {
  if (!index.pending) return;
  index.provisioned_throughput = index.pending->provisioned_throughput;
  index.warm_throughput = index.pending->warm_throughput;
  index.on_demand_throughput = index.pending->on_demand_throughput;
  index.pending.reset();
}

}  // namespace dynarocks::model
