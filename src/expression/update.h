#pragma once
// UpdateExpression: a const function from an old item to a new one.
// Source: reference "expressions", sections 8 to 10.

#include <memory>
#include <string_view>
#include <vector>

#include "codec/value_view.h"
#include "expression/document_path.h"
#include "expression/placeholders.h"
#include "model/api_error.h"
#include "model/attribute_value.h"

namespace dynarocks::expression {

struct BoundUpdate;  // the bound actions: update_applier.h

class Update {
 public:
  /// Messages start "Invalid UpdateExpression: ".
  [[nodiscard]] static model::ApiResult<Update> parse(std::string_view text,
                                                      Placeholders& placeholders);

  /// For updates that come from elsewhere than an expression: the legacy AttributeUpdates, PartiQL.
  [[nodiscard]] static Update from_bound(BoundUpdate bound);

  /// Targets of all clauses in order of appearance. Their attributes must not be key attributes;
  /// UPDATED_OLD and UPDATED_NEW return what is at them.
  [[nodiscard]] const std::vector<DocumentPath>& targets() const;
  /// Every path the expression mentions, targets and operands.
  [[nodiscard]] const std::vector<DocumentPath>& paths() const;
  /// The top-level attributes of paths(), in ascending order, each once. What the update does
  /// depends on no others, and it changes no others. For the length of the update's life.
  [[nodiscard]] std::vector<std::string_view> attributes() const;
  /// The top-level attributes that are set to a value of the request as it stands, in order of
  /// appearance; with AttributeUpdates, all attributes that come with a value. For the length of
  /// the update's life.
  [[nodiscard]] std::vector<codec::AttributeView> literal_assignments() const;
  /// Whether it creates a missing item: false for REMOVE and DELETE clauses alone.
  [[nodiscard]] bool creates_item() const;

  /// The item after the update. `old` is the stored item, or just its key attributes when missing
  /// (then `exists` is false); of either, attributes() is enough. Run-time errors are
  /// ValidationExceptions without a prefix.
  [[nodiscard]] model::ApiResult<model::AttributeMap> apply(model::AttributeMap old,
                                                            bool exists) const;

 private:
  explicit Update(std::shared_ptr<const BoundUpdate> bound) : bound_(std::move(bound)) {}
  std::shared_ptr<const BoundUpdate> bound_;
};

}  // namespace dynarocks::expression
