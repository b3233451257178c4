#include "builder.hpp"

#include <algorithm>
#include <iterator>

#include "../words.hpp"

namespace blocs::findings {

bool BriefBuilder::is_member(const std::string& state) const {
  return std::find(members().begin(), members().end(), state) != members().end();
}

std::vector<Pair> BriefBuilder::pairs(const std::vector<std::string>& states) {
  std::vector<Pair> found;
  for (std::size_t i = 0; i < states.size(); ++i) {
    for (std::size_t j = i + 1; j < states.size(); ++j) found.emplace_back(states[i], states[j]);
  }
  return found;
}

std::vector<std::string> BriefBuilder::names(const std::vector<std::string>& states) const {
  std::vector<std::string> list;
  for (const auto& state : states) list.push_back(name(state));
  return list;
}

std::string BriefBuilder::spoken(const std::vector<std::string>& states) const {
  std::vector<std::string> list;
  for (const auto& state : states) list.push_back(with_article(name(state)));
  return and_list(list);
}

std::vector<Finding> BriefBuilder::ask(const std::string& measure, const std::vector<std::string>& subjects,
                                       Json options) const {
  return answer(record_, {measure, subjects, std::move(options)});
}

std::vector<Finding> BriefBuilder::ask_numbers(const std::string& measure,
                                               const std::vector<std::string>& subjects, Json options) const {
  return answer(record_, {measure, subjects, std::move(options), Wanted::numbers});
}

Finding BriefBuilder::ask_whole(const std::string& measure, const std::vector<std::string>& subjects,
                                Json options) const {
  return ask_together(measure, subjects, std::move(options)).front();
}

std::vector<Finding> BriefBuilder::ask_together(const std::string& measure,
                                                const std::vector<std::string>& subjects,
                                                Json options) const {
  return answer(record_, {measure, subjects, std::move(options), Wanted::findings, false});
}

Finding BriefBuilder::ask_one(const std::string& measure, const std::vector<std::string>& subjects,
                              Json options) const {
  return ask(measure, subjects, std::move(options)).front();
}

Json BriefBuilder::within(const Json& more) const {
  Json options{{"since", since().iso()}, {"until", until().iso()}};
  options.update(more);
  return options;
}

std::string BriefBuilder::keep(const Finding& finding) {
  if (kept_.insert(finding.id).second) brief_.findings.push_back(finding);
  return finding.id;
}

const Finding* BriefBuilder::kept(const std::string& id) const {
  const auto at = std::find_if(brief_.findings.begin(), brief_.findings.end(),
                               [&](const Finding& finding) { return finding.id == id; });
  return at == brief_.findings.end() ? nullptr : &*at;
}

std::string BriefBuilder::keep(const Finding& finding, Exhibit& exhibit) {
  auto& list = exhibit.findings;
  if (std::find(list.begin(), list.end(), finding.id) == list.end()) list.push_back(finding.id);
  return keep(finding);
}

void BriefBuilder::add(Section section) {
  brief_.sections.push_back(std::move(section));
}

void BriefBuilder::take(Brief&& part) {
  for (auto& finding : part.findings) {
    if (kept_.insert(finding.id).second) brief_.findings.push_back(std::move(finding));
  }
  std::move(part.sections.begin(), part.sections.end(), std::back_inserter(brief_.sections));
  std::move(part.claims.begin(), part.claims.end(), std::back_inserter(brief_.claims));
  std::move(part.method.begin(), part.method.end(), std::back_inserter(brief_.method));
}

void BriefBuilder::not_observed(std::string id, std::string layer, std::string title, std::string why,
                                std::string fill) {
  add({std::move(id),
       std::move(layer),
       std::move(title),
       {std::move(why), "What would fill this: " + std::move(fill)},
       false,
       {}});
}

}  // namespace blocs::findings
