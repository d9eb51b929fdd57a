#include "operations/execute_statement.h"

#include <string_view>
#include <vector>

#include "operations/statement_parameters.h"
#include "operations/statement_read.h"
#include "operations/statement_write.h"
#include "partiql/bound_statement.h"
#include "partiql/faults.h"
#include "partiql/statement_parser.h"

namespace dynarocks::operations {

using model::ApiResult;

ApiResult<void> execute_statement(const OperationContext& context, wire::Request request,
                                  std::string& response) {
  const std::string_view text = *request.string("Statement");
  DYNAROCKS_ASSIGN(const auto parsed, partiql::parse_statement(text));
  const std::vector<ApiResult<std::string>> parameters = read_parameters(request);
  DYNAROCKS_ASSIGN(const auto bound, partiql::bind_statement(parsed, parameters));
  if (const auto* select = std::get_if<partiql::BoundSelect>(&bound)) {
    return answer_select(context, request, *select, digest_of(text, parameters), response);
  }
  if (const auto* insert = std::get_if<partiql::BoundInsert>(&bound)) {
    DYNAROCKS_ASSIGN(const auto write, StatementWrite::plan(context, *insert));
    return answer_write(context, request, write, response);
  }
  if (const auto* modification = std::get_if<partiql::BoundModification>(&bound)) {
    DYNAROCKS_ASSIGN(const auto write, StatementWrite::plan(context, *modification));
    return answer_write(context, request, write, response);
  }
  return failure(partiql::exists_outside_transaction());
}

}  // namespace dynarocks::operations
