#include <string_view>

#include "blocs/core/error.hpp"
#include "blocs/findings/brief.hpp"

namespace blocs::findings {
namespace {

constexpr std::string_view kData = "<script type=\"application/json\" id=\"brief-data\">null</script>";
constexpr std::string_view kTitle = "<title>blocs brief</title>";

std::string with_replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string html_escaped(std::string text) {
  text = with_replaced(std::move(text), "&", "&amp;");
  text = with_replaced(std::move(text), "<", "&lt;");
  text = with_replaced(std::move(text), ">", "&gt;");
  return with_replaced(std::move(text), "\"", "&quot;");
}

/// JSON that cannot end the element it stands in, nor a line of script.
std::string safe_json(const Brief& brief) {
  std::string json = to_json(brief).dump(-1, ' ', false, Json::error_handler_t::replace);
  json = with_replaced(std::move(json), "<", "\\u003c");
  json = with_replaced(std::move(json), "\xe2\x80\xa8", "\\u2028");
  return with_replaced(std::move(json), "\xe2\x80\xa9", "\\u2029");
}

void put(std::string& page, std::string_view place, const std::string& content) {
  const std::size_t at = page.find(place);
  if (at == std::string::npos) {
    throw Error::bad_input("the page has no place for \"" + std::string(place) + "\"", "brief.html",
                           "build the page again: make build");
  }
  page.replace(at, place.size(), content);
}

}  // namespace

std::string to_html(const Brief& brief, const std::string& page) {
  std::string html = page;
  put(html, kTitle, "<title>" + html_escaped(brief.headline.title) + "</title>");
  put(html, kData, "<script type=\"application/json\" id=\"brief-data\">" + safe_json(brief) + "</script>");
  return html;
}

}  // namespace blocs::findings
