#pragma once
// What a SELECT shows of an item. Unlike a ProjectionExpression it takes values out of the maps and
// lists they are in: `a.b.c` becomes the attribute c, `a[0]` the attribute a.
// Source: reference "partiql", section 5.

#include <string>
#include <vector>

#include "codec/item_view.h"
#include "expression/document_path.h"

namespace dynarocks::partiql {

class Projection {
 public:
  explicit Projection(std::vector<expression::DocumentPath> paths) : paths_(std::move(paths)) {}

  [[nodiscard]] const std::vector<expression::DocumentPath>& paths() const { return paths_; }

  /// The values at the paths, encoded as an item. What is missing is left out; of two of one name
  /// the later stays.
  [[nodiscard]] std::string apply(codec::ItemView item) const;

 private:
  std::vector<expression::DocumentPath> paths_;
};

}  // namespace dynarocks::partiql
