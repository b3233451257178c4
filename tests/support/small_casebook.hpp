#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "support/temp_folder.hpp"

namespace blocs::test {

inline void write_file(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

/// Every table of a casebook with a row or two that are right: the five permanent members, AAA to JJJ with an
/// elected seat in 2024, OLD (in the UN until 1990) and NOU (never).
inline std::map<std::string, std::string> small_casebook() {
  std::map<std::string, std::string> tables;
  tables["sources"] =
      "source_id,kind,title,publisher,url,published,accessed,note\nsrc,record,A "
      "source,,,2024-01,2024-02-03,\n";
  tables["states"] =
      "state,name,cow_code,valid_from,valid_to,region,un_from,un_to,source,confidence,note\n"
      "NOU,Nowhere,,,,Asia,,,src,high,\nOLD,Old Land,,,1990,Europe,1945,1990,src,high,\n";
  tables["council_members"] = "year,state,seat,source,confidence\n";
  for (const std::string state : {"CHN", "FRA", "GBR", "RUS", "USA", "AAA", "BBB", "CCC", "DDD", "EEE", "FFF",
                                  "GGG", "HHH", "III", "JJJ"}) {
    const bool permanent = state[0] != state[1];
    tables["states"] += state + ",State " + state + ",,,,Asia,1945-10-24,,src,high,\n";
    tables["council_members"] += "2024," + state + (permanent ? ",permanent" : ",elected") + ",src,high\n";
  }
  tables["state_names"] =
      "state,name,kind,valid_from,valid_to,source,confidence\nCHN,Middle Kingdom,alias,,,src,high\n";
  tables["groups"] = "group,name,kind,source,confidence,note\nGRP,A Group,alliance,src,high,\n";
  tables["memberships"] =
      "group,state,from,to,status,source,confidence,note\nGRP,CHN,2000,2010-05,member,src,high,\n";
  tables["vote_frames"] =
      "frame_id,title,body,since,until,coverage,source,confidence,note\n"
      "v1,All votes,council,2024-01-01,2024-12-31,all,src,high,\n"
      "v2,Named resolutions,assembly,2024-01-01,2024-12-31,selected,src,high,\n";
  tables["council_votes"] =
      "vote_id,symbol,draft,date,agenda,topic,kind,nature,sponsor,outcome,no,abstain,absent,source,"
      "confidence,note\n"
      "S/RES/1,S/RES/1,S/2024/"
      "1,2024-03-01,Item,ukraine,draft,substantive,FRA;USA,adopted,AAA,RUS,,src,high,\n"
      "S/2024/2,,S/2024/2,2024-03-02,Item,ukraine,draft,substantive,,vetoed,RUS,CHN,AAA,src,high,\n";
  tables["assembly_votes"] =
      "vote_id,session,date,title,topic,kind,outcome,total_yes,total_no,total_abstain,no,abstain,absent,"
      "unknown,source,"
      "confidence,note\n"
      "A/RES/1,79,2024-04-01,A title,iran,resolution,adopted,12,1,1,RUS,CHN,AAA,,src,high,\n"
      "A/RES/2,79,2024-04-02,A title,iran,paragraph,adopted,13,1,1,RUS,,,AAA;CHN,src,high,\n";
  tables["meeting_frames"] =
      "frame_id,title,states,since,until,least_rank,sources,source,confidence,note\n"
      "f1,Two states,CHN;RUS,2024-01-01,2024-12-31,minister,pages,src,high,\n";
  tables["meetings"] =
      "meeting_id,start,end,participants,host,city,format,frame,participants_complete,occasion,sector,"
      "agreements,source,"
      "confidence,note\n"
      "M1,2024-05-01,2024-05-02,CHN:head_of_state;RUS:unknown,CHN,Beijing,in_person,bilateral,yes,Visit,"
      "political,,src,"
      "high,\n";
  tables["treaties"] =
      "treaty_id,name,kind,parties,signed,in_force,ended,binding,source,confidence,note\n"
      "T1,A "
      "treaty,friendship,CHN;RUS,2001-07-16,2002,,yes,src,high,\nT2,Another,trade,GRP,2001,,,no,src,high,\n";
  tables["provisions"] =
      "provision_id,treaty_id,article,obligation,trigger,strength,qualifiers,summary,source,confidence,note\n"
      "T1/9,T1,9,consultation,threat,mandatory,region:Asia;adversary:USA;un_charter_51,In our "
      "words,src,high,\n"
      "T1/duration,T1,,duration,,,,Twenty years,src,high,\n";
  tables["trade"] =
      "state_a,state_b,year,value_usd_million,reporter,source,confidence,note\nRUS,CHN,2023,240000.5,mixed,"
      "src,low,\n";
  tables["sanctions"] =
      "sanction_id,target,imposed_by,measure,reference,from,eased,ended,restored,source,confidence,note\n"
      "s1,RUS,UN;USA,Asset freeze,R 1,2014-03,2015,2016,2025,src,high,\n";
  tables["denominators"] =
      "denominator,indicator,state,from,to,value,coded_on,source,confidence,note\n"
      "nuclear,nuclear_status,WLD,,,none,2024-07-24,src,high,\n"
      "nuclear,nuclear_status,RUS,1949,,weapons,2024-07-24,src,high,\n"
      "regime,leader,RUS,1999-12-31,,A leader,2024-07-24,src,low,\n";
  tables["estimates"] =
      "estimate_id,quantity,from_state,to_state,item,unit,as_of,low,high,said_by,reliability,credibility,"
      "source,"
      "confidence,note\n"
      "e1,tons,CHN,RUS,tons sent,tons,2024-01,10,,Somebody,B,3,src,medium,\n"
      "e2,tons,CHN,RUS,tons sent,tons,2024-02,,8,Another,C,4,src,low,\n";
  tables["milestones"] =
      "milestone_id,date,states,kind,what,reference,source,confidence,note\nm1,2024,CHN;RUS,summit,They "
      "met,,src,high,\n";
  return tables;
}

inline void write_casebook(const std::map<std::string, std::string>& tables,
                           const std::filesystem::path& folder) {
  for (const auto& [name, text] : tables) write_file(folder / (name + ".csv"), text);
}

}  // namespace blocs::test
