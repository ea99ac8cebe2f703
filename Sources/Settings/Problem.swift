/// One thing wrong with what was written, where, and what to write instead.
///
/// Encoded, it is an object with the fields of these names.
package struct Problem: Sendable, Hashable, Comparable, Encodable, CustomStringConvertible {
  /// A note is worth knowing, and may well be meant.
  package enum Severity: String, Sendable, Hashable, Encodable { case error, warning, note }

  /// The file's name as it was handed in.
  package var file: String
  /// Counted from 1, and 1 for a file as a whole. Columns count Unicode scalars, as YAML's own
  /// messages do.
  package var line: Int
  package var column: Int
  package var severity: Severity
  /// A sentence without its full stop.
  package var what: String
  /// What to do about it, as an instruction without a full stop.
  package var fix: String

  package init(
    file: String, line: Int = 1, column: Int = 1, severity: Severity = .error, what: String,
    fix: String
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.severity = severity
    self.what = what
    self.fix = fix
  }

  package var description: String {
    "\(file):\(line):\(column): \(severity.rawValue): \(what). \(fix)"
  }

  package static func < (a: Self, b: Self) -> Bool {
    if a.file != b.file { return a.file < b.file }
    if a.line != b.line { return a.line < b.line }
    if a.column != b.column { return a.column < b.column }
    return (a.severity.rawValue, a.what, a.fix) < (b.severity.rawValue, b.what, b.fix)
  }
}

/// Why the files are no configuration: everything that was found, warnings included, by place.
package struct Problems: Error, Sendable, Hashable, CustomStringConvertible {
  package let all: [Problem]

  package init(_ sorted: [Problem]) { all = sorted }

  package var description: String { all.map(\.description).joined(separator: "\n") }
}
