import ArgumentParser
import Service

struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Plays a span of time on the virtual clock, with the daemon's own engine.",
    discussion: """
      convened simulate --from 2026-12-01T00:00:00Z --until 2027-01-01T00:00:00Z

      Prints every change and every notice; sends nothing. A script has one JSON object a line:
      {"at":"2026-12-01T10:00:00Z","do":"agenda-add","occurrence":"office-hours/2026-12-03",\
      "by":"yash","text":"pair review"}
      `do` is agenda-add (also "private":true), agenda-drop and agenda-carry ("item"), cancel and reinstate \
      ("because"), move ("to":"2026-12-04T15:00", in the meeting's zone), swap ("with", "by"), \
      answer ("by", "answer":"yes"), task-done ("task", "by"), task-drop, task-reopen, \
      vote ("task", "by", "choice", "because"), ask ("series", "by", "to", "text"), down and up.
      Agendas that live elsewhere are not fetched: they are played as if they were empty.
      """)

  @OptionGroup var places: Places
  @Option(help: "The first instant, UTC: 2026-12-01T00:00:00Z.")
  var from: String
  @Option(help: "The last instant, UTC.")
  var until: String
  @Option(help: "A file of JSON lines: what people do meanwhile.")
  var script: String?
  @Option(help: "Write the mails into this Maildir.")
  var maildir: String?
  @OptionGroup var output: Output

  func run() throws {
    try answering {
      let rehearsal = try Rehearsal(
        paths: places.paths, from: from, until: until, script: script, maildir: maildir,
        asJSON: output.asJSON)
      try rehearsal.play { print($0) }
    }
  }
}
