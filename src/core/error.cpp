#include "blocs/core/error.hpp"

#include <utility>

namespace blocs {
namespace {

std::string joined(const std::string& message, const std::string& where, const std::string& hint) {
  std::string text = where.empty() ? message : where + ": " + message;
  if (!hint.empty()) text += " (" + hint + ")";
  return text;
}

}  // namespace

Error::Error(ErrorKind kind, std::string what, std::string where, std::string hint)
    : std::runtime_error(joined(what, where, hint)),
      kind_(kind),
      message_(std::move(what)),
      where_(std::move(where)),
      hint_(std::move(hint)) {
}

Error Error::usage(std::string what, std::string hint) {
  return {ErrorKind::usage, std::move(what), {}, std::move(hint)};
}
Error Error::not_found(std::string what, std::string hint) {
  return {ErrorKind::not_found, std::move(what), {}, std::move(hint)};
}
Error Error::bad_input(std::string what, std::string where, std::string hint) {
  return {ErrorKind::bad_input, std::move(what), std::move(where), std::move(hint)};
}
Error Error::io(std::string what, std::string where, std::string hint) {
  return {ErrorKind::io, std::move(what), std::move(where), std::move(hint)};
}
Error Error::in_ledger(std::string what, std::string where, std::string hint) {
  return {ErrorKind::ledger, std::move(what), std::move(where), std::move(hint)};
}

}  // namespace blocs
