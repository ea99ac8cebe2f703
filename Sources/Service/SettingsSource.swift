package import Cadence
import Foundation
package import Meetings
package import Settings

/// Reads a configuration from disk, with the system's zones: all of it, or every problem.
package struct SettingsSource: Sendable {
  package let directory: ConfigurationDirectory
  package private(set) var zones: SystemZones
  private var contents: ConfigurationDirectory.Contents?

  package init(path: String, zones: SystemZones = SystemZones()) {
    directory = ConfigurationDirectory(path: path)
    self.zones = zones
  }

  /// What is wrong, one problem a line, as `check` prints it.
  package struct Unusable: Error, CustomStringConvertible {
    package let description: String
    package let errors: Int
    package let warnings: Int
  }

  /// - Parameter rereading: false reads what was loaded last once more, with the zones of today.
  package mutating func read(
    at now: Instant, rereading: Bool
  ) throws(Unusable) -> Settings {
    let contents = (rereading ? nil : contents) ?? directory.contents()
    let settings = try settings(from: contents, at: now)
    self.contents = contents
    return settings
  }

  package func read(at now: Instant) throws(Unusable) -> Settings {
    try settings(from: directory.contents(), at: now)
  }

  private func settings(
    from contents: ConfigurationDirectory.Contents, at now: Instant
  ) throws(Unusable) -> Settings {
    let files = contents.files.map { SourceFile(name: $0.path, bytes: $0.bytes) }
    var lines = contents.problems.map(\.description)
    var settings: Settings?
    var warnings = 0
    do {
      let today = ZoneRules.utc.local(at: now).date
      if !files.isEmpty {
        settings = try Settings.read(files, zones: zones.database, today: today)
      }
    } catch {
      lines += error.all.map(\.description)
      warnings = error.all.count { $0.severity == .warning }
    }
    guard let settings, lines.isEmpty else {
      throw Unusable(
        description: lines.joined(separator: "\n"), errors: lines.count - warnings,
        warnings: warnings)
    }
    return settings
  }

  /// The items of an agenda file; nil when it cannot be read or is no text, which never empties an
  /// agenda.
  package func agenda(_ name: String) -> [CivilDate: [FileItem]]? {
    let path = name.hasPrefix("/") ? name : directory.directory + "/" + name
    guard let data = FileManager.default.contents(atPath: path), !data.contains(0),
      String(data: data, encoding: .utf8) != nil
    else { return nil }
    return AgendaFile.read(Array(data.prefix(AgendaFile.bytesMax))).mapValues { items in
      items.map { FileItem(text: $0.text, author: $0.author, isPrivate: $0.isPrivate) }
    }
  }

  /// The directories to watch for agendas.
  package func agendaDirectories(of settings: Settings) -> Set<String> {
    Set(
      settings.agendaFiles.map { name in
        let path = name.hasPrefix("/") ? name : directory.directory + "/" + name
        return (path as NSString).deletingLastPathComponent
      })
  }

  /// After an upgrade of tzdata.
  package mutating func refreshZones() { zones = zones.refreshed() }
}
