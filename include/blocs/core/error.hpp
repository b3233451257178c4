#pragma once

#include <stdexcept>
#include <string>

namespace blocs {

/// What went wrong, as far as a caller can act on it. Each kind has its own exit code in the command line
/// (`docs/exit-codes.md`).
enum class ErrorKind {
  usage,      ///< the question is malformed: an option, a date, a rule that contradicts itself
  not_found,  ///< a state, group, treaty or file that is not there
  ambiguous,  ///< a name that fits several things
  bad_input,  ///< a file that cannot be read as what it claims to be
  io,         ///< the file system said no: permissions, full disk
  ledger,     ///< the ledger is damaged, foreign, or of another version
  undefined,  ///< there is no number: the rule leaves nothing to count
};

/// The one exception of the library. It says what is wrong, where (file, line, column, row id; may be empty)
/// and what to do about it (may be empty). The library never prints, exits or aborts.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, std::string what, std::string where = {}, std::string hint = {});

  ErrorKind kind() const { return kind_; }
  const std::string& message() const { return message_; }
  const std::string& where() const { return where_; }
  const std::string& hint() const { return hint_; }

  static Error usage(std::string what, std::string hint = {});
  static Error not_found(std::string what, std::string hint = {});
  static Error bad_input(std::string what, std::string where, std::string hint = {});
  static Error io(std::string what, std::string where, std::string hint = {});
  static Error in_ledger(std::string what, std::string where, std::string hint = {});

 private:
  ErrorKind kind_;
  std::string message_;
  std::string where_;
  std::string hint_;
};

}  // namespace blocs
