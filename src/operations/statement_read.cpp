#include "operations/statement_read.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "engine/capacity.h"
#include "engine/key_rows.h"
#include "engine/range_reader.h"
#include "model/limits.h"
#include "operations/consumed_capacity_json.h"
#include "operations/next_token.h"
#include "operations/range_target.h"
#include "operations/start_key.h"
#include "operations/statement_get.h"
#include "operations/statement_target.h"
#include "partiql/select_planner.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

using codec::ItemView;
using model::ApiResult;

namespace {

/// What is left of a page, and what reading it has cost so far.
class StatementPage {
 public:
  StatementPage(const OperationContext& context, const wire::Request& request,
                const RangeTarget& target, const partiql::SelectPlan& plan)
      : context_(context),
        target_(target),
        plan_(plan),
        consistent_(request.boolean("ConsistentRead").value_or(false)) {
    if (const auto limit = request.integer("Limit")) limit_ = static_cast<std::size_t>(*limit);
  }

  /// Where to start.
  [[nodiscard]] ApiResult<void> start_after(const PagePosition& position);
  /// Writes the items. Afterwards `next` is where the page ended, unless all is read.
  [[nodiscard]] ApiResult<void> write_items(wire::JsonWriter& json);

  std::optional<PagePosition> next;
  model::ConsumedCapacity capacity;

 private:
  [[nodiscard]] engine::RangeRead range_read(const partiql::PlannedRead& planned) const;
  void charge(const engine::RangePage& page);

  const OperationContext& context_;
  const RangeTarget& target_;
  const partiql::SelectPlan& plan_;
  bool consistent_;
  std::optional<std::size_t> limit_;
  std::size_t page_bytes_ = model::limits::page_bytes;
  std::size_t first_read_ = 0;
  std::optional<std::string> exclusive_start_;  // in the first read
};

engine::RangeRead StatementPage::range_read(const partiql::PlannedRead& planned) const {
  engine::RangeRead read;
  read.index = target_.index;
  read.fetch_items = plan_.fetch_items;
  read.rows = planned.range ? engine::rows_of_key_range(*planned.range, target_.index)
                            : engine::rows_of_segment(0, 1, target_.index);
  read.forward = plan_.forward;
  if (planned.filter) read.filter = &*planned.filter;
  read.limit = limit_;
  read.page_bytes = page_bytes_;
  return read;
}

ApiResult<void> StatementPage::start_after(const PagePosition& position) {
  if (position.read >= plan_.reads.size()) return failure(invalid_next_token());
  const ItemView key(position.last_key);
  if (!check_start_key_schema(target_, key)) return failure(invalid_next_token());
  auto row = start_row(target_, key);
  if (!row || !range_read(plan_.reads[position.read]).rows.contains(*row)) {
    return failure(invalid_next_token());
  }
  first_read_ = position.read;
  exclusive_start_ = std::move(*row);
  return {};
}

void StatementPage::charge(const engine::RangePage& page) {
  const double units = engine::read_units(page.scanned_bytes, consistent_);
  if (target_.index == nullptr) {
    capacity.add_table(units);
    return;
  }
  const auto fetched = static_cast<double>(page.fetched_blocks);
  capacity.add_table(consistent_ ? fetched : fetched / 2);
  capacity.add_index(target_.index->name, target_.index->is_global, units);
}

ApiResult<void> StatementPage::write_items(wire::JsonWriter& json) {
  const auto show = [&](ItemView item) {
    if (plan_.projection) {
      json.item(ItemView(plan_.projection->apply(item)));
    } else {
      json.item(item);
    }
  };
  for (std::size_t i = first_read_; i < plan_.reads.size(); ++i) {
    engine::RangeRead read = range_read(plan_.reads[i]);
    if (i == first_read_) read.exclusive_start = exclusive_start_;
    DYNAROCKS_ASSIGN(auto page, context_.services.range_reader.read(*target_.table, read, show));
    charge(page);
    // One item is never followed by another.
    if (plan_.access == partiql::Access::get) return {};
    if (page.last_evaluated_key) {
      next = PagePosition{static_cast<std::uint32_t>(i), std::move(*page.last_evaluated_key)};
      return {};
    }
    if (limit_) *limit_ -= page.scanned_count;
    const std::size_t fetched = page.fetched_blocks * model::limits::read_unit_bytes;
    page_bytes_ -= std::min(page_bytes_ - 1, page.scanned_bytes + fetched);
  }
  return {};
}

}  // namespace

ApiResult<void> answer_select(const OperationContext& context, const wire::Request& request,
                              const partiql::BoundSelect& select, std::string_view asked,
                              std::string& response) {
  DYNAROCKS_ASSIGN(const RangeTarget target, find_target(context, select));
  const bool consistent = request.boolean("ConsistentRead").value_or(false);
  DYNAROCKS_ASSIGN(const partiql::SelectPlan plan,
                   partiql::plan_select(select, described(target), consistent));
  if (target.index != nullptr && !target.index->is_readable) {
    return failure(model::validation_error("Cannot read from backfilling global secondary index: " +
                                           target.index->name));
  }
  DYNAROCKS_TRY(check_paths(*target.table, select));
  StatementPage page(context, request, target, plan);
  if (const auto token = request.string("NextToken")) {
    DYNAROCKS_ASSIGN(const PagePosition position, read_next_token(*token, asked));
    DYNAROCKS_TRY(page.start_after(position));
  }

  wire::JsonWriter json(response);
  json.begin_object();
  json.key("Items").begin_array();
  DYNAROCKS_TRY(page.write_items(json));
  json.end_array();
  if (page.next) {
    json.key("NextToken").string(next_token(*page.next, asked));
    json.key("LastEvaluatedKey").item(ItemView(page.next->last_key));
  }
  const auto detail = return_consumed_capacity(request);
  if (detail != ReturnConsumedCapacity::none) {
    json.key("ConsumedCapacity");
    write_consumed_capacity(json, detail, select.table, page.capacity);
  }
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
