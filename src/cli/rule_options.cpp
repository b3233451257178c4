#include "rule_options.hpp"

#include <CLI/CLI.hpp>
#include <cstdint>

#include "blocs/core/text.hpp"

namespace blocs::cli {

using findings::Json;

void add_text(CLI::App& verb, Json& options, const std::string& name, const std::string& key,
              const std::string& help, const std::string& type) {
  verb.add_option_function<std::string>(
          name, [&options, key](const std::string& text) { options[key] = text; }, help)
      ->type_name(type);
}

void add_list(CLI::App& verb, Json& options, const std::string& name, const std::string& key,
              const std::string& help, const std::string& type) {
  verb.add_option_function<std::string>(
          name, [&options, key](const std::string& text) { options[key] = split(text, ','); }, help)
      ->type_name(type);
}

void add_count(CLI::App& verb, Json& options, const std::string& name, const std::string& key,
               const std::string& help) {
  verb.add_option_function<std::uint64_t>(
          name, [&options, key](std::uint64_t n) { options[key] = n; }, help)
      ->type_name("N");
}

void add_word(CLI::App& verb, Json& options, const std::string& key, const std::string& help,
              const std::string& type, bool required) {
  verb.add_option_function<std::string>(
          key, [&options, key](const std::string& word) { options[key] = word; }, help)
      ->required(required)
      ->type_name(type);
}

void add_switch(CLI::App& verb, Json& options, const std::string& name, const std::string& key,
                const std::string& help, bool value) {
  verb.add_flag_callback(name, [&options, key, value] { options[key] = value; }, help);
}

void add_vote_rule(CLI::App& verb, Json& options) {
  add_text(verb, options, "--body", "body", "council (default) or assembly (default with --session)", "BODY");
  add_text(verb, options, "--since", "since", "First day counted", "DATE");
  add_text(verb, options, "--until", "until", "Last day counted", "DATE");
  add_list(verb, options, "--session", "sessions",
           "Assembly sessions, such as 77 or ES-11 (not calendar years)", "LIST");
  add_list(verb, options, "--kinds", "kinds",
           "draft, amendment, paragraph (default: draft in the Council, all in the Assembly)", "LIST");
  add_switch(verb, options, "--no-amendments", "amendments", "Leave votes on amendments out", false);
  add_switch(verb, options, "--no-paragraphs", "paragraphs", "Leave separate votes on paragraphs out", false);
  add_list(verb, options, "--outcomes", "outcomes",
           "adopted, vetoed, failed (default: adopted,vetoed in the Council, all in the Assembly)", "LIST");
  add_list(verb, options, "--nature", "natures", "substantive, procedural (default: both)", "LIST");
  add_list(verb, options, "--topics", "topics", "Only these topics, such as ukraine,dprk", "LIST");
  add_list(verb, options, "--ids", "ids", "Only these roll calls, by id", "LIST");
  add_switch(verb, options, "--contested", "contested", "Only with at least two distinct recorded ballots");
  add_text(verb, options, "--rule", "abstention",
           "exact (default): three different ballots; half: abstention is half agreement; yesno: left out",
           "RULE");
  add_text(verb, options, "--absence", "absence", "missing (default), or counted as abstention", "RULE");
}

void add_meeting_rule(CLI::App& verb, Json& options) {
  add_text(verb, options, "--since", "since", "First day counted", "DATE");
  add_text(verb, options, "--until", "until", "Last day counted", "DATE");
  add_text(verb, options, "--min-rank", "min_rank", "Least rank (default: minister); unknown asks for none",
           "RANK");
  add_list(verb, options, "--ranks", "ranks", "Exactly these ranks instead of a least one", "LIST");
  add_text(verb, options, "--sides", "sides", "The rank holds on both sides (default) or any", "SIDES");
  add_list(verb, options, "--frames", "frames",
           "bilateral, trilateral, sidelines (default: these), multilateral_session, co_attendance", "LIST");
  add_list(verb, options, "--formats", "formats", "in_person, virtual (default: these), telephone", "LIST");
  add_list(verb, options, "--confidence", "confidences", "high, medium, low (default: all)", "LIST");
  add_list(verb, options, "--sectors", "sectors", "Only these sectors", "LIST");
  add_list(verb, options, "--hosts", "hosts", "Only hosted by these states", "LIST");
  add_switch(verb, options, "--with-agreements", "with_agreements", "Only where something was agreed");
  add_switch(verb, options, "--exactly", "exactly", "Only meetings of exactly these states");
  add_switch(verb, options, "--no-supreme-leader", "supreme_leader_is_head_of_state",
             "Do not count Iran's Supreme Leader as head of state", false);
}

}  // namespace blocs::cli
