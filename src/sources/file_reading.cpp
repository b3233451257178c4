#include "file_reading.hpp"

#include <algorithm>
#include <utility>

#include "blocs/sources/csv.hpp"

namespace blocs::sources {

FileReading::FileReading(RowStream& rows, std::string file, std::vector<std::string> header,
                         std::vector<Fault>& faults)
    : rows_(rows), file_(std::move(file)), header_(std::move(header)), faults_(faults) {
  rows_.expect(header_.size());
}

bool FileReading::next() {
  while (rows_.next(row_)) {
    if (row_.good()) return true;
    ++refused_;
    note(row_.line, {}, row_.fault, row_.raw);
  }
  return false;
}

std::size_t FileReading::column(std::string_view name) const {
  const auto at = std::find(header_.begin(), header_.end(), name);
  return at == header_.end() ? std::string::npos : static_cast<std::size_t>(at - header_.begin());
}

void FileReading::note(std::size_t line, std::string_view column, std::string reason, std::string_view raw) {
  if (++noted_ <= kMostFaults) {
    faults_.push_back({file_, line, printable(column), std::move(reason), printable(raw)});
  }
}

void FileReading::fault(std::string_view column, std::string reason) {
  note(row_.line, column, std::move(reason), row_.raw);
}

void FileReading::refuse(std::string_view column, std::string reason) {
  lose();
  fault(column, std::move(reason));
}

void FileReading::finish() {
  if (noted_ <= kMostFaults) return;
  faults_.push_back(
      {file_, 0, {}, std::to_string(noted_ - kMostFaults) + " more faults are counted but not kept", {}});
}

std::optional<Date> FileReading::date(std::string_view column, std::size_t at) {
  const auto day = Date::parse(cell(at));
  if (!day) refuse(column, "\"" + printable(cell(at), 40) + "\" is not a date; dates are YYYY-MM-DD");
  return day;
}

}  // namespace blocs::sources
