#include "partiql/expression_parser.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "expression/ascii.h"
#include "model/limits.h"
#include "partiql/type_names.h"

namespace dynarocks::partiql {

namespace {

using ast::Expression;
using ast::Kind;

constexpr int not_precedence = 3;
constexpr int sign_precedence = 8;

struct Infix {
  TokenKind token;
  Kind kind;
  int precedence;
};

constexpr std::array<Infix, 18> infixes = {{{TokenKind::or_, Kind::or_, 1},
                                            {TokenKind::and_, Kind::and_, 2},
                                            {TokenKind::eq, Kind::eq, 4},
                                            {TokenKind::ne, Kind::ne, 4},
                                            {TokenKind::in, Kind::in, 4},
                                            {TokenKind::is, Kind::is, 4},
                                            {TokenKind::lt, Kind::lt, 5},
                                            {TokenKind::le, Kind::le, 5},
                                            {TokenKind::gt, Kind::gt, 5},
                                            {TokenKind::ge, Kind::ge, 5},
                                            {TokenKind::between, Kind::between, 5},
                                            {TokenKind::like, Kind::like, 5},
                                            {TokenKind::plus, Kind::plus, 6},
                                            {TokenKind::minus, Kind::minus, 6},
                                            {TokenKind::concat, Kind::concat, 6},
                                            {TokenKind::star, Kind::times, 7},
                                            {TokenKind::slash, Kind::divide, 7},
                                            {TokenKind::percent, Kind::modulo, 7}}};

const Infix* find_infix(TokenKind token) {
  const auto found = std::find_if(infixes.begin(), infixes.end(),
                                  [token](const Infix& infix) { return infix.token == token; });
  return found == infixes.end() ? nullptr : &*found;
}

/// Keywords that name functions, so that a parenthesis may follow.
bool is_function_keyword(std::string_view word) {
  constexpr std::array<std::string_view, 15> functions = {
      "AVG",         "BIT_LENGTH", "CHARACTER_LENGTH",
      "CHAR_LENGTH", "COALESCE",   "COUNT",
      "EXISTS",      "LOWER",      "MAX",
      "MIN",         "NULLIF",     "OCTET_LENGTH",
      "SIZE",        "SUM",        "UPPER"};
  return std::find(functions.begin(), functions.end(), word) != functions.end();
}

char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string upper_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), expression::to_upper);
  return text;
}

/// Counts a level of nesting for as long as it lives.
class Level {
 public:
  explicit Level(int& nesting) : nesting_(++nesting) {}
  ~Level() { --nesting_; }
  Level(const Level&) = delete;
  Level& operator=(const Level&) = delete;
  [[nodiscard]] bool too_deep() const { return nesting_ > model::limits::statement_nesting; }

 private:
  int& nesting_;
};

std::string nested_too_deeply() { return "The statement is nested too deeply"; }

/// A sign before a number is part of it.
bool fold_sign(Expression& operand, bool negative) {
  if (operand.kind != Kind::number) return false;
  if (!negative) return true;
  if (operand.text.front() == '-') {
    operand.text.erase(0, 1);
  } else {
    operand.text.insert(0, 1, '-');
  }
  return true;
}

Expression negated(Expression operand) {
  Expression result{Kind::not_, {}, {}, 0, false, operand.position};
  result.children.push_back(std::move(operand));
  return result;
}

}  // namespace

Expression ExpressionParser::take(Kind kind) {
  Expression taken{kind,
                   cursor_.token().text,
                   {},
                   0,
                   cursor_.at(TokenKind::quoted_name),
                   cursor_.token().position};
  cursor_.advance();
  return taken;
}

SyntaxResult<Expression> ExpressionParser::parse_infix(int precedence) {
  DYNAROCKS_ASSIGN(Expression left, parse_prefix());
  const Infix* chain = nullptr;  // the AND or OR that `left` was joined by here
  int joined = 0;                // levels `left` has grown by
  for (;;) {
    const bool inverted = cursor_.at(TokenKind::not_);
    const Infix* infix = find_infix(inverted ? cursor_.next().kind : cursor_.kind());
    const bool can_invert =
        infix != nullptr &&
        (infix->kind == Kind::in || infix->kind == Kind::between || infix->kind == Kind::like);
    if (infix == nullptr || infix->precedence <= precedence || (inverted && !can_invert)) {
      return left;
    }
    if (chain == infix) {
      DYNAROCKS_TRY(parse_right_side(left, infix->precedence));
      continue;
    }
    if (++joined > model::limits::statement_nesting) return failure(nested_too_deeply());
    if (inverted) cursor_.advance();
    Expression node{infix->kind, {}, {}, 0, false, cursor_.token().position};
    node.children.push_back(std::move(left));
    // IS NOT, too, inverts.
    const bool is_not = infix->kind == Kind::is && cursor_.next().kind == TokenKind::not_;
    DYNAROCKS_TRY(parse_right_side(node, infix->precedence));
    if (inverted || is_not) node = negated(std::move(node));
    left = std::move(node);
    chain = infix->kind == Kind::and_ || infix->kind == Kind::or_ ? infix : nullptr;
  }
}

SyntaxResult<void> ExpressionParser::parse_operand_into(Expression& infix, int precedence) {
  if (cursor_.at(TokenKind::end)) {
    return failure(std::string("Missing right-hand side expression of infix operator"));
  }
  DYNAROCKS_ASSIGN(Expression operand, parse_infix(precedence));
  infix.children.push_back(std::move(operand));
  return {};
}

SyntaxResult<void> ExpressionParser::parse_right_side(Expression& infix, int precedence) {
  cursor_.advance();
  switch (infix.kind) {
    case Kind::is:
      return parse_type(infix);
    case Kind::in:
      return parse_in_list(infix, precedence);
    case Kind::between:
      DYNAROCKS_TRY(parse_operand_into(infix, precedence));
      if (!cursor_.accept(TokenKind::and_)) return failure(std::string("Expected AND keyword"));
      return parse_operand_into(infix, precedence);
    default:
      return parse_operand_into(infix, precedence);
  }
}

SyntaxResult<void> ExpressionParser::parse_in_list(Expression& in, int precedence) {
  if (cursor_.at(TokenKind::not_)) return failure(std::string("Unexpected operator"));
  if (!cursor_.at(TokenKind::left_paren)) return parse_operand_into(in, precedence);
  Expression list = take(Kind::list);
  list.text.clear();
  DYNAROCKS_TRY(parse_items(list.children));
  in.children.push_back(std::move(list));
  return cursor_.expect(TokenKind::right_paren, "RIGHT_PAREN");
}

SyntaxResult<void> ExpressionParser::parse_type(Expression& is) {
  cursor_.accept(TokenKind::not_);
  std::string name = upper_case(cursor_.token().text);
  const bool is_word = cursor_.at(TokenKind::identifier) || cursor_.at(TokenKind::keyword) ||
                       cursor_.at(TokenKind::null) || cursor_.at(TokenKind::missing);
  if (is_word && begins_type_name(name)) {
    const std::string both = name + " " + upper_case(cursor_.next().text);
    if (types_named(both)) {
      name = both;
      cursor_.advance();
    }
  }
  if (!is_word || !types_named(name)) return failure(std::string("Expected type name"));
  cursor_.advance();
  is.text = std::move(name);
  return {};
}

SyntaxResult<Expression> ExpressionParser::parse_prefix() {
  const Level level(nesting_);
  if (level.too_deep()) return failure(nested_too_deeply());
  if (cursor_.at(TokenKind::not_)) {
    Expression node{Kind::not_, {}, {}, 0, false, cursor_.token().position};
    cursor_.advance();
    DYNAROCKS_ASSIGN(Expression operand, parse_infix(not_precedence));
    node.children.push_back(std::move(operand));
    return node;
  }
  if (cursor_.at(TokenKind::minus) || cursor_.at(TokenKind::plus)) return parse_sign();
  return parse_path_term();
}

SyntaxResult<Expression> ExpressionParser::parse_sign() {
  const bool negative = cursor_.at(TokenKind::minus);
  Expression node{
      negative ? Kind::negative : Kind::positive, {}, {}, 0, false, cursor_.token().position};
  cursor_.advance();
  DYNAROCKS_ASSIGN(Expression operand, parse_infix(sign_precedence));
  if (fold_sign(operand, negative)) return operand;
  node.children.push_back(std::move(operand));
  return node;
}

SyntaxResult<Expression> ExpressionParser::parse_path_term() {
  DYNAROCKS_ASSIGN(Expression root, parse_term());
  const bool has_steps = cursor_.at(TokenKind::dot) || cursor_.at(TokenKind::left_bracket);
  if (root.kind != Kind::name && !has_steps) return root;
  // "(a).b" is a.b.
  if (root.kind != Kind::path) {
    Expression path{Kind::path, {}, {}, 0, false, root.position};
    path.children.push_back(std::move(root));
    root = std::move(path);
  }
  DYNAROCKS_TRY(parse_steps(root, false));
  return root;
}

SyntaxResult<Expression> ExpressionParser::parse_simple_path() {
  if (!cursor_.at(TokenKind::identifier) && !cursor_.at(TokenKind::quoted_name)) {
    return failure(std::string("Expected identifier for simple path"));
  }
  Expression path{Kind::path, {}, {}, 0, false, cursor_.token().position};
  path.children.push_back(take(Kind::name));
  DYNAROCKS_TRY(parse_steps(path, true));
  return path;
}

SyntaxResult<void> ExpressionParser::parse_steps(Expression& path, bool simple) {
  for (;;) {
    if (cursor_.at(TokenKind::dot)) {
      DYNAROCKS_TRY(parse_dot_step(path, simple));
    } else if (cursor_.at(TokenKind::left_bracket)) {
      DYNAROCKS_TRY(parse_bracket_step(path, simple));
    } else {
      return {};
    }
  }
}

SyntaxResult<void> ExpressionParser::parse_dot_step(Expression& path, bool simple) {
  cursor_.advance();
  switch (cursor_.kind()) {
    case TokenKind::identifier:
    case TokenKind::quoted_name:
      path.children.push_back(take(Kind::name));
      return {};
    case TokenKind::star:
      if (simple) return failure(std::string("Invalid path dot component for simple path"));
      path.children.push_back(take(Kind::wildcard));
      path.children.back().text = ".*";
      return {};
    default:
      return failure(std::string("Invalid path dot component"));
  }
}

SyntaxResult<void> ExpressionParser::parse_bracket_step(Expression& path, bool simple) {
  cursor_.advance();
  if (cursor_.at(TokenKind::star) && !simple) {
    path.children.push_back(take(Kind::wildcard));
    path.children.back().text = "[*]";
    return cursor_.expect(TokenKind::right_bracket, "RIGHT_BRACKET");
  }
  Expression step{Kind::subscript, {}, {}, 0, false, cursor_.token().position};
  DYNAROCKS_ASSIGN(Expression inner, parse_infix(0));
  DYNAROCKS_TRY(cursor_.expect(TokenKind::right_bracket, "RIGHT_BRACKET"));
  if (simple && inner.kind != Kind::number && inner.kind != Kind::string) {
    return failure(std::string("Invalid path component for simple path"));
  }
  step.children.push_back(std::move(inner));
  path.children.push_back(std::move(step));
  return {};
}

SyntaxResult<Expression> ExpressionParser::parse_term() {
  switch (cursor_.kind()) {
    case TokenKind::identifier:
      if (cursor_.next().kind == TokenKind::left_paren) return parse_call();
      return take(Kind::name);
    case TokenKind::quoted_name:
      return take(Kind::name);
    case TokenKind::keyword:
      return parse_keyword_term();
    case TokenKind::string:
      return take(Kind::string);
    case TokenKind::number:
      return take(Kind::number);
    case TokenKind::true_:
    case TokenKind::false_:
    case TokenKind::null:
    case TokenKind::missing: {
      constexpr std::array literals = {Kind::true_, Kind::false_, Kind::null, Kind::missing};
      const auto literal =
          static_cast<std::size_t>(cursor_.kind()) - static_cast<std::size_t>(TokenKind::true_);
      Expression taken = take(literals[literal]);
      taken.text.clear();
      return taken;
    }
    case TokenKind::parameter: {
      Expression taken = take(Kind::parameter);
      taken.text.clear();
      taken.ordinal = parameter_count_++;
      return taken;
    }
    case TokenKind::left_paren:
      return parse_group();
    case TokenKind::left_bracket:
      return parse_elements(Kind::list, TokenKind::right_bracket, "RIGHT_BRACKET");
    case TokenKind::left_bag:
      return parse_elements(Kind::bag, TokenKind::right_bag, "RIGHT_DOUBLE_ANGLE_BRACKET");
    case TokenKind::left_curly:
      return parse_tuple();
    default:
      break;
  }
  const bool is_operator = find_infix(cursor_.kind()) != nullptr && !cursor_.at(TokenKind::star);
  return failure(std::string(is_operator ? "Unexpected operator" : "Unexpected term"));
}

SyntaxResult<Expression> ExpressionParser::parse_keyword_term() {
  const bool is_call = cursor_.next().kind == TokenKind::left_paren;
  if (is_call && is_function_keyword(cursor_.token().text)) return parse_call();
  return failure(std::string("Unexpected keyword"));
}

SyntaxResult<Expression> ExpressionParser::parse_group() {
  Expression group{Kind::list, {}, {}, 0, false, cursor_.token().position};
  cursor_.advance();
  DYNAROCKS_TRY(parse_items(group.children));
  DYNAROCKS_TRY(cursor_.expect(TokenKind::right_paren, "RIGHT_PAREN"));
  if (group.children.size() > 1) return group;  // (1, 2) is a list
  Expression only = std::move(group.children.front());
  return only;
}

SyntaxResult<Expression> ExpressionParser::parse_call() {
  Expression call = take(Kind::call);
  std::transform(call.text.begin(), call.text.end(), call.text.begin(), to_lower);
  cursor_.advance();
  if (cursor_.accept(TokenKind::right_paren)) return call;
  if (cursor_.at(TokenKind::star)) {
    call.children.push_back(take(Kind::star));
    call.children.back().text.clear();
  } else {
    DYNAROCKS_TRY(parse_items(call.children));
  }
  DYNAROCKS_TRY(cursor_.expect(TokenKind::right_paren, "RIGHT_PAREN"));
  return call;
}

SyntaxResult<Expression> ExpressionParser::parse_elements(Kind kind, TokenKind close,
                                                          std::string_view close_name) {
  Expression container{kind, {}, {}, 0, false, cursor_.token().position};
  cursor_.advance();
  if (cursor_.accept(close)) return container;
  DYNAROCKS_TRY(parse_items(container.children));
  DYNAROCKS_TRY(cursor_.expect(close, close_name));
  return container;
}

SyntaxResult<Expression> ExpressionParser::parse_tuple() {
  Expression tuple{Kind::tuple, {}, {}, 0, false, cursor_.token().position};
  cursor_.advance();
  if (cursor_.accept(TokenKind::right_curly)) return tuple;
  do {
    DYNAROCKS_ASSIGN(Expression key, parse_infix(0));
    DYNAROCKS_TRY(cursor_.expect(TokenKind::colon, "COLON"));
    DYNAROCKS_ASSIGN(Expression value, parse_infix(0));
    tuple.children.push_back(std::move(key));
    tuple.children.push_back(std::move(value));
  } while (cursor_.accept(TokenKind::comma));
  DYNAROCKS_TRY(cursor_.expect(TokenKind::right_curly, "RIGHT_CURLY"));
  return tuple;
}

SyntaxResult<void> ExpressionParser::parse_items(std::vector<Expression>& items) {
  do {
    DYNAROCKS_ASSIGN(Expression item, parse_infix(0));
    items.push_back(std::move(item));
  } while (cursor_.accept(TokenKind::comma));
  return {};
}

}  // namespace dynarocks::partiql
