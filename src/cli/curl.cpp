#include "curl.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "blocs/core/error.hpp"
#include "blocs/core/numbers.hpp"

namespace blocs::cli {
namespace {

constexpr std::size_t kMostHeads = std::size_t{1} << 20U;
constexpr std::size_t kLongestValidator = 200;
constexpr int kNotThere = 127;  // as a shell has it

/// Between fork and exec: nothing here takes memory or a lock.
[[noreturn]] void become_curl(char* const* argv, int heads, std::uintmax_t most_bytes) {
  const rlimit limit{static_cast<rlim_t>(most_bytes), static_cast<rlim_t>(most_bytes)};
  // Beyond the limit the system stops curl: older ones do not look where the server names no length.
  ::setrlimit(RLIMIT_FSIZE, &limit);
  ::signal(SIGXFSZ, SIG_DFL);
  ::dup2(heads, STDOUT_FILENO);
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nothing < 0) ::_exit(kNotThere - 1);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(nothing, STDERR_FILENO);
  ::execvp("curl", argv);
  ::_exit(kNotThere);
}

std::string read_all(int file) {
  std::string text;
  std::array<char, 4096> block{};
  for (;;) {
    const ssize_t n = ::read(file, block.data(), block.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return text;
    // A server may send heads without end; the rest is read so that curl can go on, and dropped.
    if (text.size() < kMostHeads) text.append(block.data(), static_cast<std::size_t>(n));
  }
}

/// A validator goes back to the server in a header: visible ASCII and blanks only.
std::string validator(std::string_view text) {
  const bool fine = text.size() <= kLongestValidator &&
                    std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
  return fine ? std::string(text) : std::string();
}

std::string lower(std::string_view text) {
  std::string low(text);
  for (char& c : low) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return low;
}

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

void take_header(CurlRun& run, std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string name = lower(trimmed(line.substr(0, colon)));
  const auto value = trimmed(line.substr(colon + 1));
  if (name == "etag") {
    const bool quoted =
        value.size() > 2 && value.back() == '"' && (value.front() == '"' || value.substr(0, 3) == "W/\"");
    run.etag = quoted ? validator(value) : "";
  } else if (name == "last-modified") {
    run.modified = validator(value);
  } else if (name == "content-length") {
    run.length = number_in<std::uintmax_t>(value);
  }
}

/// Waits for a child, through interruptions.
int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) throw Error::io(std::string("cannot be waited for: ") + std::strerror(errno), "curl");
  }
  return status;
}

}  // namespace

CurlRun parse_heads(const std::string& text) {
  CurlRun run;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto line = trimmed(std::string_view(text).substr(at, end - at));
    at = end + 1;
    if (line.substr(0, 5) == "HTTP/") {
      run = {};
      const auto blank = line.find(' ');
      if (blank != std::string_view::npos) run.status = number_in<int>(line.substr(blank + 1, 3)).value_or(0);
    } else {
      take_header(run, line);
    }
  }
  return run;
}

CurlRun run_curl(const std::vector<std::string>& arguments, std::uintmax_t most_bytes) {
  // --disable comes first, or the user's .curlrc is read.
  std::vector<std::string> words{"curl",          "--disable",  "--proto",        "=https",
                                 "--proto-redir", "=https",     "--max-redirs",   "5",
                                 "--fail",        "--location", "--globoff",      "--silent",
                                 "--dump-header", "-",          "--max-filesize", std::to_string(most_bytes)};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
    throw Error::io(std::string("cannot be run: ") + std::strerror(errno), "curl");
  const pid_t child = ::fork();
  if (child == 0) become_curl(argv.data(), pipe[1], most_bytes);
  const int why = errno;
  ::close(pipe[1]);
  const std::string heads = child > 0 ? read_all(pipe[0]) : "";
  ::close(pipe[0]);
  if (child < 0) throw Error::io(std::string("cannot be run: ") + std::strerror(why), "curl");
  const int status = wait_for(child);
  CurlRun run = parse_heads(heads);
  if (WIFEXITED(status)) {
    run.code = WEXITSTATUS(status);
  } else if (WTERMSIG(status) == SIGXFSZ) {
    run.too_large = true;
  } else {
    throw Error::io("the download was stopped", "curl");
  }
  if (run.code == kNotThere) {
    throw Error::not_found("the program curl, which does the download, is not installed",
                           "apt-get install curl");
  }
  return run;
}

}  // namespace blocs::cli
