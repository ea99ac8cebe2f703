package import Cadence
package import Meetings

/// What people put on the agenda in a Markdown file that anyone may edit anywhere.
///
///     ## 2026-12-03
///
///     - pair review of PR 512 (yash)
///     - private: how to go on after the term (ana)
///
/// A line that is a date and nothing more is such a heading too, as in a text that was exported
/// from a word processor. Everything else is prose and means nothing. Nothing that is written can
/// be an error: what may well have been meant as an item and is none is a warning.
package struct AgendaFile: Sendable, Hashable {
  package static let bytesMax = 1 << 20
  /// On one date.
  package static let itemsMax = 200
  /// In one file.
  package static let itemsInAllMax = 2_000
  package static let charactersMax = AgendaItem.textMax

  /// Something that looks like a part of the agenda and is none.
  package struct Remark: Sendable, Hashable {
    /// Counted from 1.
    package let line: Int
    package let what: String
    package let fix: String
  }

  /// The items of every date, in the order in which they are written.
  package internal(set) var items: [CivilDate: [FileItem]] = [:]
  /// The line of each date's first heading.
  package internal(set) var headings: [CivilDate: Int] = [:]
  /// By line.
  package internal(set) var remarks: [Remark] = []

  package static func read(_ bytes: [UInt8]) -> AgendaFile {
    var reader = AgendaReader()
    // Some editors begin a file with a byte order mark.
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let text = String(decoding: bytes.dropFirst(start).prefix(bytesMax), as: UTF8.self)
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      reader.read(line)
    }
    return reader.finished()
  }
}

extension Settings {
  /// Whoever writes a hundred wrong dates made one mistake.
  private static let remarksMax = 20

  /// What is worth a second look in an agenda: its own remarks, and dates from `today` on at which
  /// none of the meetings that read it takes place.
  ///
  /// - Parameters:
  ///   - name: of the file, or of the document elsewhere.
  ///   - path: as the problems print it.
  ///   - added: dates at which one of the meetings takes place because it was moved there, or asked
  ///     for.
  package func problems(
    of agenda: AgendaFile, named name: String, path: String, today: CivilDate,
    added: Set<CivilDate> = []
  ) -> [Problem] {
    let readers = community.series.values.filter { $0.agenda?.reads(name) == true }
      .sorted { $0.id < $1.id }
    var remarks = agenda.remarks
    let empty = agenda.headings.filter { date, _ in
      date >= today && !added.contains(date) && !readers.contains { $0.takesPlace(on: date) }
    }
    for (date, line) in empty.sorted(by: { $0.value < $1.value }).prefix(Self.remarksMax) {
      let skip = readers.lazy.compactMap { series in
        series.skips[date].map { "\(series.id) skips \(date) (\($0))" }
      }.first
      let names = readers.map(\.id.name).joined(separator: ", ")
      let near = readers.flatMap { $0.dates(around: date, from: today) }
        .min {
          abs($0.daysSince1970 - date.daysSince1970) < abs($1.daysSince1970 - date.daysSince1970)
        }
      let instead = near.map { "; the nearest is \($0)" } ?? ""
      remarks.append(
        AgendaFile.Remark(
          line: line,
          what: "\(skip ?? "\(names) does not meet on \(date)"): nothing below it is on an agenda",
          fix: "write the date of a meeting\(instead)"))
    }
    if let last = remarks.last, empty.count > Self.remarksMax {
      let more = empty.count - Self.remarksMax
      remarks.append(
        AgendaFile.Remark(
          line: last.line, what: "\(more) more dates at which none of them meets",
          fix: "mend these first"))
    }
    return remarks.map {
      Problem(
        file: path, line: $0.line, column: 1, severity: .warning, what: $0.what, fix: $0.fix)
    }
    .sorted()
  }
}

extension Series {
  fileprivate func takesPlace(on date: CivilDate) -> Bool {
    skips[date] == nil && recurrence.happens(on: date)
  }

  /// Dates of the rule around `date` that are not skipped and not before `today`, within a year.
  fileprivate func dates(around date: CivilDate, from today: CivilDate) -> [CivilDate] {
    let middle = Instant(secondsSince1970: Int64(date.daysSince1970) * 86_400)
    return recurrence.occurrences(in: (middle - .days(366))..<(middle + .days(366)))
      .map(\.date).filter { $0 >= today && skips[$0] == nil }
  }
}
