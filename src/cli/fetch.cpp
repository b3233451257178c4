#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <ostream>

#include "blocs/core/error.hpp"
#include "context.hpp"
#include "download.hpp"

namespace blocs::cli {
namespace {

namespace fs = std::filesystem;

void fetch(Context& context, const std::string& name, const fs::path& folder, bool accept) {
  const Offer& offer = offer_called(name);
  context.out() << offer.title << '\n' << offer.page << "\nterms: " << offer.terms << '\n';
  if (!accept) {
    context.out() << "nothing was fetched; --accept says that you accept these terms\n";
    return;
  }
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw Error::io("cannot be made: " + error.message(), folder.string());
  for (const auto& file : offer.files) {
    const ServerAnswer answer = download(offer, file, folder, {});
    if (answer.kind == ServerAnswer::Kind::news) keep(offer, file, folder, answer);
    context.out() << (folder / file.name).string()
                  << (answer.kind == ServerAnswer::Kind::news ? "" : " has not changed") << '\n';
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
