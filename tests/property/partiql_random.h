#pragma once
// Random syntax trees of statements, as the parser makes them.

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>

#include "partiql/ast.h"

namespace dynarocks::partiql::testing {

class RandomStatement {
 public:
  explicit RandomStatement(std::uint64_t seed) : engine_(seed) {}

  [[nodiscard]] std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(engine_);
  }
  [[nodiscard]] bool chance(std::size_t one_in) { return below(one_in) == 0; }
  template <class T, std::size_t count>
  [[nodiscard]] const T& pick(const T (&choices)[count]) {
    return choices[below(count)];
  }

  [[nodiscard]] ast::Statement statement() {
    parameters_ = 0;
    ast::Statement statement;
    switch (below(5)) {
      case 0:
        statement.node = select();
        break;
      case 1: {
        ast::Insert insert;
        insert.target = target();
        insert.value = expression(0);
        statement.node = std::move(insert);
        break;
      }
      case 2:
        statement.node = update();
        break;
      case 3: {
        ast::Delete deletion;
        deletion.target = target();
        deletion.where = where();
        deletion.returning = returning();
        statement.node = std::move(deletion);
        break;
      }
      default:
        statement.node = ast::Exists{select()};
        break;
    }
    statement.parameter_count = parameters_;
    return statement;
  }

 private:
  [[nodiscard]] ast::Expression node(ast::Kind kind, std::string text = {}) {
    ast::Expression expression;
    expression.kind = kind;
    expression.text = std::move(text);
    return expression;
  }
  [[nodiscard]] ast::Expression name() {
    static const char* const names[] = {"a", "B", "inner", "x y", "q\"q", "_z", "year", "1a", ""};
    return node(ast::Kind::name, pick(names));
  }

  [[nodiscard]] ast::Target target() {
    ast::Target target;
    target.parts.push_back({"T", chance(2)});
    if (chance(3)) target.parts.push_back({"select", true});
    return target;
  }
  [[nodiscard]] std::optional<ast::Expression> where() {
    if (chance(4)) return std::nullopt;
    return expression(0);
  }
  [[nodiscard]] std::optional<ast::Returning> returning() {
    if (chance(2)) return std::nullopt;
    return ast::Returning{chance(2), chance(2)};
  }
  [[nodiscard]] ast::Select select() {
    ast::Select select;
    if (!chance(3)) {
      do select.projection.push_back(expression(3));
      while (chance(2));
    }
    select.target = target();
    select.where = where();
    while (chance(3)) select.order_by.push_back({expression(3), chance(2)});
    return select;
  }
  [[nodiscard]] ast::Update update() {
    ast::Update update;
    update.from_first = chance(2);
    update.target = target();
    if (update.from_first) update.where = where();
    do {
      ast::Action action;
      action.path = path(true);
      if (chance(2)) action.value = expression(1);
      update.actions.push_back(std::move(action));
    } while (chance(2));
    if (!update.from_first) update.where = where();
    update.returning = returning();
    return update;
  }

  [[nodiscard]] ast::Expression path(bool simple) {
    ast::Expression path = node(ast::Kind::path);
    path.children.push_back(name());
    while (chance(2)) {
      if (chance(2)) {
        path.children.push_back(name());
      } else if (!simple && chance(4)) {
        path.children.push_back(node(ast::Kind::wildcard, chance(2) ? ".*" : "[*]"));
      } else {
        ast::Expression step = node(ast::Kind::subscript);
        step.children.push_back(simple ? number() : expression(3));
        path.children.push_back(std::move(step));
      }
    }
    return path;
  }
  [[nodiscard]] ast::Expression number() {
    static const char* const numbers[] = {"0", "1", "-1", "731e4", ".73e1", "-7.31E+6", "5."};
    return node(ast::Kind::number, pick(numbers));
  }

  [[nodiscard]] ast::Expression leaf() {
    static const char* const strings[] = {"", "a", "it's", "--", "/*", "é"};
    switch (below(9)) {
      case 0:
        return node(ast::Kind::string, pick(strings));
      case 1:
        return number();
      case 2:
        return node(chance(2) ? ast::Kind::true_ : ast::Kind::false_);
      case 3:
        return node(chance(2) ? ast::Kind::null : ast::Kind::missing);
      case 4: {
        ast::Expression parameter = node(ast::Kind::parameter);
        parameter.ordinal = parameters_++;
        return parameter;
      }
      default:
        return path(false);
    }
  }

  void fill(ast::Expression& parent, std::size_t count, int depth) {
    for (std::size_t i = 0; i < count; ++i) parent.children.push_back(expression(depth + 1));
  }

  [[nodiscard]] ast::Expression expression(int depth) {
    using ast::Kind;
    if (depth > 3 || chance(4)) return leaf();
    switch (below(9)) {
      case 0: {
        static const Kind containers[] = {Kind::list, Kind::bag};
        ast::Expression container = node(pick(containers));
        fill(container, below(4), depth);
        return container;
      }
      case 1: {
        ast::Expression tuple = node(Kind::tuple);
        fill(tuple, 2 * below(3), depth);
        return tuple;
      }
      case 2: {
        static const char* const functions[] = {"size", "contains", "set_add", "f"};
        ast::Expression call = node(Kind::call, pick(functions));
        fill(call, below(3), depth);
        return call;
      }
      case 3: {
        static const char* const types[] = {"NULL", "MISSING", "INT4", "DOUBLE PRECISION", "BAG"};
        ast::Expression is = node(Kind::is, pick(types));
        fill(is, 1, depth);
        return is;
      }
      case 4: {
        ast::Expression logical = node(chance(2) ? Kind::and_ : Kind::or_);
        fill(logical, 2 + below(3), depth);
        return logical;
      }
      case 5: {
        ast::Expression negation = node(Kind::not_);
        fill(negation, 1, depth);
        return negation;
      }
      case 6: {
        ast::Expression between = node(Kind::between);
        fill(between, 3, depth);
        return between;
      }
      case 7: {
        ast::Expression in = node(Kind::in);
        fill(in, 1, depth);
        ast::Expression list = node(Kind::list);
        fill(list, 1 + below(3), depth);
        in.children.push_back(std::move(list));
        return in;
      }
      default: {
        static const Kind kinds[] = {Kind::eq,     Kind::ne,     Kind::lt,    Kind::le,
                                     Kind::gt,     Kind::ge,     Kind::like,  Kind::plus,
                                     Kind::minus,  Kind::concat, Kind::times, Kind::divide,
                                     Kind::modulo, Kind::eq};
        ast::Expression infix = node(pick(kinds));
        fill(infix, 2, depth);
        return infix;
      }
    }
  }

  std::mt19937_64 engine_;
  std::uint32_t parameters_ = 0;
};

}  // namespace dynarocks::partiql::testing
