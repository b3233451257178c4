#include <fmt/format.h>

#include "../units.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/text.hpp"
#include "blocs/findings/verdicts.hpp"

namespace blocs::findings {
namespace {

Json json_of(const Reading& reading) {
  if (const auto* number = std::get_if<double>(&reading.value)) return *number;
  if (const auto* text = std::get_if<std::string>(&reading.value)) return *text;
  if (const auto* list = std::get_if<std::vector<std::string>>(&reading.value)) return *list;
  return nullptr;
}

Json json_of(const Stated& stated) {
  if (const auto* number = std::get_if<double>(&stated)) return *number;
  if (const auto* date = std::get_if<LooseDate>(&stated)) return date->iso();
  if (const auto* text = std::get_if<std::string>(&stated)) return *text;
  if (const auto* list = std::get_if<std::vector<std::string>>(&stated)) return *list;
  return nullptr;
}

Json json_of(const CheckedFigure& checked) {
  return {{"label", checked.figure.label},
          {"stated", json_of(checked.figure.stated)},
          {"stated_words", stated_words(checked.figure)},
          {"unit", checked.figure.unit},
          {"compare", word(checked.figure.compare)},
          {"record", json_of(checked.record)},
          {"record_words", checked.record.words},
          {"rule", checked.rule},
          {"verdict", word(checked.verdict)},
          {"why", checked.why}};
}

Json json_of(const Variant& variant) {
  Json values = Json::array();
  for (const auto& reading : variant.values) values.push_back(json_of(reading));
  return {{"rule", variant.rule},
          {"values", values},
          {"figure_holds", variant.figure_holds},
          {"holds", variant.holds}};
}

std::string number_words(const Figure& figure, double number) {
  if (figure.digits <= 0) return plain_number(number);
  return fmt::format("{:.{}f}", number, figure.digits);
}

}  // namespace

std::string stated_words(const Figure& figure) {
  if (!figure.states_a_value()) return "–";
  std::string text = figure.compare == Compare::equal ? "" : std::string(word(figure.compare)) + " ";
  const bool dated = std::holds_alternative<LooseDate>(figure.stated);
  if (figure.compare != Compare::equal && dated) {
    text = figure.compare == Compare::at_most     ? "by "
           : figure.compare == Compare::less_than ? "before "
           : figure.compare == Compare::at_least  ? "from "
                                                  : "after ";
  }
  if (const auto* number = std::get_if<double>(&figure.stated))
    text += number_words(figure, *number);
  else if (const auto* date = std::get_if<LooseDate>(&figure.stated))
    text += date->iso();
  else if (const auto* word_stated = std::get_if<std::string>(&figure.stated))
    text += *word_stated;
  else
    text += join(std::get<std::vector<std::string>>(figure.stated), ", ");
  if (figure.unit.empty() || dated) return text;
  const auto* number = std::get_if<double>(&figure.stated);
  return text + " " + (number != nullptr && *number == 1 ? singular_unit(figure.unit) : figure.unit);
}

Json to_json(const CheckedClaim& checked, Variants variants) {
  Json figures = Json::array();
  for (const auto& figure : checked.figures) figures.push_back(json_of(figure));
  Json json{{"id", checked.claim.id},
            {"text", checked.claim.text},
            {"document", checked.document.title},
            {"where", checked.claim.where},
            {"verdict", word(checked.verdict)},
            {"verdict_words", checked.verdict_words},
            {"why", checked.why},
            {"figures", std::move(figures)},
            {"rules", checked.variants.size()},
            {"evidence", checked.evidence}};
  if (variants == Variants::leave_out) return json;
  json["variants"] = Json::array();
  for (const auto& variant : checked.variants) json["variants"].push_back(json_of(variant));
  return json;
}

Json to_json(const std::vector<CheckedClaim>& claims, Variants variants) {
  Json list = Json::array();
  std::vector<Finding> findings;
  for (const auto& claim : claims) {
    list.push_back(to_json(claim, variants));
    findings.insert(findings.end(), claim.findings.begin(), claim.findings.end());
  }
  Json json{{"claims", std::move(list)}};
  json.update(to_json(findings));
  return json;
}

}  // namespace blocs::findings
