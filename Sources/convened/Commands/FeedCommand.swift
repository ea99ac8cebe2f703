import ArgumentParser
import Foundation
import Service

struct FeedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feed",
    abstract: "Writes a calendar to subscribe to (iCalendar): the last 30 days, the next 180.",
    discussion: """
      convened feed --person yash --output yash.ics
      convened feed --group engine --public --address

      Of all meetings that are `public: yes`, or of one person, group or series: whoever gets that \
      file sees what is in it. Cancelled dates stay and say so; the agenda is never in it. With \
      --address, where calendar programs find it by themselves: one that names somebody is a secret.
      """)

  @Option(help: "All that somebody hosts or is invited to.") var person: String?
  @Option(help: "All that a group hosts or is invited to.") var group: String?
  @Option(help: "One meeting.") var series: String?
  @Flag(name: .customLong("public"), help: "What is public of a group's own meetings.")
  var isPublic = false
  @Option(name: [.short, .long], help: "Write into this file, whole or not at all.")
  var output: String?
  @Flag(help: "Print the https address of it, for a calendar program to follow.")
  var address = false
  @Flag(name: .customLong("json"), help: "With --address: as one JSON object.")
  var asJSON = false
  @OptionGroup var places: Places

  func validate() throws {
    guard [person, group, series].compactMap(\.self).count <= 1 else {
      throw ValidationError("give one of --person, --group and --series")
    }
    guard !isPublic || group != nil else { throw ValidationError("--public goes with --group") }
    guard !address || output == nil else {
      throw ValidationError("--address is printed; leave out --output")
    }
    guard !asJSON || address else {
      throw ValidationError("a calendar is iCalendar; --json goes with --address")
    }
  }

  func run() throws {
    try answering {
      let ask = Ask(
        occurrence: series, by: person, text: group,
        state: isPublic ? Desk.publicFeed : nil)
      if address {
        // Of the daemon alone: it knows which addresses were taken back.
        for line in try CommandDesk(paths: places.paths).ask("feed/address", ask) {
          print(asJSON ? line.json : line.text)
        }
        return
      }
      let lines = try Waiting.during {
        try CommandDesk(paths: places.paths).ask("feed", ask) { try [$0.feed(ask)] }
      }
      let bytes = Data(lines.map(\.text).joined().utf8)
      guard let output else {
        print(lines.map(\.text).joined(), terminator: "")
        return
      }
      do { try bytes.write(to: URL(fileURLWithPath: output), options: .atomic) } catch {
        throw CommandDesk.Failure.refused("\(output) cannot be written: \(error)")
      }
    }
  }
}
