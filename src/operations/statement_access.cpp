#include "operations/statement_access.h"

#include <utility>
#include <variant>

#include "engine/catalog.h"
#include "operations/condition_keys.h"
#include "operations/leading_keys.h"
#include "operations/mentioned_attributes.h"
#include "operations/statement_parameters.h"
#include "operations/statement_target.h"
#include "partiql/select_planner.h"
#include "partiql/statement_parser.h"
#include "partiql/write_planner.h"

namespace dynarocks::operations {
namespace {

using partiql::BoundExists;
using partiql::BoundInsert;
using partiql::BoundModification;
using partiql::BoundSelect;

void add_term(const std::optional<expression::BoundTerm>& term, MentionedAttributes& mentioned) {
  if (term) mentioned.add_paths(expression::paths_of(*term));
}

void add_items_attributes(codec::ItemView item, MentionedAttributes& mentioned) {
  auto entries = item.attributes().entries();
  while (const auto entry = entries.next()) mentioned.add(entry->name);
}

/// What the plan of the SELECT reads. Without one (no such table, a fault that is refused later) it
/// counts as a scan of everything.
void add_plan(const OperationContext& context, const BoundSelect& select, bool consistent,
              Access& access) {
  bool scans = true;
  if (const auto target = find_target(context, select)) {
    const auto plan = partiql::plan_select(select, described(*target), consistent);
    if (plan) {
      scans = plan->access == partiql::Access::scan;
      LeadingKeys keys(target->key_attributes());
      if (plan->access == partiql::Access::get) keys.add_item(codec::ItemView(plan->key));
      for (const partiql::PlannedRead& read : plan->reads) {
        if (read.range) keys.add_range(*read.range);
      }
      set_leading_keys(keys.take(), access.context);
    }
  }
  access.context.set("dynamodb:FullTableScan", scans);
}

Access select_access(const OperationContext& context, const BoundSelect& select, bool consistent) {
  Access access = table_access(context, "dynamodb:PartiQLSelect", select.table,
                               select.index ? std::string_view(*select.index) : "");
  add_plan(context, select, consistent, access);
  MentionedAttributes mentioned;
  if (select.projection) mentioned.add_paths(select.projection->paths());
  add_term(select.where, mentioned);
  for (const auto& ordering : select.order_by) mentioned.add(ordering.path.attribute());
  set_attributes(mentioned.take(), access.context);
  const bool whole = !select.projection;
  const char* all = select.index ? "ALL_PROJECTED_ATTRIBUTES" : "ALL_ATTRIBUTES";
  access.context.set("dynamodb:Select", whole ? all : "SPECIFIC_ATTRIBUTES");
  return access;
}

/// The access of a write; `key_of` gives the key or the item that names the partition.
template <class KeyOf>
Access write_access(const OperationContext& context, std::string_view action,
                    std::string_view table_name, MentionedAttributes& mentioned, KeyOf key_of) {
  Access access = table_access(context, action, table_name);
  const auto table = access.table ? context.services.catalog.find(*access.table) : nullptr;
  if (table) {
    LeadingKeys keys(table->key_attributes());
    const std::string item = key_of(table->key_attributes());
    if (!item.empty()) keys.add_item(codec::ItemView(item));
    set_leading_keys(keys.take(), access.context);
  }
  set_attributes(mentioned.take(), access.context);
  return access;
}

Access insert_access(const OperationContext& context, const BoundInsert& insert) {
  MentionedAttributes mentioned;
  add_items_attributes(codec::ItemView(insert.item), mentioned);
  return write_access(context, "dynamodb:PartiQLInsert", insert.table, mentioned,
                      [&](const model::KeyAttributes&) { return insert.item; });
}

std::string_view returned_values(const BoundModification& modification) {
  if (!modification.returning) return "NONE";
  const auto& [modified, new_item] = *modification.returning;
  if (modified) return new_item ? "UPDATED_NEW" : "UPDATED_OLD";
  return new_item ? "ALL_NEW" : "ALL_OLD";
}

Access modification_access(const OperationContext& context, const BoundModification& modification) {
  MentionedAttributes mentioned;
  if (modification.update) mentioned.add_paths(modification.update->paths());
  add_term(modification.where, mentioned);
  Access access = write_access(
      context, modification.update ? "dynamodb:PartiQLUpdate" : "dynamodb:PartiQLDelete",
      modification.table, mentioned, [&](const model::KeyAttributes& key) {
        const auto item = partiql::find_keyed_item(modification.where, key);
        return item ? item->key : std::string();
      });
  access.context.set("dynamodb:ReturnValues", returned_values(modification));
  return access;
}

/// The statement of `part`; one that is faulty is refused later, whoever sends it.
void add_statement(const OperationContext& context, const wire::Request& part,
                   AccessList& accesses) {
  const auto parsed = partiql::parse_statement(part.string("Statement").value_or(""));
  if (!parsed) return;
  const auto parameters = read_parameters(part);
  const auto bound = partiql::bind_statement(*parsed, parameters);
  if (!bound) return;
  const bool consistent = part.boolean("ConsistentRead").value_or(false);
  accesses.push_back(statement_access(context, *bound, consistent));
}

}  // namespace

Access statement_access(const OperationContext& context, const partiql::BoundStatement& statement,
                        bool consistent_read) {
  struct Stated {
    const OperationContext& context;
    bool consistent;
    Access operator()(const BoundSelect& select) const {
      return select_access(context, select, consistent);
    }
    Access operator()(const BoundExists& exists) const {
      return select_access(context, exists.select, consistent);
    }
    Access operator()(const BoundInsert& insert) const { return insert_access(context, insert); }
    Access operator()(const BoundModification& modification) const {
      return modification_access(context, modification);
    }
  };
  return std::visit(Stated{context, consistent_read}, statement);
}

void access_to_statement(const OperationContext& context, std::string_view /*operation*/,
                         const wire::Request& request, AccessList& accesses) {
  add_statement(context, request, accesses);
  for (Access& access : accesses) set_return_consumed_capacity(request, access.context);
}

void access_to_statements(const OperationContext& context, std::string_view operation,
                          const wire::Request& request, AccessList& accesses) {
  const auto statements = request.member("TransactStatements");
  if (!statements) return;
  statements->for_each_element([&](wire::JsonValue element) {
    add_statement(context, wire::Request(element), accesses);
    return true;
  });
  for (Access& access : accesses) {
    access.context.set("dynamodb:EnclosingOperation", operation);
    set_return_consumed_capacity(request, access.context);
  }
}

void access_to_statements_each(const OperationContext& /*context*/, std::string_view /*operation*/,
                               const wire::Request& /*request*/, AccessList& /*accesses*/) {}

}  // namespace dynarocks::operations
