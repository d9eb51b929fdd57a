#include "expression/projection.h"

#include <utility>

#include "expression/bound_operand.h"
#include "expression/expression_text.h"
#include "expression/mentions.h"
#include "expression/path_overlap.h"
#include "expression/projection_parser.h"
#include "expression/projection_tree.h"

namespace dynarocks::expression {

namespace {

Result<std::vector<DocumentPath>, std::string> parse_and_bind(std::string_view text,
                                                              Placeholders& placeholders) {
  DYNAROCKS_ASSIGN(const ParsedProjection parsed, parse_projection(text));
  if (parsed.limit_fault) return failure(*parsed.limit_fault);
  std::vector<const ast::Path*> mentioned;
  for (const ast::Path& path : parsed.paths) mentioned.push_back(&path);
  DYNAROCKS_TRY(check_reserved_words(mentioned));
  std::vector<DocumentPath> paths;
  paths.reserve(parsed.paths.size());
  for (const ast::Path& path : parsed.paths) {
    DYNAROCKS_ASSIGN(DocumentPath bound, bind_path(path, placeholders));
    paths.push_back(std::move(bound));
  }
  DYNAROCKS_TRY(check_paths_apart(paths));
  return paths;
}

}  // namespace

Projection::Projection(std::vector<DocumentPath> paths)
    : paths_(std::move(paths)), tree_(std::make_shared<const ProjectionTree>(paths_)) {}

model::ApiResult<Projection> Projection::parse(std::string_view text, Placeholders& placeholders) {
  DYNAROCKS_TRY(
      check_expression_text(text, ExpressionKind::projection, model::ValidationLayer::current));
  Result<std::vector<DocumentPath>, std::string> paths = parse_and_bind(text, placeholders);
  if (!paths) return failure(invalid_expression(ExpressionKind::projection, paths.error()));
  return Projection(std::move(*paths));
}

Projection Projection::of_attributes(const std::vector<std::string>& names) {
  std::vector<DocumentPath> paths;
  paths.reserve(names.size());
  for (const std::string& name : names) paths.push_back(DocumentPath{{name}});
  return Projection(std::move(paths));
}

std::string Projection::apply(codec::ItemView item) const { return tree_->apply(item); }

std::string project(codec::ItemView item, std::span<const DocumentPath> paths) {
  return ProjectionTree(paths).apply(item);
}

}  // namespace dynarocks::expression
