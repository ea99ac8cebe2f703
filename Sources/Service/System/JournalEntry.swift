internal import Logging

/// One entry of the log as bytes; `Journal` sends them.
enum JournalEntry {
  /// The journal's own field, for what kind of entry it is: systemd.journal-fields(7).
  static let messageID = "MESSAGE_ID"

  /// The fields of an entry, each as "NAME=value".
  ///
  /// Metadata "occurrence" becomes `CONVENED_OCCURRENCE`; `MESSAGE_ID` stays as it is.
  static func fields(
    level: Logger.Level, message: String, metadata: [String: String]
  ) -> [[UInt8]] {
    var fields = [
      "MESSAGE=\(message)", "PRIORITY=\(priority(level))", "SYSLOG_IDENTIFIER=convened",
    ]
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
      fields.append("\(fieldName(key))=\(shown(value, of: key))")
    }
    return fields.map { Array($0.utf8) }
  }

  /// `notice: office-hours/2026-12-03 open → cancelled  reason="agenda empty at cutoff"`
  ///
  /// Without the id, which says nothing to a reader.
  static func line(
    level: Logger.Level, message: String, metadata: [String: String]
  ) -> String {
    var line = "\(level): \(message.harmless())"
    var separator = "  "
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) where key != messageID {
      line += "\(separator)\(key)=\(quoted(shown(value, of: key)))"
      separator = " "
    }
    return line
  }

  /// Source: syslog(3); the journal uses the same numbers.
  static func priority(_ level: Logger.Level) -> Int {
    switch level {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }

  /// Upper case, digits and "_" only, at most 64 bytes (systemd's journal_field_valid).
  static func fieldName(_ key: String) -> String {
    if key == messageID { return key }
    let letters = key.uppercased().unicodeScalars.map { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
        ? Character(scalar) : "_"
    }
    return String(("CONVENED_" + String(letters)).prefix(64))
  }

  /// A slip of a caller's must not put a secret into the log.
  private static func shown(_ value: String, of key: String) -> String {
    let isSecret = ["password", "secret", "token", "authorization"].contains {
      key.lowercased().contains($0)
    }
    return isSecret ? "•••" : value
  }

  private static func quoted(_ value: String) -> String {
    let isPlain = !value.isEmpty && value.allSatisfy { !$0.isWhitespace && !"\"=\\".contains($0) }
    if isPlain { return value.harmless() }
    let escaped = value.reduce(into: "") { text, character in
      if "\"\\".contains(character) { text.append("\\") }
      text.append(character)
    }
    return "\"\(escaped.harmless())\""
  }
}
