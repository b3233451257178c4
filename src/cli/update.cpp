#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <memory>
#include <ostream>
#include <set>

#include "blocs/core/date.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "context.hpp"
#include "download.hpp"
#include "file_sum.hpp"
#include "ideal_store.hpp"
#include "print_update.hpp"
#include "vote_files.hpp"

namespace blocs::cli {
namespace {

namespace fs = std::filesystem;

struct UpdateOptions {
  std::vector<std::string> sources;
  std::vector<std::string> addresses;  ///< NAME=URL
  std::string folder = ".";
  bool accept = false;
  bool dry_run = false;
  bool votes_only = false;
  std::uintmax_t limit = 1024;  ///< MiB
  Transfer transfer;
};

/// Keeps two updates from writing the same parts. Leaves nothing in the folder.
class FolderLock {
 public:
  explicit FolderLock(const fs::path& folder)
      : file_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (file_ < 0) throw Error::io("cannot be opened", folder.string());
    if (::flock(file_, LOCK_EX | LOCK_NB) == 0) return;
    ::close(file_);
    throw Error::io("another update into this folder is under way", folder.string(),
                    "try again when it has ended");
  }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock() { ::close(file_); }

 private:
  int file_;
};

struct Asked {
  const Offer* offer;
  const OfferedFile* file;
  fs::path path;
  ServerAnswer answer;

  bool news() const { return answer.kind == ServerAnswer::Kind::news; }
  /// Where the bytes are: a new file is a part until it has been read.
  fs::path bytes() const { return news() ? part_of(path) : path; }
};

std::vector<const Offer*> chosen(const UpdateOptions& options) {
  std::vector<const Offer*> all;
  for (const auto& offer : offers()) {
    const auto& names = options.sources;
    if (names.empty() || std::find(names.begin(), names.end(), offer.name) != names.end())
      all.push_back(&offer);
  }
  for (const auto& name : options.sources) offer_called(name);
  return all;
}

/// Terms go to people: beside the answer in other forms than a table.
void show_terms(Context& context, const std::vector<const Offer*>& wanted) {
  for (const Offer* offer : wanted) {
    const std::string text = offer->title + '\n' + offer->page + "\nterms: " + offer->terms;
    if (context.format == "table")
      context.out() << text << '\n';
    else
      context.note(text);
  }
}

/// Sums of the files that the ledger has taken in.
std::set<std::string> taken_in(const fs::path& ledger) {
  if (!fs::exists(ledger)) return {};
  const auto imported = ledger::imported_sums(ledger);
  return {imported.begin(), imported.end()};
}

/// What a dry run says of a file: whether it would be fetched, and if not, whether it would be imported.
std::string state_of(const ServerAnswer& answer, const fs::path& file, const std::set<std::string>& taken) {
  if (answer.kind == ServerAnswer::Kind::news) return "new";
  if (answer.kind == ServerAnswer::Kind::unknown) return "cannot be told";
  return is_zip(file) || taken.contains(sha256_of(file)) ? "unchanged" : "not imported yet";
}

UpdateDone dry_run(const std::vector<const Offer*>& wanted, const UpdateOptions& options,
                   const std::set<std::string>& taken) {
  UpdateDone done;
  done.dry_run = true;
  for (const Offer* offer : wanted) {
    for (const auto& file : offer->files) {
      const ServerAnswer answer = ask(file, options.folder, options.transfer);
      const fs::path path = fs::path(options.folder) / file.name;
      done.files.push_back({file.name, answer.address, state_of(answer, path, taken)});
    }
  }
  return done;
}

std::string today() {
  const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return Date::from_days(static_cast<int>(now.time_since_epoch().count())).iso();
}

/// After files that cannot be read together: those that can be read by themselves are kept for the next time,
/// the others removed before they take the place of what is here.
void keep_what_is_good(const std::vector<Asked>& asked, const sources::Known& known,
                       const UpdateOptions& options) {
  for (const auto& one : asked) {
    if (!one.news()) continue;
    try {
      read_vote_files({{one.bytes(), one.path}}, known, options.transfer.most_bytes);
      keep(*one.offer, *one.file, options.folder, one.answer);
    } catch (const Error&) {
      drop(one.path);
    }
  }
}

/// The votes of the files that the ledger does not have yet.
sources::Harvest read_new(const std::vector<Asked>& asked, const fs::path& known_in,
                          const UpdateOptions& options) {
  std::vector<VoteFile> files;
  for (const auto& one : asked) files.push_back({one.bytes(), one.path});
  const auto known = ledger::known_in(known_in);
  try {
    auto harvest = read_vote_files(files, known, options.transfer.most_bytes);
    for (auto& file : harvest.files) {
      if (file.bytes != nullptr || !file.sha256.empty()) continue;
      for (const auto& one : asked) {
        if (one.path.string() == file.name) file.sha256 = sha256_of(one.bytes());
      }
    }
    for (auto& source : harvest.sources) {
      if (source.kind == "dataset" && source.accessed.empty()) source.accessed = today();
    }
    return harvest;
  } catch (const Error&) {
    keep_what_is_good(asked, known, options);
    throw;
  }
}

/// Asks for every file; those with something that the ledger lacks.
std::vector<Asked> fetch_all(Context& context, const std::vector<const Offer*>& wanted,
                             const UpdateOptions& options, const std::set<std::string>& taken,
                             UpdateDone& done) {
  std::vector<Asked> lacking;
  for (const Offer* offer : wanted) {
    for (const auto& file : offer->files) {
      Asked one{offer, &file, fs::path(options.folder) / file.name, {}};
      context.note("asking for " + file.name);
      one.answer = download(*offer, file, options.folder, options.transfer);
      std::string state = one.news() ? "new" : "unchanged";
      const bool zip = is_zip(one.bytes());
      const bool has = !zip && taken.contains(sha256_of(one.bytes()));
      if (zip || has) {
        if (one.news()) keep(*offer, file, options.folder, one.answer);
        if (zip) {
          state = one.news() ? "new, to be unpacked by hand" : "unchanged";
          context.note(file.name +
                       " is a zip archive: unpack it, then `blocs import` the table of votes in it");
        } else if (one.news()) {
          state = "in the ledger already";
        }
      } else {
        if (!one.news()) state = "not imported yet";
        lacking.push_back(one);
      }
      done.files.push_back({file.name, one.answer.address, state});
    }
  }
  return lacking;
}

/// Into the ledger in one import, which either happens whole or not at all.
void take_in(Context& context, const std::vector<Asked>& lacking, const UpdateOptions& options,
             UpdateDone& done) {
  const fs::path ledger = context.ledger;
  const bool there = fs::exists(ledger);
  const fs::path shipped = share_folder() / "casebook.ledger";
  const fs::path before_path = there ? ledger : shipped;
  const auto harvest = read_new(lacking, before_path, options);
  context.note("asking the record what it says before");
  const Standing before = standing_of(before_path, options.votes_only);
  for (const auto& one : lacking) {
    if (one.news()) keep(*one.offer, *one.file, options.folder, one.answer);
  }
  if (!there) context.note("a new ledger: it begins with the casebook that ships with blocs");
  done.import = ledger::import_into(ledger, harvest, there ? fs::path() : shipped);
  done.imported = true;
  if (!options.votes_only) keep_ideal_points(context);
  context.note("asking the record what it says now");
  done.changes = changes(before, standing_of(ledger, options.votes_only));
}

/// "NAME=URL" for files of the sources that are asked.
std::map<std::string, std::string> addresses_of(const UpdateOptions& options,
                                                const std::vector<const Offer*>& wanted) {
  std::vector<std::string> names;
  for (const Offer* offer : wanted) {
    for (const auto& file : offer->files) names.push_back(file.name);
  }
  std::map<std::string, std::string> addresses;
  for (const auto& given : options.addresses) {
    const auto equals = given.find('=');
    const std::string name = given.substr(0, equals);
    if (equals == std::string::npos)
      throw Error::usage("\"" + given + "\" is no name and address (--address)",
                         names.front() + "=https://...");
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      const std::string near = did_you_mean(name, names);
      throw Error::usage("no file \"" + name + "\" is asked for (--address)",
                         near.empty() ? join(names, ", ") : near);
    }
    addresses[name] = given.substr(equals + 1);
  }
  return addresses;
}

void update(Context& context, UpdateOptions& options) {
  if (context.ledger.empty())
    throw Error::usage("an update needs a ledger to go into", "--ledger FILE; it is made if it is not there");
  options.transfer.most_bytes = options.limit << 20U;
  const auto wanted = chosen(options);
  options.transfer.addresses = addresses_of(options, wanted);
  for (const Offer* offer : wanted) {
    for (const auto& file : offer->files) address_of(file, options.transfer);
  }
  show_terms(context, wanted);
  const auto taken = taken_in(context.ledger);
  if (options.dry_run) return print_update(context, dry_run(wanted, options, taken));
  if (!options.accept) {
    const std::string text = "nothing was fetched; --accept says that you accept these terms";
    if (context.format != "table") throw Error::usage(text);
    context.out() << text << '\n';
    return;
  }
  std::error_code error;
  fs::create_directories(options.folder, error);
  if (error) throw Error::io("cannot be made: " + error.message(), options.folder);
  const FolderLock lock(options.folder);
  UpdateDone done;
  const auto lacking = fetch_all(context, wanted, options, taken, done);
  if (!lacking.empty()) take_in(context, lacking, options, done);
  print_update(context, done);
}

}  // namespace

void add_update(CLI::App& app, Context& context) {
  auto& verb = *app.add_subcommand("update", "Fetch what is new, take it into a ledger and say what changed");
  auto options = std::make_shared<UpdateOptions>();
  verb.add_option("sources", options->sources, "undl, voeten; all of them if none is named")
      ->type_name("SOURCE ...");
  verb.add_option("--to", options->folder, "Folder of the downloaded files")
      ->capture_default_str()
      ->type_name("FOLDER");
  verb.add_flag("--accept", options->accept, "Accept the publishers' terms, which are shown first");
  verb.add_flag("--dry-run", options->dry_run, "Only ask whether there is something new; write nothing");
  verb.add_flag("--votes-only", options->votes_only,
                "Say which votes were added, not what follows from them (saves seconds)");
  verb.add_option("--mirror", options->transfer.mirror, "Ask for each file at URL/NAME instead")
      ->type_name("URL");
  verb.add_option("--address", options->addresses,
                  "Ask for this file at another address, such as that of a newer release")
      ->type_name("NAME=URL");
  verb.add_option("--ca", options->transfer.ca, "Trust the certificates in this file (PEM)")
      ->type_name("FILE");
  verb.add_option("--limit", options->limit, "Refuse files of more than this, packed or unpacked")
      ->check(CLI::Range(std::uintmax_t{1}, std::uintmax_t{1} << 20U))
      ->capture_default_str()
      ->type_name("MIB");
  verb.add_option("--patience", options->transfer.patience,
                  "Give up after so long without a connection or below 1 KiB a second")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str()
      ->type_name("SECONDS");
  verb.callback([options, &context] { update(context, *options); });
  verb.footer(
      "Either all that is new is taken in, or the ledger stays as it was. A download that broke off is gone "
      "on with.\n"
      "Examples:\n"
      "  blocs update --dry-run --to data --ledger my.ledger\n"
      "  blocs update undl --accept --to data --ledger my.ledger\n"
      "  blocs update --accept --to data --ledger my.ledger --mirror https://mirror.example.org/votes\n"
      "  blocs update undl --accept --to data --ledger my.ledger \\\n"
      "    --address undl_ga_voting.csv=https://digitallibrary.un.org/record/4060887/files/...\n"
      "The addresses of undl are those of one release: its page, which is shown, names the newest.\n"
      "docs/votes.md says what is compared and when a change counts.");
}

}  // namespace blocs::cli
