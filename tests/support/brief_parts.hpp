#pragma once

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>
#include <string>

#include "blocs/findings/brief.hpp"

namespace blocs::test {

inline const findings::Section& section(const findings::Brief& brief, const std::string& id) {
  for (const auto& one : brief.sections) {
    if (one.id == id) return one;
  }
  throw std::runtime_error("no section " + id);
}

/// What is looked for is part of the brief, which must outlive it.
const findings::Section& section(findings::Brief&&, const std::string&) = delete;
const findings::Exhibit& exhibit(findings::Brief&&, const std::string&) = delete;
const findings::Finding& finding(findings::Brief&&, const std::string&) = delete;

inline const findings::Exhibit& exhibit(const findings::Brief& brief, const std::string& id) {
  for (const auto& one : brief.sections) {
    for (const auto& part : one.exhibits) {
      if (part.id == id) return part;
    }
  }
  throw std::runtime_error("no exhibit " + id);
}

inline const findings::Finding& finding(const findings::Brief& brief, const std::string& id) {
  for (const auto& one : brief.findings) {
    if (one.id == id) return one;
  }
  throw std::runtime_error("no finding " + id);
}

inline std::set<std::string> keys_of(const findings::Exhibit& exhibit) {
  std::set<std::string> keys;
  for (const auto& one : exhibit.table.rows) {
    for (const auto& [key, cell] : one.items()) keys.insert(key);
  }
  return keys;
}

/// What every brief must hold, whatever it is about.
inline void expect_sound(const findings::Brief& brief) {
  std::set<std::string> known;
  std::set<std::string> sources;
  std::set<std::string> sections;
  for (const auto& one : brief.findings) EXPECT_TRUE(known.insert(one.id).second) << "twice: " << one.id;
  for (const auto& one : brief.sources) EXPECT_TRUE(sources.insert(one.id).second) << "twice: " << one.id;
  for (const auto& one : brief.findings) {
    EXPECT_FALSE(one.rule.words.empty()) << one.id;
    for (const auto& id : one.evidence)
      EXPECT_TRUE(brief.evidence.contains(id)) << one.id << " rests on " << id;
  }
  for (const auto& [id, row] : brief.evidence)
    EXPECT_TRUE(sources.contains(row.source)) << id << " from " << row.source;
  for (const auto& one : brief.sections) {
    EXPECT_TRUE(sections.insert(one.id).second) << "twice: " << one.id;
    EXPECT_FALSE(one.title.empty());
    EXPECT_EQ(one.observed, !one.exhibits.empty()) << one.id;
    if (!one.observed) {
      ASSERT_EQ(one.text.size(), 2U) << one.id;
      EXPECT_FALSE(one.text[0].empty()) << one.id;
      EXPECT_TRUE(one.text[1].starts_with("What would fill this: ")) << one.id << ": " << one.text[1];
    }
    for (const auto& part : one.exhibits) {
      SCOPED_TRACE(part.id);
      EXPECT_FALSE(part.title.empty());
      EXPECT_FALSE(part.subtitle.empty());
      EXPECT_FALSE(part.rule.empty());
      EXPECT_FALSE(part.sources.empty());
      EXPECT_FALSE(part.findings.empty());
      EXPECT_FALSE(part.table.rows.empty());
      for (const auto& id : part.sources) EXPECT_TRUE(sources.contains(id)) << id;
      for (const auto& id : part.findings) EXPECT_TRUE(known.contains(id)) << id;
      for (const auto& cells : part.table.rows) {
        if (part.table.finding.empty() || !cells.contains(part.table.finding)) continue;
        EXPECT_TRUE(known.contains(cells.at(part.table.finding).get<std::string>()));
      }
      const auto keys = keys_of(part);
      for (const auto& [name, value] : part.chart.items()) {
        const bool column =
            name != "type" && name != "unit" && name != "band" && name != "scale" && value.is_string();
        EXPECT_TRUE(!column || keys.contains(value.get<std::string>())) << "chart names no column: " << value;
      }
    }
  }
  EXPECT_GE(brief.key_figures.size(), 1U);
  EXPECT_LE(brief.key_figures.size(), 5U);
  for (const auto& figure : brief.key_figures) {
    EXPECT_TRUE(known.contains(figure.finding)) << figure.words;
    EXPECT_TRUE(sections.contains(figure.section)) << figure.words;
  }
  EXPECT_FALSE(brief.headline.title.empty());
  EXPECT_FALSE(brief.headline.sure.empty());
}

}  // namespace blocs::test
