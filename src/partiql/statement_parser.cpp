#include "partiql/statement_parser.h"

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "partiql/expression_parser.h"
#include "partiql/token_cursor.h"

namespace dynarocks::partiql {

namespace {

using ast::Expression;
using ast::Kind;
using Parsed = SyntaxResult<ast::Statement>;

class StatementParser {
 public:
  explicit StatementParser(std::vector<Token> tokens)
      : cursor_(std::move(tokens)), expressions_(cursor_) {}

  [[nodiscard]] Parsed parse();
  /// What is wrong with the statement although it is well-formed.
  [[nodiscard]] const std::optional<std::string>& fault() const { return cursor_.fault(); }

 private:
  [[nodiscard]] Parsed parse_any();
  [[nodiscard]] SyntaxResult<void> parse_end();
  [[nodiscard]] SyntaxResult<ast::Select> parse_select();
  [[nodiscard]] SyntaxResult<void> parse_projection(ast::Select& select);
  [[nodiscard]] SyntaxResult<void> parse_order_by(ast::Select& select);
  [[nodiscard]] SyntaxResult<void> skip_unsupported_clauses();
  [[nodiscard]] SyntaxResult<ast::Target> parse_source();
  [[nodiscard]] SyntaxResult<void> skip_more_sources(const std::string& fault);
  [[nodiscard]] SyntaxResult<ast::Target> parse_simple_target();
  [[nodiscard]] ast::Target target_of(const Expression& path);
  /// "AS t" or "t" after a target or a projection.
  [[nodiscard]] SyntaxResult<void> skip_alias();
  [[nodiscard]] SyntaxResult<ast::Insert> parse_insert();
  [[nodiscard]] SyntaxResult<ast::Update> parse_update();
  [[nodiscard]] SyntaxResult<ast::Update> parse_from_first();
  [[nodiscard]] SyntaxResult<std::vector<ast::Action>> parse_actions();
  [[nodiscard]] SyntaxResult<void> parse_assignments(std::vector<ast::Action>& actions);
  [[nodiscard]] SyntaxResult<ast::Delete> parse_delete();
  [[nodiscard]] SyntaxResult<ast::Exists> parse_exists();
  [[nodiscard]] SyntaxResult<std::optional<Expression>> parse_where();
  [[nodiscard]] SyntaxResult<std::optional<ast::Returning>> parse_returning();
  [[nodiscard]] Parsed refuse_expression();

  TokenCursor cursor_;
  ExpressionParser expressions_;
};

Parsed StatementParser::parse() {
  DYNAROCKS_ASSIGN(ast::Statement statement, parse_any());
  DYNAROCKS_TRY(parse_end());
  statement.parameter_count = expressions_.parameter_count();
  return statement;
}

Parsed StatementParser::parse_any() {
  const auto wrap = [](auto parsed) -> Parsed {
    if (!parsed) return failure(std::move(parsed.error()));
    return ast::Statement{std::move(*parsed), 0};
  };
  if (cursor_.at(TokenKind::end)) return failure(std::string("Unexpected term"));
  if (cursor_.accept_keyword("SELECT")) return wrap(parse_select());
  if (cursor_.accept_keyword("INSERT")) return wrap(parse_insert());
  if (cursor_.accept_keyword("UPDATE")) return wrap(parse_update());
  if (cursor_.accept_keyword("DELETE")) return wrap(parse_delete());
  if (cursor_.accept_keyword("FROM")) return wrap(parse_from_first());
  if (cursor_.at_keyword("EXISTS") && cursor_.next().kind == TokenKind::left_paren) {
    return wrap(parse_exists());
  }
  return refuse_expression();
}

/// What begins with no statement's word. A test of a type is taken for an expression.
Parsed StatementParser::refuse_expression() {
  const SyntaxResult<Expression> expression = expressions_.parse_expression();
  const Expression* tested = expression ? &*expression : nullptr;
  if (tested != nullptr && tested->kind == Kind::not_) tested = &tested->children.front();
  if (tested == nullptr || tested->kind != Kind::is) {
    return failure(std::string("Expected data manipulation"));
  }
  cursor_.note_fault("Unsupported operation: IsType");
  return ast::Statement{};
}

SyntaxResult<void> StatementParser::parse_end() {
  const bool semicolon = cursor_.accept(TokenKind::semicolon);
  if (cursor_.at(TokenKind::end)) return {};
  if (semicolon) {
    return failure(std::string("Unexpected token after semicolon. (Only one query is allowed.)"));
  }
  return failure(std::string("Unexpected token after expression"));
}

// --- targets

ast::Target StatementParser::target_of(const Expression& path) {
  ast::Target target;
  target.position = path.position;
  for (const Expression& step : path.children) {
    if (step.kind != Kind::name) {
      cursor_.note_fault("Unexpected path component at " + step.position.to_string());
    }
    target.parts.push_back({step.text, step.quoted});
  }
  if (target.parts.size() > 2) {
    cursor_.note_fault("A path may contain at most 2 components in the FROM clause");
  }
  return target;
}

SyntaxResult<ast::Target> StatementParser::parse_source() {
  DYNAROCKS_ASSIGN(const Expression source, expressions_.parse_expression());
  if (source.kind == Kind::path) return target_of(source);
  cursor_.note_fault("Unexpected from source at " + source.position.to_string());
  return ast::Target{};
}

SyntaxResult<ast::Target> StatementParser::parse_simple_target() {
  DYNAROCKS_ASSIGN(const Expression path, expressions_.parse_simple_path());
  return target_of(path);
}

SyntaxResult<void> StatementParser::skip_alias() {
  if (cursor_.accept_keyword("AS")) {
    if (!cursor_.at(TokenKind::identifier) && !cursor_.at(TokenKind::quoted_name)) {
      return failure(std::string("Expected identifier for alias"));
    }
  } else if (!cursor_.at(TokenKind::identifier) && !cursor_.at(TokenKind::quoted_name)) {
    return {};
  }
  cursor_.advance();
  cursor_.note_fault("Aliasing is not supported");
  return {};
}

SyntaxResult<void> StatementParser::skip_more_sources(const std::string& fault) {
  constexpr std::array<std::string_view, 7> joins = {"JOIN", "INNER", "LEFT", "RIGHT",
                                                     "FULL", "CROSS", "OUTER"};
  for (;;) {
    bool joined = cursor_.accept(TokenKind::comma);
    for (const std::string_view word : joins) joined = cursor_.accept_keyword(word) || joined;
    if (!joined) return {};
    while (cursor_.accept_keyword("OUTER") || cursor_.accept_keyword("JOIN")) continue;
    DYNAROCKS_TRY(expressions_.parse_expression());
    cursor_.note_fault(fault);
    DYNAROCKS_TRY(skip_alias());
    if (cursor_.accept_keyword("ON")) DYNAROCKS_TRY(expressions_.parse_expression());
  }
}

// --- SELECT

SyntaxResult<void> StatementParser::parse_projection(ast::Select& select) {
  if (cursor_.at_keyword("DISTINCT")) {
    cursor_.note_fault("Unsupported clause: DISTINCT at " + cursor_.token().position.to_string());
    cursor_.advance();
  }
  if (cursor_.accept(TokenKind::star)) {
    if (!cursor_.at(TokenKind::comma)) return {};
    return failure(
        std::string("Other expressions may not be present in the select list when '*' is used "
                    "without dot notation."));
  }
  do {
    DYNAROCKS_ASSIGN(Expression path, expressions_.parse_expression());
    select.projection.push_back(std::move(path));
    DYNAROCKS_TRY(skip_alias());
  } while (cursor_.accept(TokenKind::comma));
  return {};
}

SyntaxResult<void> StatementParser::parse_order_by(ast::Select& select) {
  if (!cursor_.accept_keyword("ORDER")) return {};
  DYNAROCKS_TRY(cursor_.expect_keyword("BY"));
  do {
    DYNAROCKS_ASSIGN(Expression path, expressions_.parse_expression());
    const bool descending = cursor_.accept_keyword("DESC");
    if (!descending) cursor_.accept_keyword("ASC");
    select.order_by.push_back({std::move(path), descending});
  } while (cursor_.accept(TokenKind::comma));
  return {};
}

/// Clauses of SQL that the service does not have.
SyntaxResult<void> StatementParser::skip_unsupported_clauses() {
  constexpr std::array<std::string_view, 3> clauses = {"GROUP", "HAVING", "LIMIT"};
  for (const std::string_view clause : clauses) {
    if (!cursor_.at_keyword(clause)) continue;
    const bool is_group = clause == "GROUP";
    cursor_.note_fault("Unsupported clause: " + std::string(is_group ? "GROUP BY" : clause) +
                       " at " + cursor_.token().position.to_string());
    cursor_.advance();
    if (is_group) DYNAROCKS_TRY(cursor_.expect_keyword("BY"));
    do {
      DYNAROCKS_TRY(expressions_.parse_expression());
    } while (cursor_.accept(TokenKind::comma));
  }
  return {};
}

SyntaxResult<ast::Select> StatementParser::parse_select() {
  ast::Select select;
  DYNAROCKS_TRY(parse_projection(select));
  if (!cursor_.accept_keyword("FROM")) {
    return failure(std::string("Expected FROM after SELECT list"));
  }
  DYNAROCKS_ASSIGN(select.target, parse_source());
  DYNAROCKS_TRY(skip_alias());
  DYNAROCKS_TRY(skip_more_sources("Only select from a single table or index is supported."));
  DYNAROCKS_ASSIGN(select.where, parse_where());
  DYNAROCKS_TRY(parse_order_by(select));
  DYNAROCKS_TRY(skip_unsupported_clauses());
  return select;
}

SyntaxResult<ast::Exists> StatementParser::parse_exists() {
  cursor_.advance();
  cursor_.advance();
  if (!cursor_.accept_keyword("SELECT")) return failure(std::string("Expected SELECT keyword"));
  DYNAROCKS_ASSIGN(ast::Select select, parse_select());
  DYNAROCKS_TRY(cursor_.expect(TokenKind::right_paren, "RIGHT_PAREN"));
  return ast::Exists{std::move(select)};
}

// --- INSERT, UPDATE, DELETE

SyntaxResult<ast::Insert> StatementParser::parse_insert() {
  // INSERT is a word of the language only together with INTO.
  if (!cursor_.accept_keyword("INTO")) return failure(std::string("Unexpected keyword"));
  ast::Insert insert;
  DYNAROCKS_ASSIGN(insert.target, parse_simple_target());
  if (cursor_.at_keyword("AS")) return failure(std::string("Unexpected token after expression"));
  if (!cursor_.accept_keyword("VALUE")) {
    DYNAROCKS_TRY(expressions_.parse_expression());
    cursor_.note_fault("Unsupported operation: Insert");
    return insert;
  }
  DYNAROCKS_ASSIGN(insert.value, expressions_.parse_expression());
  return insert;
}

SyntaxResult<void> StatementParser::parse_assignments(std::vector<ast::Action>& actions) {
  do {
    DYNAROCKS_ASSIGN(Expression path, expressions_.parse_simple_path());
    if (!cursor_.accept(TokenKind::eq)) return failure(std::string("Expected '=' for assignment"));
    DYNAROCKS_ASSIGN(Expression value, expressions_.parse_expression());
    actions.push_back({std::move(path), std::move(value)});
  } while (cursor_.accept(TokenKind::comma));
  return {};
}

SyntaxResult<std::vector<ast::Action>> StatementParser::parse_actions() {
  std::vector<ast::Action> actions;
  for (;;) {
    if (cursor_.accept_keyword("SET")) {
      DYNAROCKS_TRY(parse_assignments(actions));
    } else if (cursor_.accept_keyword("REMOVE")) {
      DYNAROCKS_ASSIGN(Expression path, expressions_.parse_simple_path());
      actions.push_back({std::move(path), std::nullopt});
    } else if (actions.empty()) {
      return failure(std::string("Expected data manipulation"));
    } else {
      return actions;
    }
  }
}

std::string single_table_only(const ast::Target& target) {
  return "FROM clause may only contain a single table name in data manipulation statements at " +
         target.position.to_string();
}

SyntaxResult<ast::Update> StatementParser::parse_update() {
  ast::Update update;
  DYNAROCKS_ASSIGN(update.target, parse_simple_target());
  DYNAROCKS_TRY(skip_alias());
  DYNAROCKS_TRY(skip_more_sources(single_table_only(update.target)));
  DYNAROCKS_ASSIGN(update.actions, parse_actions());
  DYNAROCKS_ASSIGN(update.where, parse_where());
  DYNAROCKS_ASSIGN(update.returning, parse_returning());
  return update;
}

SyntaxResult<ast::Update> StatementParser::parse_from_first() {
  ast::Update update;
  update.from_first = true;
  DYNAROCKS_ASSIGN(update.target, parse_source());
  DYNAROCKS_TRY(skip_alias());
  DYNAROCKS_TRY(skip_more_sources(single_table_only(update.target)));
  DYNAROCKS_ASSIGN(update.where, parse_where());
  DYNAROCKS_ASSIGN(update.actions, parse_actions());
  DYNAROCKS_ASSIGN(update.returning, parse_returning());
  return update;
}

SyntaxResult<ast::Delete> StatementParser::parse_delete() {
  ast::Delete deletion;
  DYNAROCKS_TRY(cursor_.expect_keyword("FROM"));
  DYNAROCKS_ASSIGN(deletion.target, parse_simple_target());
  DYNAROCKS_TRY(skip_alias());
  DYNAROCKS_ASSIGN(deletion.where, parse_where());
  DYNAROCKS_ASSIGN(deletion.returning, parse_returning());
  return deletion;
}

SyntaxResult<std::optional<Expression>> StatementParser::parse_where() {
  if (!cursor_.accept_keyword("WHERE")) return std::nullopt;
  DYNAROCKS_ASSIGN(Expression condition, expressions_.parse_expression());
  return std::optional(std::move(condition));
}

SyntaxResult<std::optional<ast::Returning>> StatementParser::parse_returning() {
  if (!cursor_.accept_keyword("RETURNING")) return std::nullopt;
  ast::Returning returning;
  returning.modified = cursor_.accept_keyword("MODIFIED");
  if (!returning.modified) DYNAROCKS_TRY(cursor_.expect_keyword("ALL"));
  returning.new_item = cursor_.accept_keyword("NEW");
  if (!returning.new_item) DYNAROCKS_TRY(cursor_.expect_keyword("OLD"));
  DYNAROCKS_TRY(cursor_.expect(TokenKind::star, "STAR"));
  return std::optional(returning);
}

model::ApiError not_well_formed(std::string_view why) {
  return model::validation_error("Statement wasn't well formed, can't be processed: " +
                                 std::string(why));
}

}  // namespace

model::ApiResult<ast::Statement> parse_statement(std::string_view text) {
  std::optional<std::vector<Token>> tokens = tokenize(text);
  if (!tokens) return failure(not_well_formed(""));
  StatementParser parser(std::move(*tokens));
  Parsed parsed = parser.parse();
  if (!parsed) return failure(not_well_formed(parsed.error()));
  if (parser.fault()) return failure(model::validation_error(*parser.fault()));
  return std::move(*parsed);
}

}  // namespace dynarocks::partiql
