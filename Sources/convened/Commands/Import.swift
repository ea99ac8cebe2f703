import ArgumentParser
import Service

struct Import: ParsableCommand {
  enum Kind: String, ExpressibleByArgument, CaseIterable { case kubernetes, openstack, ics }

  static let configuration = CommandConfiguration(
    abstract: "Makes meetings of ours of another community's file, or of a calendar.",
    discussion: """
      Reads Kubernetes' sigs.yaml, a meeting of OpenStack's yaml2ical, or an iCalendar file, and \
      prints YAML. What cannot be computed without guessing is refused, and every assumption is \
      noted: FILE:LINE: refused|note: meeting: what. what to do, on standard error. Exit status 1 \
      if something was refused, or all of it.
      """)

  @Argument(help: "The file.")
  var file: String
  @Option(name: .customLong("as"), help: "What it is; told by its content if left out.")
  var kind: Kind?
  @Option(help: "Who is invited to every meeting: a group or a person. May be given several times.")
  var invite: [String] = ["members"]
  @Option(help: "What is over by this date is left out; the real one if left out.")
  var today: String?

  func run() throws {
    try answering {
      let importing = try Importing(
        path: file, as: kind?.rawValue, invite: invite, today: today)
      print(importing.yaml, terminator: "")
      importing.remarks.forEach(complain)
      if importing.hasRefusals { throw Exit.no }
    }
  }
}
