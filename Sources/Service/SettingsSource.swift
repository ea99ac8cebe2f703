package import Cadence
import Foundation
package import Meetings
package import Messages
package import Settings

/// Reads a configuration from disk, with the system's zones: all of it, or every problem.
package struct SettingsSource: Sendable {
  package let directory: ConfigurationDirectory
  package private(set) var zones: SystemZones
  private var loaded: Reading?

  package init(path: String, zones: SystemZones = SystemZones()) {
    directory = ConfigurationDirectory(path: path)
    self.zones = zones
  }

  /// What was read, so that it can be looked at again under other zones.
  fileprivate struct Files: Sendable {
    var configuration: ConfigurationDirectory.Contents
    var templates: ConfigurationDirectory.Contents?
    /// By name.
    var holidays: [String: ConfigurationDirectory.Contents] = [:]
  }

  /// A configuration that could be loaded, and the files it came from.
  package struct Reading: Sendable {
    package let settings: Settings
    package let templates: Templates
    fileprivate let files: Files
    /// By whose rules it was read, by name; with others that were known then.
    fileprivate let zones: [String: ZoneRules]
  }

  /// - Parameter rereading: false reads what was loaded last once more, with the zones of today.
  package func read(at now: Instant, rereading: Bool = true) throws(Problems) -> Reading {
    var files = (rereading ? nil : loaded?.files) ?? Files(configuration: directory.contents())
    var templates = Templates.none
    let settings = try settings(
      from: files.configuration, at: now,
      holidays: { (file) throws(Problems) in
        let contents = files.holidays[file.name] ?? directory.calendar(file)
        files.holidays[file.name] = contents
        guard let read = contents.files.first else { throw Problems(contents.problems) }
        return SourceFile(name: read.path, bytes: read.bytes)
      }
    ) { place in
      let contents = files.templates ?? directory.templates(in: place)
      files.templates = contents
      do throws(TemplateFaults) {
        templates = try Templates.read(contents.files.map(TemplateFile.init))
        return contents.problems
      } catch {
        return contents.problems + error.all.map(Problem.init)
      }
    }
    return Reading(
      settings: settings, templates: templates, files: files, zones: zones.database.used)
  }

  /// True if the templates of `reading` are those that were loaded last.
  package func hasLoadedTemplates(of reading: Reading) -> Bool {
    let (a, b) = (loaded?.files.templates?.files ?? [], reading.files.templates?.files ?? [])
    return a.elementsEqual(b) { $0.path == $1.path && $0.bytes == $1.bytes }
  }

  /// What `reading` has is what runs from now on.
  package mutating func adopt(_ reading: Reading) { loaded = reading }

  private func settings(
    from contents: ConfigurationDirectory.Contents, at now: Instant,
    holidays: (HolidayFile) throws(Problems) -> SourceFile,
    templates: (TemplateDirectory) -> [Problem]
  ) throws(Problems) -> Settings {
    let files = contents.files.map { SourceFile(name: $0.path, bytes: $0.bytes) }
    guard !files.isEmpty else { throw Problems(contents.problems) }
    let settings: Settings
    do {
      settings = try Settings.read(
        files, zones: zones.database, today: ZoneRules.utc.local(at: now).date,
        templates: templates, holidays: holidays)
    } catch {
      throw Problems(contents.problems + error.all)
    }
    guard contents.problems.isEmpty else { throw Problems(contents.problems + settings.warnings) }
    return settings
  }

  /// An agenda file as it is on the disk.
  package struct Agenda: Sendable {
    /// Nil when it cannot be read or is no text, which never empties an agenda.
    package let items: [CivilDate: [FileItem]]?
    /// What is worth a second look.
    package let problems: [Problem]
  }

  /// - Parameter added: dates at which its meetings take place because they were moved there, or
  ///   asked for.
  package func agenda(
    _ name: String, of settings: Settings, at now: Instant, added: Set<CivilDate> = []
  ) -> Agenda {
    let path = path(ofAgenda: name)
    let agenda: AgendaFile
    do {
      agenda = AgendaFile.read(try Self.text(path))
    } catch {
      let problems = settings.agendaPlaces[name].map { place in
        Problem(
          file: place.file, line: place.line, column: place.column, severity: .warning,
          what: "the agenda \(path) cannot be read, \(error.what): nobody can add items there",
          fix: "mend the file, or `from:`")
      }
      return Agenda(items: nil, problems: problems.map { [$0] } ?? [])
    }
    let today = ZoneRules.utc.local(at: now).date
    return Agenda(
      items: agenda.items,
      problems: settings.problems(
        of: agenda, named: name, path: path, today: today, added: added))
  }

  private struct Unreadable: Error {
    let what: String
  }

  private static func text(_ path: String) throws(Unreadable) -> [UInt8] {
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.read(path, max: AgendaFile.bytesMax)
    } catch {
      throw Unreadable(what: error.what)
    }
    guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else {
      throw Unreadable(what: "it is no text in UTF-8")
    }
    return bytes
  }

  /// The directories to watch for agendas.
  package func agendaDirectories(of settings: Settings) -> Set<String> {
    Set(settings.agendaFiles.map { (path(ofAgenda: $0) as NSString).deletingLastPathComponent })
  }

  private func path(ofAgenda name: String) -> String {
    name.hasPrefix("/") ? name : directory.directory + "/" + name
  }

  /// When files of zones changed.
  package mutating func refreshZones() { zones = zones.refreshed() }

  /// The zones that have other rules now than those by which what is loaded was read, sorted.
  package var zonesToLoad: [String] {
    let used = zones.database.used
    return (loaded?.zones ?? [:]).filter { used[$0.key] != $0.value }.keys.sorted()
  }
}

extension Settings {
  /// The dates at which meetings that read an agenda take place because they were moved there, or
  /// asked for.
  func addedDates(ofAgenda name: String, _ book: Book) -> Set<CivilDate> {
    let readers = community.series.values.filter { $0.agenda?.reads(name) == true }
    return Set(readers.flatMap { book.addedDates(of: $0.id) })
  }
}

extension TemplateFile {
  init(_ file: ConfigurationDirectory.File) {
    self.init(name: file.path, bytes: file.bytes)
  }
}

extension Problem {
  init(_ fault: TemplateFault) {
    self.init(
      file: fault.file, line: fault.line, column: fault.column, what: fault.what, fix: fault.fix)
  }
}
