#pragma once
// The grammar of statements:
//
//   statement := (select | insert | update | delete | exists) [';']
//   select    := SELECT ('*' | expression (',' expression)*) FROM target [WHERE expression]
//                [ORDER BY expression [ASC | DESC] (',' expression [ASC | DESC])*]
//   insert    := INSERT INTO target VALUE expression
//   update    := UPDATE target action+ [WHERE expression] [returning]
//              | FROM target [WHERE expression] action+ [returning]
//   action    := SET path '=' expression (',' path '=' expression)* | REMOVE path
//   delete    := DELETE FROM target [WHERE expression] [returning]
//   returning := RETURNING (ALL | MODIFIED) (OLD | NEW) '*'
//   exists    := EXISTS '(' select ')'
//   target    := name ['.' name]
//
// Source: reference "partiql", sections 1 and 4.

#include <string_view>

#include "model/api_error.h"
#include "partiql/ast.h"

namespace dynarocks::partiql {

/// ValidationException "Statement wasn't well formed, can't be processed: <why>" for what is no
/// statement; for one that is, but of a kind the service does not have, a text of its own.
[[nodiscard]] model::ApiResult<ast::Statement> parse_statement(std::string_view text);

}  // namespace dynarocks::partiql
