#pragma once
// ProjectionExpression: which parts of an item an answer shows.
// Source: reference "expressions", section 7.

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/item_view.h"
#include "expression/document_path.h"
#include "expression/placeholders.h"
#include "model/api_error.h"

namespace dynarocks::expression {

class ProjectionTree;

class Projection {
 public:
  /// Shows nothing.
  Projection() : Projection(std::vector<DocumentPath>()) {}

  /// Messages start "Invalid ProjectionExpression: ".
  [[nodiscard]] static model::ApiResult<Projection> parse(std::string_view text,
                                                          Placeholders& placeholders);
  /// Whole top-level attributes (AttributesToGet).
  [[nodiscard]] static Projection of_attributes(const std::vector<std::string>& names);

  [[nodiscard]] const std::vector<DocumentPath>& paths() const { return paths_; }

  /// The projected item, encoded (an item without attributes when nothing matches).
  [[nodiscard]] std::string apply(codec::ItemView item) const;

 private:
  explicit Projection(std::vector<DocumentPath> paths);
  std::vector<DocumentPath> paths_;
  std::shared_ptr<const ProjectionTree> tree_;  // paths_, ready to be applied
};

/// The parts of `item` at `paths`, merged into one encoded item: siblings share their map or list,
/// list elements keep ascending order and close up, unmatched paths vanish with their parents.
[[nodiscard]] std::string project(codec::ItemView item, std::span<const DocumentPath> paths);

}  // namespace dynarocks::expression
