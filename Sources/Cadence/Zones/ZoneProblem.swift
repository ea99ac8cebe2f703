/// Why a time zone cannot be used, and what to write instead.
public enum ZoneProblem: Error, Hashable, Sendable {
  /// No zone has that name; the nearest names, best first.
  case unknown(String, nearest: [String])
  /// An abbreviation, which does not name a place whose clock could be followed.
  case ambiguous(String, write: [String])
  /// A fixed offset, "UTC+8"; the zones to write, none if no zone has that offset for good.
  case fixedOffset(String, write: [String])
  /// The zone's data cannot be read.
  case malformed(String, reason: String)

  /// What is wrong.
  public var what: String {
    switch self {
    case .unknown(let name, _): "there is no time zone \"\(name)\""
    case .ambiguous(let name, _):
      "\"\(name)\" is an abbreviation and does not say whose clock to follow"
    case .fixedOffset(let name, _): "\"\(name)\" is an offset, not a time zone as in Asia/Shanghai"
    case .malformed(let name, let reason):
      "the data of time zone \"\(name)\" is broken (\(reason)): reinstall the system's tzdata"
    }
  }

  /// The names to write instead, best first; none if nothing is near.
  public var fixes: [String] {
    switch self {
    case .unknown(_, let write), .ambiguous(_, let write), .fixedOffset(_, let write): write
    case .malformed: []
    }
  }
}

extension ZoneProblem: CustomStringConvertible {
  /// What is wrong, and what to write.
  public var description: String {
    fixes.isEmpty ? what : "\(what). write \(fixes.joined(separator: " or "))"
  }
}
