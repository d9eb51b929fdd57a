#include "server/xml_writer.h"

namespace dynarocks::server {
namespace {

void append_escaped(std::string_view text, std::string& out) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        // XML has no other control characters, not even escaped.
        out.push_back(static_cast<unsigned char>(c) >= ' ' || c == '\n' || c == '\t' ? c : '?');
    }
  }
}

}  // namespace

XmlWriter& XmlWriter::begin(std::string_view name, std::string_view attributes) {
  indent();
  out_.append("<").append(name).append(attributes).append(">\n");
  open_.push_back(name);
  return *this;
}

XmlWriter& XmlWriter::end() {
  const std::string_view name = open_.back();
  open_.pop_back();
  indent();
  out_.append("</").append(name).append(">\n");
  return *this;
}

XmlWriter& XmlWriter::element(std::string_view name, std::string_view text) {
  indent();
  out_.append("<").append(name).append(">");
  append_escaped(text, out_);
  out_.append("</").append(name).append(">\n");
  return *this;
}

}  // namespace dynarocks::server
