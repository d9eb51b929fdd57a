#include "partiql/ast.h"

namespace dynarocks::partiql::ast {

bool operator==(const Expression& a, const Expression& b) {
  return a.kind == b.kind && a.text == b.text && a.ordinal == b.ordinal && a.children == b.children;
}

}  // namespace dynarocks::partiql::ast
