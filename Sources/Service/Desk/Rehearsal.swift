import Cadence
import Delivery
import Engine
import Foundation
import Meetings
import Messages
import Settings

/// `simulate` and the demo: the daemon's own engine on the virtual clock. Nothing is sent; with a
/// Maildir, real mail files are written.
package struct Rehearsal {
  private let settings: Settings
  private let templates: Templates
  private let from: Instant
  private let until: Instant
  private let script: [ScriptLine]
  /// The agenda files as they are, read at the first instant.
  private let agendas: [ScriptLine]
  private let maildir: String?
  private let asJSON: Bool

  /// - Parameters:
  ///   - from: and `until`, instants as 2026-12-01T00:00:00Z.
  ///   - script: a file of JSON lines.
  package init(
    paths: Paths, from: String, until: String, script: String?, maildir: String?, asJSON: Bool
  ) throws(CommandDesk.Failure) {
    self.from = try Self.instant(from, "from")
    self.until = try Self.instant(until, "until")
    guard self.from >= Instant(secondsSince1970: 0) else {
      throw .usage("--from \(from): the clock begins in 1970")
    }
    guard self.from < self.until else { throw .usage("--until is not after --from") }
    self.script = try script.map(Self.lines) ?? []
    self.maildir = maildir
    self.asJSON = asJSON
    do {
      let source = SettingsSource(path: paths.configuration)
      let reading = try source.read(at: self.from)
      settings = reading.settings
      templates = reading.templates
      agendas = settings.agendaFiles.compactMap { [settings, from = self.from] name in
        source.agenda(name, of: settings, at: from).items.map { items in
          ScriptLine(at: from, action: .input(.agendaFile(name: name, items)), origin: name)
        }
      }
    } catch {
      throw .configuration(error.description)
    }
  }

  private static func instant(
    _ text: String, _ option: String
  ) throws(CommandDesk.Failure) -> Instant {
    guard let instant = Instant(text) else {
      throw .usage("--\(option) \(text): write an instant in UTC as 2026-12-01T00:00:00Z")
    }
    return instant
  }

  private static func lines(_ path: String) throws(CommandDesk.Failure) -> [ScriptLine] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .refused("\(path) cannot be read. Give a file of JSON lines to --script")
    }
    do {
      return try Script.read(String(decoding: data, as: UTF8.self), file: path)
    } catch {
      throw .refused(error.description)
    }
  }

  /// Plays the time through, a line at a time.
  package func play(_ print: @escaping (String) -> Void) throws {
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("convened-simulate-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let transcript = Transcript(asJSON: asJSON)
    let drop = maildir.map(MaildirDrop.init(directory:))
    var clock: VirtualClock?
    let playback = Playback(
      community: settings.community.readingNothingElsewhere, templates: templates,
      links: LinkKeys.look(settings, credentials: Credentials(directory: nil), state: nil),
      directory: scratch, from: from,
      send: { parcel in
        guard let drop, case .mail(let mail) = parcel.content else { return .accepted("simulated") }
        return Outcome(drop.store(mail.bytes, identity: "\(parcel.identity)"))
      },
      observe: { [from] observation in
        let now = clock?.now ?? from
        if let line = transcript.line(for: observation, at: now) { print(line) }
      })
    clock = playback.clock
    do {
      try playback.play(agendas + script, until: until)
    } catch let error as ScriptError {
      throw CommandDesk.Failure.refused(error.description)
    }
  }
}

extension Community {
  /// As if agendas that live elsewhere had been read and had nothing in them: nothing is fetched
  /// here, and what was not read cancels nothing.
  fileprivate var readingNothingElsewhere: Community {
    var community = self
    for id in series.keys { community.series[id]?.agenda?.elsewhere = [] }
    return community
  }
}
