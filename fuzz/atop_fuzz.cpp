// Any bytes as a file of ATOP: faults only, no exceptions, and every party and debtor a state that is known.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "sources/atop.hpp"

namespace {

blocs::sources::Known some_states() {
  blocs::sources::Known known;
  const auto add = [&](const char* code, int cow, const char* from, const char* to) {
    blocs::views::State state;
    state.code = state.name = code;
    state.cow_code = cow;
    state.valid_from = blocs::LooseDate::parse(from);
    state.valid_to = blocs::LooseDate::parse(to);
    known.states.emplace(code, state);
  };
  add("USA", 2, "", "");
  add("RUS", 365, "", "");
  add("YUG", 345, "1918-12-01", "1992-04-26");
  add("SRB", 345, "1992-04-27", "");
  known.signatures.push_back({"T1", "src", blocs::LooseDate::parse("1949-04-04"), {"USA", "RUS"}});
  return known;
}

constexpr std::string_view kMembers =
    "atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,defense,offense,neutral,nonagg,consul\n"
    "1,2,1949,4,4,0,0,0,1,0,0,0,1\n1,365,1949,4,4,1990,1,1,1,0,0,0,1\n";

bool known_only(const blocs::sources::Known& known, const std::vector<blocs::views::PartySpan>& spans) {
  for (const auto& span : spans) {
    if (!known.states.contains(span.state)) return false;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace blocs::sources;
  static const Known known = some_states();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  MemoryBytes head(bytes);
  RowStream rows(head);
  StreamRow first;
  if (!rows.next(first) || !first.good()) return 0;
  const auto* form = AtopHarvest::form_of({first.fields.begin(), first.fields.end()});
  if (form == nullptr) return 0;
  Harvest harvest;
  AtopHarvest reader(known, harvest);
  if (form->order > 1) {  // alliances and dyads want members before them
    MemoryBytes members(kMembers);
    reader.read(AtopHarvest::forms().front(), members, "members");
  }
  MemoryBytes whole(bytes);
  reader.read(*form, whole, "fuzz");
  reader.finish();
  for (const auto& treaty : harvest.treaties) {
    if (treaty.parties.empty() || !known_only(known, treaty.spans)) std::abort();
  }
  for (const auto& provision : harvest.provisions) {
    if (!known_only(known, provision.owed_by)) std::abort();
  }
  return 0;
}
