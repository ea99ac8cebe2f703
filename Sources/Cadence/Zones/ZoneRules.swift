/// A time zone: which offset from UTC holds when, in the past and for good.
///
/// A value with its data inside; copies share it. It never looks at the process's own zone.
public struct ZoneRules: Sendable {
  /// The IANA name, "Europe/Berlin".
  public let identifier: String
  let table: ZoneTable

  init(identifier: String, table: ZoneTable) {
    self.identifier = identifier
    self.table = table
  }

  /// Reads a zone from the bytes of its TZif file, versions 1 to 4.
  ///
  /// - Throws: `ZoneProblem.malformed` for anything that is not well formed.
  /// Source: RFC 9636.
  public init(identifier: String, tzif: [UInt8]) throws(ZoneProblem) {
    do {
      self.init(identifier: identifier, table: try ZoneTable(tzif: tzif))
    } catch {
      throw .malformed(identifier, reason: error.reason)
    }
  }

  /// Coordinated Universal Time.
  public static let utc = ZoneRules(identifier: "UTC", table: ZoneTable.utc)

  /// The offset east of UTC that holds at an instant.
  public func offset(at instant: Instant) -> Seconds {
    Seconds(table.segment(at: instant.secondsSince1970).offset)
  }

  /// The abbreviation in use at an instant, "CET" or "+03".
  public func abbreviation(at instant: Instant) -> String {
    table.abbreviations[table.segment(at: instant.secondsSince1970).abbreviation]
  }

  /// What the clock on the wall shows at an instant.
  public func local(at instant: Instant) -> CivilDateTime {
    let offset = table.segment(at: instant.secondsSince1970).offset
    return CivilDateTime(wallSeconds: instant.secondsSince1970.saturatingAdd(offset))
  }

  /// What a local time means.
  ///
  /// Source: RFC 5545 section 3.3.5 for the reading of gaps and overlaps.
  public func resolve(_ local: CivilDateTime) -> Resolution {
    let wall = local.wallSeconds
    // Every instant that could show this time lies between these two.
    var segment = table.segment(at: wall - table.offsetMax)
    let last = wall - table.offsetMin
    var found: Int64?
    var shifted = wall - segment.offset
    while true {
      let candidate = wall - segment.offset
      if candidate >= segment.end {
        shifted = candidate
      } else if candidate >= segment.start {
        if let first = found {
          return .overlap(
            first: Instant(secondsSince1970: first), second: Instant(secondsSince1970: candidate))
        }
        found = candidate
      }
      guard segment.end <= last else { break }
      segment = table.segment(at: segment.end)
    }
    if let found { return .unique(Instant(secondsSince1970: found)) }
    return .gap(shifted: Instant(secondsSince1970: shifted))
  }

  /// The next instant at which the offset changes; nil if it never does again.
  public func nextTransition(after instant: Instant) -> Instant? {
    var segment = table.segment(at: instant.secondsSince1970)
    let offset = segment.offset
    while segment.end < ZoneTable.forever {
      segment = table.segment(at: segment.end)
      if segment.offset != offset { return Instant(secondsSince1970: segment.start) }
      // A footer that never changes the clock would otherwise be walked for good.
      if segment.start > Instant.distantFuture.secondsSince1970 { return nil }
    }
    return nil
  }

  /// Whether the clock never changes.
  var isFixed: Bool { table.offsetMin == table.offsetMax }
}

extension ZoneRules: Hashable, CustomStringConvertible {
  /// Equal if the name and the data are.
  public static func == (a: ZoneRules, b: ZoneRules) -> Bool {
    a.table.fingerprint == b.table.fingerprint && a.identifier == b.identifier
  }

  /// Hashes the name and a fingerprint of the data.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(identifier)
    hasher.combine(table.fingerprint)
  }

  /// The name.
  public var description: String { identifier }
}
