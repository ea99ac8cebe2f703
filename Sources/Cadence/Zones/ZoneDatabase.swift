import Synchronization

/// Finds zones by name.
///
/// The reading is handed in, so that this library touches no file. A zone is read once per
/// database; every series in it then shares the data. When tzdata changes, make a new database.
public struct ZoneDatabase: Sendable {
  /// The version of the tzdata behind it, "2026b".
  public let version: String
  private let index: Index
  private let read: @Sendable (String) -> [UInt8]?

  /// The names by their lower-case form, and the zones read so far.
  private final class Index: Sendable {
    let names: [String]
    let canonical: [String: String]
    let zones = Mutex<[String: ZoneRules]>([:])

    init(names: [String], zones known: [String: ZoneRules]) {
      self.names = names
      zones.withLock { $0 = known }
      canonical = Dictionary(names.map { ($0.lowercased(), $0) }, uniquingKeysWith: { a, _ in a })
    }
  }

  /// A database of these names; `read` gives the bytes of a name's TZif file, or nil.
  ///
  /// - Parameter kept: zones that are not read, but are as they are here, by name.
  public init(
    version: String, names: [String], keeping kept: [String: ZoneRules] = [:],
    read: @escaping @Sendable (String) -> [UInt8]?
  ) {
    self.version = version
    self.read = read
    // "Factory" is the zone of a machine whose zone nobody has set.
    let names = Set(names).union(kept.keys).subtracting(["Factory"])
    index = Index(names: names.sorted(), zones: kept)
  }

  /// The zones that were asked for so far, by name.
  public var used: [String: ZoneRules] { index.zones.withLock { $0 } }

  /// The names it knows, sorted.
  public var names: [String] { index.names }

  /// Whether the word is meant as a zone, known or not.
  func looksLikeZone(_ word: String) -> Bool {
    (word.contains("/") && word.first?.isLetter == true)
      || index.canonical[word.lowercased()] != nil
      || ZoneAbbreviations.isUniversal(word) || ZoneAbbreviations.places(word) != nil
      || ZoneAbbreviations.fixedOffset(word) != nil
  }

  /// The zone of a name; upper and lower case do not matter. "UTC" always works.
  ///
  /// - Throws: `ZoneProblem` with the names to write instead, or if the zone's data is broken.
  public func zone(named name: String) throws(ZoneProblem) -> ZoneRules {
    if ZoneAbbreviations.isUniversal(name) { return .utc }
    // Before the names: Debian ships files named EST and CET, which mean no place.
    if let write = ZoneAbbreviations.places(name) { throw .ambiguous(name, write: write) }
    if let write = ZoneAbbreviations.fixedOffset(name) { throw .fixedOffset(name, write: write) }
    guard let canonical = index.canonical[name.lowercased()] else {
      throw .unknown(name, nearest: nearest(to: name))
    }
    if let known = index.zones.withLock({ $0[canonical] }) { return known }
    guard let bytes = read(canonical) else {
      throw .malformed(canonical, reason: "it cannot be read")
    }
    let zone = try ZoneRules(identifier: canonical, tzif: bytes)
    index.zones.withLock { $0[canonical] = zone }
    return zone
  }

  /// Up to three zones of a city that is written without its region, "Berlin" or "New York".
  func zones(ofCity name: String) -> [String] {
    let ending = "/" + name.lowercased().split(separator: " ").joined(separator: "_")
    return Array(names.filter { $0.lowercased().hasSuffix(ending) }.prefix(3))
  }

  /// Names near a wrong one: the same city elsewhere first, then few edits away.
  func nearest(to name: String) -> [String] {
    let wanted = name.lowercased().split(separator: " ").joined(separator: "_")
    let city = wanted.split(separator: "/").last.map(String.init) ?? wanted
    var found = index.names.filter {
      $0.contains("/") && $0.lowercased().split(separator: "/").last.map(String.init) == city
    }
    found += Nearest.words(to: wanted, in: index.names, atMost: 3)
    if found.isEmpty, city.utf8.count >= 4 {
      let cities = index.names.filter { $0.contains("/") }
      let near = Nearest.words(
        to: city, in: cities.map { $0.split(separator: "/").last.map(String.init) ?? $0 },
        atMost: 2)
      found = cities.filter { name in near.contains { name.hasSuffix("/" + $0) } }
    }
    var seen: Set<String> = []
    return Array(found.filter { seen.insert($0).inserted }.prefix(3))
  }
}
