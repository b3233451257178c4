#include "blocs/findings/verdicts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "blocs/core/error.hpp"
#include "blocs/core/parallel.hpp"
#include "blocs/core/text.hpp"
#include "claim_grid.hpp"
#include "claim_reading.hpp"
#include "comparisons.hpp"
#include "grid_readings.hpp"
#include "reach.hpp"
#include "record_on_day.hpp"
#include "verdict_words.hpp"
#include "without_source.hpp"

namespace blocs::findings {
namespace {

/// Answers from one record; the same question is asked once.
class Asker {
 public:
  explicit Asker(const views::Record& record) : record_(record) {}

  const std::vector<Finding>& ask(const Question& question) {
    const std::string key =
        question.measure + '\n' + join(question.subjects, ",") + '\n' + question.options.dump();
    const auto at = answers_.find(key);
    if (at != answers_.end()) return at->second;
    return answers_.emplace(key, answer(record_, question)).first->second;
  }

 private:
  const views::Record& record_;
  std::map<std::string, std::vector<Finding>> answers_;
};

std::string about(const Claim& claim, const Figure& figure) {
  return fmt::format("claim \"{}\"{}", claim.id,
                     figure.label.empty() ? "" : ", figure \"" + figure.label + "\"");
}

/// Whether a value is of the kind that the claim states, so that the two can be compared at all.
bool same_kind(const Figure& figure, const Reading& reading) {
  if (std::holds_alternative<std::monostate>(reading.value)) return true;
  if (std::holds_alternative<double>(figure.stated)) return std::holds_alternative<double>(reading.value);
  const bool list = std::holds_alternative<std::vector<std::string>>(reading.value);
  if (std::holds_alternative<std::vector<std::string>>(figure.stated)) return list;
  if (!figure.states_a_value()) return !list;  // compared with others: a number or a date
  return std::holds_alternative<std::string>(reading.value);
}

/// Whether a question asks for days after one.
bool reaches_past(const Question& question, Date day) {
  for (const char* key : {"since", "until"}) {
    const auto at = question.options.find(key);
    if (at == question.options.end() || !at->is_string()) continue;
    const auto date = Date::parse(at->get<std::string>());
    if (date && *date > day) return true;
  }
  return false;
}

/// Whether a forecast was refuted on the day it was made: by a value of that day that stands unchanged, or,
/// of a time that was still running (`open`), by a count that was already above what is stated.
bool refuted(const CheckedFigure& checked, const Reading& then, bool open) {
  const auto& figure = checked.figure;
  const auto held = holds(figure, then);
  if (!held || *held) return false;
  if (!open) return then.value == checked.record.value;
  const auto* stated = std::get_if<double>(&figure.stated);
  const auto* number = std::get_if<double>(&then.value);
  const bool upper = figure.compare == Compare::equal || figure.compare == Compare::at_most ||
                     figure.compare == Compare::less_than;
  return stated != nullptr && number != nullptr && upper && figure.unit != "%" && *number > *stated;
}

/// A claim on its way to a verdict.
struct OpenClaim {
  OpenClaim(const Claim& claim, const Document& document, const views::Record& record)
      : grid(claim, document), readings(claim, grid, record) {
    checked.claim = claim;
    checked.document = document;
    checked.grid = grid.rules();
  }

  CheckedClaim checked;
  ClaimGrid grid;
  GridReadings readings;
};

/// Checks claims of one document; several may be checked at once.
class Checker {
 public:
  Checker(const views::Record& record, const Document& document)
      : document_(document),
        own_(record, document.source_id),
        whole_(record),
        others_(document.source_id.empty() ? record : static_cast<const views::Record&>(own_)) {
    if (document.date) then_.emplace(others_, *document.date);
  }

  /// Asks under the default rule, so that a question that nobody could ask fails here.
  std::unique_ptr<OpenClaim> open(const Claim& claim) const {
    auto opened = std::make_unique<OpenClaim>(claim, document_, others_);
    Asker whole(whole_);
    Asker others(others_);
    for (const auto& figure : claim.figures) {
      if (figure.comparison) {
        opened->checked.figures.push_back({figure, {}, "the values of these figures", Verdict::differs, {}});
        continue;
      }
      opened->checked.figures.push_back(
          by_default(claim, figure, opened->grid.question(figure, 0), opened->checked, whole, others));
    }
    return opened;
  }

  /// Asks one of the questions that the rules of the grid make.
  void ask(OpenClaim& opened, std::size_t question) const { opened.readings.ask(others_, question); }

  /// The verdict, after all questions are asked.
  CheckedClaim close(OpenClaim& opened) const {
    CheckedClaim& checked = opened.checked;
    if (!checked.figures.empty()) {
      for (std::size_t rule = 0; rule < checked.grid.size(); ++rule)
        checked.variants.push_back(variant(opened, rule));
      for (std::size_t f = 0; f < checked.figures.size(); ++f) {
        if (checked.figures[f].figure.comparison) set_comparison(checked, f);
        judge_figure(checked, f);
        if (checked.figures[f].verdict == Verdict::differs) see_whether_overtaken(opened, f);
      }
      judge(checked);
    }
    checked.verdict_words = verdict_words(checked);
    checked.why = why(checked, opened.grid);
    const auto& note = checked.claim.note;
    if (!note.empty()) checked.why += (checked.why.empty() ? "" : " ") + note;
    return std::move(checked);
  }

 private:
  /// The default answer, with the errors of a question that nobody could ask.
  CheckedFigure by_default(const Claim& claim, const Figure& figure, const Question& question,
                           CheckedClaim& checked, Asker& ask_whole, Asker& ask_others) const {
    CheckedFigure result{figure, {}, {}, Verdict::differs, {}};
    try {
      const Finding* whole = picked(figure, ask_whole.ask(question));
      if (whole == nullptr) throw Error::usage("the answer has no such part to pick", figure.pick.part);
      (void)read(figure, *whole);
      const Finding* others = from_others(figure, question, ask_others);
      if (rests_on_document(*whole)) {
        result.verdict = Verdict::not_checkable;
        result.record.words = "not checkable";
        result.why = "the record has it from this document alone (" + join(whole->evidence, ", ") + ")";
        result.rule = whole->rule.words;
        return result;
      }
      const Finding& finding = others != nullptr ? *others : *whole;
      result.record = read(figure, finding);
      result.rule = finding.rule.words;
      if (!same_kind(figure, result.record)) {
        throw Error::usage("the record gives \"" + result.record.words +
                           "\", which is not of the kind that is stated");
      }
      if (std::holds_alternative<std::monostate>(result.record.value) && !finding.caveats.empty()) {
        result.why = finding.caveats.front();
      } else if (auto beyond = reach(whole_, question); beyond.bound != Bound::exact) {
        result.record.bound = beyond.bound;
        result.why = fmt::format("{}; it gives {}", beyond.why, result.record.words);
      }
      keep(finding, checked);
      return result;
    } catch (const Error& error) {
      throw Error(error.kind(), about(claim, figure) + ": " + error.message(), claim.at, error.hint());
    }
  }

  static const Finding* from_others(const Figure& figure, const Question& question, Asker& others) {
    try {
      return picked(figure, others.ask(question));
    } catch (const Error&) {
      return nullptr;  // a row that only the document has is not found
    }
  }

  bool rests_on_document(const Finding& finding) const {
    return !finding.evidence.empty() &&
           std::all_of(finding.evidence.begin(), finding.evidence.end(),
                       [&](const std::string& id) { return own_.leaves_out(id); });
  }

  void keep(const Finding& finding, CheckedClaim& checked) const {
    for (const auto& id : finding.evidence) {
      if (std::find(checked.evidence.begin(), checked.evidence.end(), id) == checked.evidence.end()) {
        checked.evidence.push_back(id);
      }
    }
    const bool there = std::any_of(checked.findings.begin(), checked.findings.end(),
                                   [&](const Finding& f) { return f.id == finding.id; });
    if (!there) checked.findings.push_back(finding);
  }

  static Variant variant(const OpenClaim& opened, std::size_t rule) {
    const auto& figures = opened.checked.claim.figures;
    Variant result;
    result.rule = opened.grid.words(rule);
    for (std::size_t f = 0; f < figures.size(); ++f) result.values.push_back(opened.readings.at(f, rule));
    for (std::size_t f = 0; f < figures.size(); ++f) {
      if (figures[f].comparison) result.values[f] = compared(*figures[f].comparison, figures, result.values);
    }
    for (std::size_t f = 0; f < figures.size(); ++f)
      result.figure_holds.push_back(holds_in(figures, result.values, f).value_or(false));
    return result;
  }

  /// Whether a figure holds among these values. A comparison also needs that the document's own figures stand
  /// so. A figure that states nothing holds as the comparisons do that name it.
  static std::optional<bool> holds_in(const std::vector<Figure>& figures, const std::vector<Reading>& values,
                                      std::size_t f) {
    const auto held = [&](std::size_t at) -> std::optional<bool> {
      if (!figures[at].comparison) return holds(figures[at], values[at]);
      const auto stated = compared_as_stated(*figures[at].comparison, figures);
      if (stated && !stated->related.value_or(true)) return false;
      return values[at].related;
    };
    if (figures[f].states_a_value()) return held(f);
    std::optional<bool> all = true;
    for (std::size_t at = 0; at < figures.size(); ++at) {
      if (!figures[at].comparison) continue;
      const auto& of = figures[at].comparison->of;
      if (std::find(of.begin(), of.end(), f) == of.end()) continue;
      const auto one = held(at);
      if (!one) return std::nullopt;
      all = *all && *one;
    }
    return all;
  }

  /// The default values of a comparison, and whether the document goes against itself. It cannot be checked
  /// where one of the figures that it compares cannot.
  static void set_comparison(CheckedClaim& checked, std::size_t f) {
    auto& figure = checked.figures[f];
    figure.record = checked.variants.front().values[f];
    const auto& comparison = *figure.figure.comparison;
    for (const auto at : comparison.of) {
      const auto& one = checked.figures[at];
      if (one.verdict != Verdict::not_checkable && !std::holds_alternative<std::monostate>(one.record.value))
        continue;
      figure.why = fmt::format("{} is not on record", one.figure.label);
    }
    const auto stated = compared_as_stated(comparison, checked.claim.figures);
    if (stated && !stated->related.value_or(true))
      figure.why = fmt::format("the document's own figures, {}, do not stand so", stated->words);
  }

  static void judge_figure(CheckedClaim& checked, std::size_t f) {
    auto& figure = checked.figures[f];
    if (figure.verdict == Verdict::not_checkable) return;
    const auto holds_at = [&](const Variant& v) { return static_cast<bool>(v.figure_holds[f]); };
    const auto speaks_at = [&](const Variant& v) {
      return holds_in(checked.claim.figures, v.values, f).has_value();
    };
    if (holds_at(checked.variants.front()))
      figure.verdict = Verdict::reproduced;
    else if (std::any_of(checked.variants.begin(), checked.variants.end(), holds_at))
      figure.verdict = Verdict::under_some_rules;
    else if (std::any_of(checked.variants.begin(), checked.variants.end(), speaks_at))
      figure.verdict = Verdict::differs;
    else {
      figure.verdict = Verdict::not_checkable;
      if (figure.why.empty()) figure.why = "the record has only " + figure.record.words;
    }
  }

  /// Whether what came after the document's date is all that speaks against a figure: then it was overtaken.
  void see_whether_overtaken(OpenClaim& opened, std::size_t f) const {
    auto& figure = opened.checked.figures[f];
    if (figure.figure.kind == Kind::fact || !figure.figure.states_a_value() || !then_) return;
    const auto question = opened.grid.question(figure.figure, 0);
    const Reading then = read_then(figure.figure, question);
    const std::string date = document_.date->iso();
    if (figure.figure.kind == Kind::to_date) {
      if (!holds(figure.figure, then).value_or(false)) return;
      figure.why = fmt::format("it was so on {} ({}); by now the record gives {}", date, then.words,
                               figure.record.words);
    } else {
      if (refuted(figure, then, reaches_past(question, *document_.date))) return;
      figure.why = fmt::format(
          "a forecast of {}, which nothing on record up to then refuted; by now the record gives {}", date,
          figure.record.words);
    }
    figure.verdict = Verdict::overtaken;
  }

  /// What the record of the document's date gives; undefined where the row that is asked for came later.
  Reading read_then(const Figure& figure, const Question& question) const {
    try {
      const auto findings = answer(*then_, question);
      if (const auto* finding = picked(figure, findings)) return read(figure, *finding);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::not_found) throw;
    }
    return {{}, "undefined"};
  }

  static void judge(CheckedClaim& checked) {
    bool all_checkable = true;
    bool overtaken = false;
    for (auto& v : checked.variants) {
      v.holds = true;
      for (std::size_t f = 0; f < checked.figures.size(); ++f) {
        if (checked.figures[f].verdict == Verdict::not_checkable)
          all_checkable = false;
        else if (checked.figures[f].verdict == Verdict::overtaken)
          overtaken = true;
        else
          v.holds = v.holds && v.figure_holds[f];
      }
    }
    const bool any = std::any_of(checked.variants.begin(), checked.variants.end(),
                                 [](const Variant& v) { return v.holds; });
    if (!any)
      checked.verdict = Verdict::differs;
    else if (overtaken)
      checked.verdict = Verdict::overtaken;
    else if (!all_checkable)
      checked.verdict = Verdict::not_checkable;
    else
      checked.verdict = checked.variants.front().holds ? Verdict::reproduced : Verdict::under_some_rules;
    if (checked.verdict != Verdict::overtaken && checked.verdict != Verdict::not_checkable) return;
    for (auto& v : checked.variants) v.holds = false;  // no rule gives what was overtaken or is not on record
  }

  const Document& document_;
  WithoutSource own_;
  const views::Record& whole_;
  const views::Record& others_;
  std::optional<RecordOnDay> then_;  ///< the others as they stood on the document's date
};

}  // namespace

std::string_view word(Verdict verdict) {
  switch (verdict) {
    case Verdict::reproduced:
      return "reproduced";
    case Verdict::under_some_rules:
      return "reproduced_under_some_rules";
    case Verdict::differs:
      return "differs";
    case Verdict::overtaken:
      return "overtaken";
    case Verdict::not_checkable:
      return "not_checkable";
  }
  return "";
}

std::vector<CheckedClaim> check(const views::Record& record, const ClaimFile& file) {
  const Checker checker(record, file.document);
  std::vector<std::unique_ptr<OpenClaim>> opened(file.claims.size());
  parallel_for(opened.size(), 0,
               [&](std::size_t i, std::size_t) { opened[i] = checker.open(file.claims[i]); });
  // All questions in one row: grids differ in size a hundredfold.
  std::vector<std::pair<OpenClaim*, std::size_t>> questions;
  for (const auto& claim : opened) {
    for (std::size_t q = 0; q < claim->readings.questions(); ++q) questions.emplace_back(claim.get(), q);
  }
  parallel_for(questions.size(), 0, [&](std::size_t i, std::size_t) {
    const auto& [claim, question] = questions[i];
    checker.ask(*claim, question);
  });
  std::vector<CheckedClaim> checked(opened.size());
  parallel_for(opened.size(), 0, [&](std::size_t i, std::size_t) { checked[i] = checker.close(*opened[i]); });
  return checked;
}

}  // namespace blocs::findings
