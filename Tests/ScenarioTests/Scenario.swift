import Cadence
import Engine
import Foundation
import Meetings
import Messages
import Settings

/// One timeline: a configuration and what people do go in, the transcript comes out. One file.
///
///     # What it shows.
///     ## config
///     community: …
///     ## profile thanos
///     ## play 2026-11-20T00:00:00Z .. 2026-12-04T00:00:00Z
///     ## script
///     {"at":"2026-12-01T10:00:00Z","do":"agenda-add",…}
///     ## transcript
///     2026-11-27 14:00  office-hours/2026-12-03  planned → open: opened
///
/// `## file meetup.yaml` is a file of the configuration beside it, or one that it names, and
/// `## edit 2026-12-01T10:00:00Z meetup.yaml` what that file is from then on. `## profile thanos`
/// reads `config/profiles/thanos.yaml` as well: what is shipped is what is played.
struct Scenario {
  let path: String
  let source: String
  private var sections: [(title: String, lines: [String])] = []

  init(path: String) throws {
    self.path = path
    source = try String(contentsOfFile: path, encoding: .utf8)
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("## ") {
        sections.append((String(line.dropFirst(3)), []))
      } else if !sections.isEmpty {
        sections[sections.count - 1].lines.append(String(line))
      }
    }
  }

  private func section(_ title: String) -> String? {
    sections.first { $0.title == title }?.lines.joined(separator: "\n")
  }

  /// As the file has it, without blank lines at its ends.
  var expected: String {
    (section("transcript") ?? "").trimmingCharacters(in: .newlines)
  }

  struct Broken: Error, CustomStringConvertible { let description: String }

  /// The transcript, and what each address was sent, in its order.
  typealias Played = (transcript: String, mails: [String: [Mail]])

  /// Plays the timeline.
  func play() throws -> Played {
    guard let config = section("config"),
      let span = sections.first(where: { $0.title.hasPrefix("play ") })?.title.dropFirst(5)
    else { throw Broken(description: "\(path): needs `## config` and `## play FROM .. UNTIL`") }
    let ends = span.components(separatedBy: " .. ").compactMap { Instant($0) }
    guard ends.count == 2 else { throw Broken(description: "\(path): play FROM .. UNTIL") }
    var files = Dictionary(
      uniqueKeysWithValues: titled("file ").map { ($0.title, Array($0.text.utf8)) })
    files["config.yaml"] = Array(config.utf8)
    let community = try read(files, at: ends[0])
    let edits = try titled("edit ").map { title, text -> ScriptLine in
      let words = title.split(separator: " ").map(String.init)
      guard words.count == 2, let at = Instant(words[0]), files[words[1]] != nil else {
        throw Broken(description: "\(path): edit INSTANT FILE")
      }
      files[words[1]] = Array(text.utf8)
      return ScriptLine(
        at: at, action: .input(.reloaded(try read(files, at: at))), origin: "\(path), \(title)")
    }
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("convened-scenario-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let transcript = Transcript(asJSON: false)
    var lines: [String] = []
    var mails: [String: [Mail]] = [:]
    var clock: VirtualClock?
    let playback = Playback(
      community: community, directory: scratch, from: ends[0],
      send: { parcel in
        if case .mail(let mail) = parcel.content { mails[mail.to, default: []].append(mail) }
        return .accepted("")
      },
      observe: { observation in
        if let line = transcript.line(for: observation, at: clock?.now ?? ends[0]) {
          lines.append(line)
        }
      })
    clock = playback.clock
    try playback.play(
      try edits + Script.read(section("script") ?? "", file: "\(path), script"), until: ends[1])
    return (lines.joined(separator: "\n"), mails)
  }

  /// What is under the titles that begin so, with what follows in the title.
  private func titled(_ prefix: String) -> [(title: String, text: String)] {
    sections.filter { $0.title.hasPrefix(prefix) }.map {
      (String($0.title.dropFirst(prefix.count)), $0.lines.joined(separator: "\n"))
    }
  }

  private func read(_ files: [String: [UInt8]], at now: Instant) throws -> Community {
    let sources = files.map { SourceFile(name: $0.key, bytes: $0.value) }
    return try Settings.read(
      sources.filter { $0.name.hasSuffix(".yaml") } + profiles(), zones: Self.zones,
      today: ZoneRules.utc.local(at: now).date,
      holidays: { (file) throws(Problems) in
        guard let source = sources.first(where: { $0.name == file.name }) else {
          return try HolidayFile.none(file)
        }
        return source
      }
    ).community
  }

  /// The shipped profiles that it names.
  private func profiles() throws -> [SourceFile] {
    try titled("profile ").map { title, _ in
      let name = title + ".yaml"
      let file = Self.shipped.appendingPathComponent(name)
      return SourceFile(name: name, bytes: Array(try Data(contentsOf: file)))
    }
  }

  static let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("config/profiles")

  /// The file with the transcript that was played.
  func recorded(_ transcript: String) -> String {
    let head = source.components(separatedBy: "## transcript")[0]
    return head + "## transcript\n" + transcript + "\n"
  }

  static let zones: ZoneDatabase = {
    let directory = "/usr/share/zoneinfo"
    let table = (try? String(contentsOfFile: directory + "/zone1970.tab", encoding: .utf8)) ?? ""
    let names = table.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .compactMap { $0.split(separator: "\t").dropFirst(2).first.map(String.init) }
    return ZoneDatabase(version: "system", names: names + ["UTC"]) { name in
      FileManager.default.contents(atPath: "\(directory)/\(name)").map(Array.init)
    }
  }()
}
