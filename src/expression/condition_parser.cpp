#include "expression/condition_parser.h"

#include <cstddef>
#include <utility>
#include <variant>
#include <vector>

#include "expression/operand_parser.h"
#include "expression/token_cursor.h"
#include "model/limits.h"

namespace dynarocks::expression {

namespace {

std::optional<ast::Operator> operator_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::eq:
      return ast::Operator::eq;
    case TokenKind::ne:
      return ast::Operator::ne;
    case TokenKind::lt:
      return ast::Operator::lt;
    case TokenKind::le:
      return ast::Operator::le;
    case TokenKind::gt:
      return ast::Operator::gt;
    case TokenKind::ge:
      return ast::Operator::ge;
    case TokenKind::between:
      return ast::Operator::between;
    case TokenKind::in:
      return ast::Operator::in;
    default:
      return std::nullopt;
  }
}

/// What stands between two connectives. Until an operator or a connective follows, "(a)" may be
/// either a grouped condition or a parenthesised operand.
struct Term {
  std::variant<ast::Condition, ast::Operand> node;
  bool parenthesised = false;
};

/// The terms read so far inside one pair of parentheses, or of the whole text.
class Group {
 public:
  void add_not() { ++nots_; }
  void add_and(ast::Condition term) { and_terms_.push_back(negated(std::move(term))); }
  void add_or(ast::Condition term) {
    add_and(std::move(term));
    or_terms_.push_back(joined(ast::Connective::and_, and_terms_));
  }
  /// Whether nothing but the one term inside has been seen.
  [[nodiscard]] bool is_plain() const {
    return nots_ == 0 && and_terms_.empty() && or_terms_.empty();
  }
  /// The whole group, `last` being its last term.
  [[nodiscard]] ast::Condition close(ast::Condition last) {
    add_or(std::move(last));
    return joined(ast::Connective::or_, or_terms_);
  }

 private:
  [[nodiscard]] ast::Condition negated(ast::Condition term) {
    for (; nots_ > 0; --nots_) {
      ast::Logical logical{ast::Connective::not_, {}};
      logical.terms.push_back(std::move(term));
      // NOLINTNEXTLINE(bugprone-use-after-move): the moved-from term gets a new node here
      term.node = std::move(logical);
    }
    return term;
  }
  [[nodiscard]] static ast::Condition joined(ast::Connective connective,
                                             std::vector<ast::Condition>& terms) {
    if (terms.size() == 1) {
      ast::Condition only = std::move(terms.front());
      terms.clear();
      return only;
    }
    return {ast::Logical{connective, std::exchange(terms, {})}};
  }

  std::size_t nots_ = 0;  // NOTs before the term that comes next
  std::vector<ast::Condition> and_terms_;
  std::vector<ast::Condition> or_terms_;
};

class ConditionParser {
 public:
  explicit ConditionParser(std::string_view text)
      : cursor_(text, Grammar::condition), operands_(cursor_, PathTail::after_parentheses) {}

  [[nodiscard]] Result<ParsedCondition, std::string> parse() {
    SyntaxResult<ast::Condition> condition = parse_all();
    if (!condition) return failure(cursor_.describe(condition.error()));
    ParsedCondition parsed{std::move(*condition), operands_.path_fault(),
                           operands_.redundant_parentheses()};
    if (!parsed.limit_fault && operators_ > model::limits::expression_operators) {
      parsed.limit_fault = "The expression contains too many operators; operator count: " +
                           std::to_string(operators_);
    }
    return parsed;
  }

 private:
  [[nodiscard]] SyntaxResult<ast::Condition> parse_all();
  /// The next term without the connectives around it, opening groups as parentheses come.
  [[nodiscard]] SyntaxResult<Term> parse_first_of_term();
  [[nodiscard]] SyntaxResult<void> close_group(Term& term);
  /// Turns an operand into the predicate it begins, if an operator follows.
  [[nodiscard]] SyntaxResult<void> complete_predicate(Term& term);
  [[nodiscard]] SyntaxResult<void> parse_right_operands(ast::Predicate& predicate);
  [[nodiscard]] SyntaxResult<void> parse_operand_into(ast::Predicate& predicate);
  [[nodiscard]] SyntaxResult<ast::Condition> require_condition(Term term);

  TokenCursor cursor_;
  OperandParser operands_;
  std::vector<Group> groups_;
  std::size_t operators_ = 0;
};

SyntaxResult<ast::Condition> ConditionParser::require_condition(Term term) {
  if (auto* condition = std::get_if<ast::Condition>(&term.node)) return std::move(*condition);
  auto& operand = std::get<ast::Operand>(term.node);
  if (auto* call = std::get_if<ast::FunctionCall>(&operand.node)) {
    return ast::Condition{std::move(*call)};
  }
  return failure(cursor_.unexpected());
}

SyntaxResult<void> ConditionParser::parse_operand_into(ast::Predicate& predicate) {
  DYNAROCKS_ASSIGN(ParsedOperand parsed, operands_.parse_operand());
  predicate.operands.push_back(std::move(parsed.operand));
  return {};
}

SyntaxResult<void> ConditionParser::parse_right_operands(ast::Predicate& predicate) {
  switch (predicate.op) {
    case ast::Operator::between:
      DYNAROCKS_TRY(parse_operand_into(predicate));
      DYNAROCKS_TRY(cursor_.expect(TokenKind::and_));
      return parse_operand_into(predicate);
    case ast::Operator::in:
      DYNAROCKS_TRY(cursor_.expect(TokenKind::left_paren));
      do {
        DYNAROCKS_TRY(parse_operand_into(predicate));
      } while (cursor_.accept(TokenKind::comma));
      return cursor_.expect(TokenKind::right_paren);
    default:
      return parse_operand_into(predicate);
  }
}

SyntaxResult<void> ConditionParser::complete_predicate(Term& term) {
  auto* operand = std::get_if<ast::Operand>(&term.node);
  const std::optional<ast::Operator> op = operator_of(cursor_.kind());
  if (operand == nullptr || !op) return {};
  cursor_.advance();
  ++operators_;
  ast::Predicate predicate{*op, {}};
  predicate.operands.push_back(std::move(*operand));
  DYNAROCKS_TRY(parse_right_operands(predicate));
  term = {ast::Condition{std::move(predicate)}, false};
  return {};
}

SyntaxResult<Term> ConditionParser::parse_first_of_term() {
  for (;;) {
    if (cursor_.accept(TokenKind::not_)) {
      groups_.back().add_not();
      ++operators_;
    } else if (cursor_.accept(TokenKind::left_paren)) {
      groups_.emplace_back();
    } else {
      DYNAROCKS_ASSIGN(ParsedOperand parsed, operands_.parse_operand());
      return Term{std::move(parsed.operand), false};
    }
  }
}

SyntaxResult<void> ConditionParser::close_group(Term& term) {
  Group group = std::move(groups_.back());
  groups_.pop_back();
  if (group.is_plain()) {
    operands_.note_parentheses(term.parenthesised);
  } else {
    DYNAROCKS_ASSIGN(ast::Condition last, require_condition(std::move(term)));
    // NOLINTNEXTLINE(bugprone-use-after-move): the moved-from term gets a new node here
    term.node = group.close(std::move(last));
  }
  term.parenthesised = true;
  DYNAROCKS_TRY(cursor_.expect(TokenKind::right_paren));
  if (auto* operand = std::get_if<ast::Operand>(&term.node)) {
    ParsedOperand parsed{std::move(*operand), true};
    DYNAROCKS_TRY(operands_.parse_tail(parsed));
    term = {std::move(parsed.operand), parsed.parenthesised};
  }
  return {};
}

SyntaxResult<ast::Condition> ConditionParser::parse_all() {
  groups_.emplace_back();
  for (;;) {
    DYNAROCKS_ASSIGN(Term term, parse_first_of_term());
    for (;;) {
      DYNAROCKS_TRY(complete_predicate(term));
      const TokenKind next = cursor_.kind();
      if (next == TokenKind::and_ || next == TokenKind::or_) {
        DYNAROCKS_ASSIGN(ast::Condition condition, require_condition(std::move(term)));
        next == TokenKind::and_ ? groups_.back().add_and(std::move(condition))
                                : groups_.back().add_or(std::move(condition));
        cursor_.advance();
        ++operators_;
        break;
      }
      if (groups_.size() == 1) {
        DYNAROCKS_ASSIGN(ast::Condition last, require_condition(std::move(term)));
        DYNAROCKS_TRY(cursor_.expect(TokenKind::end));
        return groups_.back().close(std::move(last));
      }
      DYNAROCKS_TRY(close_group(term));
    }
  }
}

}  // namespace

Result<ParsedCondition, std::string> parse_condition(std::string_view text) {
  return ConditionParser(text).parse();
}

}  // namespace dynarocks::expression
