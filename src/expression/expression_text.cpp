#include "expression/expression_text.h"

#include <algorithm>
#include <string>

#include "expression/ascii.h"
#include "model/limits.h"

namespace dynarocks::expression {

model::ApiResult<void> check_expression_text(std::string_view text, ExpressionKind kind,
                                             model::ValidationLayer layer) {
  if (text.size() > model::limits::expression_bytes) {
    std::string fault = "Expression size has exceeded the maximum allowed size;";
    const bool states_size = layer == model::ValidationLayer::classic &&
                             (kind == ExpressionKind::condition || kind == ExpressionKind::filter);
    if (states_size) fault += " expression size: " + std::to_string(text.size());
    return failure(invalid_expression(kind, fault));
  }
  if (std::all_of(text.begin(), text.end(), is_blank)) {
    return failure(invalid_expression(kind, "The expression can not be empty;"));
  }
  return {};
}

}  // namespace dynarocks::expression
