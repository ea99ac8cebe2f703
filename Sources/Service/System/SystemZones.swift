package import Cadence
import Foundation

/// The system's zones as a `ZoneDatabase`, from the files that the tzdata package installs.
///
/// A database keeps each zone as it first read it. When files change (`FileWatch` tells) ask for a
/// new one by `refreshed()`.
package struct SystemZones: Sendable {
  package static let usual = "/usr/share/zoneinfo"

  package let directory: String
  package let database: ZoneDatabase
  /// Zones that were asked for, whose files are gone or broken: they keep the rules that were read
  /// before. By name, with what is wrong.
  package let lost: [String: ZoneProblem]

  package init(directory: String = SystemZones.usual) {
    self.init(directory: directory, keeping: [:], lost: [:])
  }

  private init(
    directory: String, keeping kept: [String: ZoneRules], lost: [String: ZoneProblem]
  ) {
    self.directory = directory
    self.lost = lost
    let list = Self.text(directory, "tzdata.zi")
    let names =
      Self.names(compact: list).isEmpty
      ? Self.names(table: Self.text(directory, "zone1970.tab"))
        + Self.names(table: Self.text(directory, "zone.tab"))
      : Self.names(compact: list)
    database = ZoneDatabase(
      version: Self.version(compact: list, directory: directory),
      names: Set(names).filter { Self.exists(directory, $0) }.sorted(), keeping: kept,
      read: { Self.bytes(directory, $0) })
  }

  /// The same directory, read anew, with every zone that was asked for so far.
  package func refreshed() -> SystemZones {
    let fresh = SystemZones(directory: directory)
    var kept: [String: ZoneRules] = [:]
    var lost: [String: ZoneProblem] = [:]
    for (name, rules) in database.used {
      do { _ = try fresh.database.zone(named: name) } catch {
        kept[name] = rules
        lost[name] = error
      }
    }
    guard !lost.isEmpty else { return fresh }
    // What was just read is not read again: its file may go away meanwhile.
    kept.merge(fresh.database.used) { kept, _ in kept }
    return SystemZones(directory: directory, keeping: kept, lost: lost)
  }

  /// For questions alone: it knows the zones in use as they are, and what else it is asked for does
  /// not count as in use.
  package func forQuestions() -> ZoneDatabase {
    SystemZones(directory: directory, keeping: database.used, lost: lost).database
  }

  /// What to watch: the directory itself, which every upgrade writes to, and where the files are of
  /// the zones that were asked for, by name and behind links.
  package var directories: Set<String> {
    var found: Set<String> = [directory]
    for name in database.used.keys {
      let file = "\(directory)/\(name)"
      found.insert((file as NSString).deletingLastPathComponent)
      let target = (file as NSString).resolvingSymlinksInPath
      found.insert((target as NSString).deletingLastPathComponent)
    }
    return found
  }

  /// Whether a name stays inside the directory and is no file of another kind by its looks.
  static func isPlausible(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return !name.isEmpty && name.utf8.count < 256
      && parts.allSatisfy { part in
        part != "." && part != ".."
          && !part.isEmpty
          && part.utf8.allSatisfy {
            // Letters, digits and "+-_." as in tz's theory.html, "Timezone identifiers".
            (0x30...0x39 ~= $0) || (0x41...0x5A ~= $0) || (0x61...0x7A ~= $0)
              || [0x2B, 0x2D, 0x2E, 0x5F].contains($0)
          }
      }
  }

  private static func bytes(_ directory: String, _ name: String) -> [UInt8]? {
    guard isPlausible(name) else { return nil }
    return try? FileBytes.read("\(directory)/\(name)", max: 1 << 20)
  }

  /// Debian lists the names of tzdata-legacy even where that package is not installed.
  private static func exists(_ directory: String, _ name: String) -> Bool {
    isPlausible(name) && FileBytes.isReadable("\(directory)/\(name)")
  }

  private static func text(_ directory: String, _ name: String) -> String {
    bytes(directory, name).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// Source: zic(8), the short forms "Z NAME …" and "L TARGET NAME".
  private static func names(compact text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ", maxSplits: 3)
      if fields.count >= 2, fields[0] == "Z" { return String(fields[1]) }
      if fields.count >= 3, fields[0] == "L" { return String(fields[2]) }
      return nil
    }
  }

  /// The third column of tz's tables; lines that begin with # are comments.
  private static func names(table text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t")
      return line.hasPrefix("#") || fields.count < 3 ? nil : String(fields[2])
    }
  }

  /// "2026b": from the first line, "# version 2026b", or from the file that other systems have.
  private static func version(compact text: String, directory: String) -> String {
    let marker = "# version "
    if let line = text.split(separator: "\n").first, line.hasPrefix(marker) {
      return String(line.dropFirst(marker.count))
    }
    let file = Self.text(directory, "+VERSION").split(separator: "\n").first
    return file.map(String.init) ?? "unknown"
  }
}
