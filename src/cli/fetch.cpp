#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include <CLI/CLI.hpp>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>

#include "blocs/core/date.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/sha256.hpp"
#include "context.hpp"
#include "print_findings.hpp"

extern char** environ;

namespace blocs::cli {
namespace {

namespace fs = std::filesystem;

struct Offer {
  const char* name;
  const char* title;
  const char* page;
  const char* terms;
  std::vector<std::pair<const char*, const char*>> files;  ///< name here, address
};

const std::vector<Offer>& offers() {
  static const std::vector<Offer> all{
      {"undl",
       "United Nations voting data, UN Dag Hammarskjöld Library",
       "https://digitallibrary.un.org/record/4060887",
       "Copyright United Nations. Non-commercial use, with attribution; terms of the UN Digital Library.",
       {{"undl_ga_voting.csv", "https://digitallibrary.un.org/record/4060887/files/2026_02_06_ga_voting.csv"},
        {"undl_sc_voting.csv",
         "https://digitallibrary.un.org/record/4055387/files/2026_02_06_sc_voting.csv"}}},
      {"voeten",
       "United Nations General Assembly Voting Data (Voeten, Strezhnev, Bailey), Harvard Dataverse",
       "https://doi.org/10.7910/DVN/LEJUQZ",
       "CC0 1.0: free for any use; the authors ask to be cited.",
       {{"voeten_unga.zip",
         "https://dataverse.harvard.edu/api/access/dataset/:persistentId/?persistentId=doi:10.7910/DVN/"
         "LEJUQZ"}}}};
  return all;
}

/// Runs curl, which goes on where a download broke off. Its exit code.
int download(const std::string& url, const fs::path& part) {
  std::vector<std::string> words{
      "curl", "--fail",   "--location",   "--continue-at", "-",           "--retry", "2", "--connect-timeout",
      "20",   "--silent", "--show-error", "--output",      part.string(), url};
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_t child = 0;
  if (posix_spawnp(&child, "curl", nullptr, nullptr, argv.data(), environ) != 0) {
    throw Error::not_found("the program curl, which does the download, is not installed",
                           "apt-get install curl");
  }
  int status = 0;
  if (waitpid(child, &status, 0) != child || !WIFEXITED(status))
    throw Error::io("the download was stopped", part.string());
  return WEXITSTATUS(status);
}

void check(int code, const Offer& offer, const fs::path& part) {
  if (code == 0) return;
  const std::string page =
      std::string("download it in a browser from ") + offer.page + " and `blocs import` it";
  if (code == 127)
    throw Error::not_found("the program curl, which does the download, is not installed", page);
  if (code == 5 || code == 6 || code == 7 || code == 28) {
    throw Error::io("there is no network here, or the publisher's server does not answer", offer.page, page);
  }
  if (code == 22)
    throw Error::io("the publisher's server no longer has the file at this address", offer.page, page);
  throw Error::io(
      fmt::format("the download failed (curl {}); what came is kept and will be gone on with", code),
      part.string(), page);
}

std::string sum_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  Sha256 sum;
  std::array<char, 1U << 16U> block{};
  while (in.read(block.data(), block.size()) || in.gcount() > 0) {
    sum.add({block.data(), static_cast<std::size_t>(in.gcount())});
  }
  if (in.bad()) throw Error::io("cannot be read", file.string());
  return sum.hex();
}

void record(const Offer& offer, const std::string& url, const fs::path& file) {
  const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const findings::Json note{
      {"source", offer.name},
      {"title", offer.title},
      {"address", url},
      {"terms", offer.terms},
      {"accessed", Date::from_days(static_cast<int>(now.time_since_epoch().count())).iso()},
      {"bytes", fs::file_size(file)},
      {"sha256", sum_of(file)}};
  std::ofstream out(file.string() + ".source.json");
  out << note.dump(2) << '\n';
  if (!out.flush()) throw Error::io("cannot be written", file.string() + ".source.json");
}

void fetch(Context& context, const std::string& name, const fs::path& folder, bool accept) {
  for (const auto& offer : offers()) {
    if (offer.name != name) continue;
    context.out() << offer.title << '\n' << offer.page << "\nterms: " << offer.terms << '\n';
    if (!accept) {
      context.out() << "nothing was fetched; --accept says that you accept these terms\n";
      return;
    }
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw Error::io("cannot be made: " + error.message(), folder.string());
    for (const auto& [file, url] : offer.files) {
      const fs::path whole = folder / file;
      const fs::path part = whole.string() + ".part";
      check(download(url, part), offer, part);
      fs::rename(part, whole);
      record(offer, url, whole);
      context.out() << whole.string() << '\n';
    }
    return;
  }
}

}  // namespace

void add_fetch(CLI::App& app, Context& context) {
  auto& verb = *app.add_subcommand("fetch", "Download official vote files, where there is a network");
  struct Wanted {
    std::string name;
    std::string folder = ".";
    bool accept = false;
  };
  auto wanted = std::make_shared<Wanted>();
  verb.add_option("what", wanted->name, "undl or voeten")
      ->required()
      ->check(CLI::IsMember({"undl", "voeten"}))
      ->type_name("WHAT");
  verb.add_option("--to", wanted->folder, "Folder to put the files in")
      ->capture_default_str()
      ->type_name("FOLDER");
  verb.add_flag("--accept", wanted->accept, "Accept the publisher's terms, which are shown first");
  verb.callback([wanted, &context] { fetch(context, wanted->name, wanted->folder, wanted->accept); });
  verb.footer(
      "A download that broke off is gone on with. Beside each file stands FILE.source.json with its address, "
      "terms, day\n"
      "and SHA-256.\n"
      "Example:\n  blocs fetch undl --accept --to data && blocs import data/undl_ga_voting.csv --ledger "
      "my.ledger");
}

}  // namespace blocs::cli
