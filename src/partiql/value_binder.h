#pragma once
// Literals and parameters as encoded values. Source: reference "partiql", section 4, "Values".

#include <span>
#include <string>
#include <string_view>

#include "codec/value_encoder.h"
#include "codec/value_view.h"
#include "expression/bound_operand.h"
#include "model/api_error.h"
#include "partiql/ast.h"

namespace dynarocks::partiql {

/// The parameters of a request in their order: each an encoded value, or why it is none. Such a
/// fault is told only when the statement is read up to its "?".
using Parameters = std::span<const model::ApiResult<std::string>>;

class ValueBinder {
 public:
  /// There is a parameter for each "?" of what is bound.
  explicit ValueBinder(Parameters parameters) : parameters_(parameters) {}

  /// `value` is one that check_statement lets pass. Errors: numbers out of range, sets that are
  /// none, empty names, values nested too deeply.
  [[nodiscard]] model::ApiResult<expression::Literal> bind(const ast::Expression& value) const;

 private:
  using Done = model::ApiResult<void>;
  /// `place` is "root" or a path below it; `level` that of the value in an item, from 1.
  [[nodiscard]] Done append(const ast::Expression& value, const std::string& place, int level,
                            codec::ValueEncoder& encoder) const;
  [[nodiscard]] Done append_parameter(const ast::Expression& parameter, int level,
                                      codec::ValueEncoder& encoder) const;
  [[nodiscard]] Done append_list(const ast::Expression& list, const std::string& place, int level,
                                 codec::ValueEncoder& encoder) const;
  [[nodiscard]] Done append_tuple(const ast::Expression& tuple, const std::string& place, int level,
                                  codec::ValueEncoder& encoder) const;
  [[nodiscard]] Done append_set(const ast::Expression& bag, const std::string& place, int level,
                                codec::ValueEncoder& encoder) const;

  Parameters parameters_;
};

}  // namespace dynarocks::partiql
