#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <thread>
#include <vector>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "brief_files.hpp"

namespace blocs::cli {
namespace {

namespace fs = std::filesystem;
constexpr std::chrono::seconds kMost{60};

/// A folder of our own for the page and the browser's profile; gone at the end.
class Workplace {
 public:
  Workplace() {
    std::string name = (fs::temp_directory_path() / "blocs-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
      throw Error::io("no temporary folder can be made", name, "is $TMPDIR writable?");
    path_ = name;
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  ~Workplace() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

fs::path find_chromium() {
  if (const char* named = std::getenv("CHROMIUM"); named != nullptr && *named != '\0') {
    if (::access(named, X_OK) == 0) return named;
    throw Error::not_found("$CHROMIUM names no program: " + std::string(named));
  }
  const char* path = std::getenv("PATH");
  for (const auto& folder : split(path == nullptr ? "" : path, ':')) {
    for (const char* name : {"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}) {
      const fs::path program = fs::path(folder) / name;
      if (::access(program.c_str(), X_OK) == 0) return program;
    }
  }
  throw Error::not_found(
      "there is no Chromium to print with (chromium, chromium-browser or google-chrome on PATH, or "
      "$CHROMIUM)",
      "install chromium, or print the HTML brief from any browser");
}

/// Runs a program without a shell, silent, and waits at most a minute for it. True if it ended well.
bool run_quietly(const std::vector<std::string>& arguments) {
  std::vector<char*> argv;
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  const pid_t child = ::fork();
  if (child < 0)
    throw Error::io(std::string("Chromium cannot be started: ") + std::strerror(errno), arguments.front());
  if (child == 0) {
    ::setpgid(0, 0);  // so that the browser's own children end with it
    const int nowhere = ::open("/dev/null", O_RDWR);
    for (const int stream : {0, 1, 2}) ::dup2(nowhere, stream);
    ::execv(argv.front(), argv.data());
    ::_exit(127);
  }
  const auto end = std::chrono::steady_clock::now() + kMost;
  int status = 0;
  for (;;) {
    const pid_t done = ::waitpid(child, &status, WNOHANG);
    if (done == child) return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (done < 0 && errno != EINTR) return false;
    if (std::chrono::steady_clock::now() > end) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  ::kill(-child, SIGKILL);
  ::waitpid(child, &status, 0);
  throw Error::io("Chromium took more than a minute and was stopped", arguments.front(),
                  "print the HTML brief from a browser");
}

std::string read_all(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

void print_pdf(const std::string& html, const fs::path& pdf) {
  const fs::path chromium = find_chromium();
  const Workplace workplace;
  const fs::path page = workplace.path() / "brief.html";
  const fs::path printed = workplace.path() / "brief.pdf";
  write_whole(page, html);
  std::vector<std::string> arguments{chromium.string(),
                                     "--headless",
                                     "--disable-gpu",
                                     "--no-first-run",
                                     "--no-pdf-header-footer",
                                     "--user-data-dir=" + (workplace.path() / "profile").string(),
                                     "--virtual-time-budget=10000",
                                     "--print-to-pdf=" + printed.string()};
  if (::geteuid() == 0) arguments.emplace_back("--no-sandbox");  // Chromium refuses to run as root with it
  arguments.push_back("file://" + page.string());
  const bool well = run_quietly(arguments);
  const std::string bytes = read_all(printed);
  if (!well || bytes.rfind("%PDF", 0) != 0) {
    throw Error::io("Chromium did not print the page", chromium.string(),
                    "print the HTML brief from a browser");
  }
  write_whole(pdf, bytes);
}

}  // namespace blocs::cli
