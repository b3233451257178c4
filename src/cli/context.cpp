#include "context.hpp"

#include <chrono>
#include <ostream>
#include <system_error>

#include "blocs/core/error.hpp"
#include "blocs/ledger/ledger.hpp"
#include "print_findings.hpp"

namespace blocs::cli {

namespace fs = std::filesystem;

fs::path share_folder() {
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  for (const auto& folder : {program / "share" / "blocs", program.parent_path() / "share" / "blocs"}) {
    if (fs::exists(folder / "casebook" / "states.csv", ignored)) return folder;
  }
  throw Error::not_found(
      "the casebook that ships with blocs is not beside the program (looked near " + program.string() + ")",
      "build with `make build`, or install with `cmake --install`");
}

Context::~Context() {
  // Closing the store gives its memory back page by page, which takes longer than many an answer. The record
  // is only ever read, so it is left for the end of the process to close.
  static const views::Record* left_open = nullptr;
  left_open = record_.release();
  (void)left_open;
}

void Context::note(const std::string& line) const {
  if (!quiet) err_ << line << '\n';
}

std::function<void(std::string_view)> Context::progress() const {
  using Clock = std::chrono::steady_clock;
  return [this, next = Clock::now() + std::chrono::seconds(1)](std::string_view step) mutable {
    if (Clock::now() < next) return;
    next = Clock::now() + std::chrono::seconds(1);
    note(std::string(step));
  };
}

fs::path Context::ledger_path() const {
  return ledger.empty() ? share_folder() / "casebook.ledger" : fs::path(ledger);
}

const views::Record& Context::record() {
  if (!record_) record_ = ledger::open_record(ledger_path());
  return *record_;
}

void Context::print(const std::vector<findings::Finding>& findings) {
  print_findings(*this, findings);
}

void Context::ask(findings::Question question) {
  question.progress = progress();
  print(findings::answer(record(), question));
}

}  // namespace blocs::cli
