import ArgumentParser
import Service

struct Import: ParsableCommand {
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case kubernetes, openstack, ics, markdown
  }

  static let configuration = CommandConfiguration(
    abstract: "Makes meetings of ours of others' files and calendars, and tasks of check lists.",
    discussion: """
      convened import sigs.yaml --invite members > /etc/convened/sigs.yaml

      Reads Kubernetes' sigs.yaml, a meeting of OpenStack's yaml2ical, an iCalendar file, or the \
      check lists in a Markdown file, and prints YAML. What cannot be computed without guessing is \
      refused, and every assumption is noted: FILE:LINE: refused|note: meeting or task: what. what \
      to do, on standard error. Exit status 1 if something was refused, or all of it.
      """)

  @Argument(help: "The file.")
  var file: String
  @Option(name: .customLong("as"), help: "What it is; told by its content if left out.")
  var kind: Kind?
  @Option(
    help: """
      Who is invited to every meeting: a group or a person. May be given several times; `members` \
      if left out.
      """)
  var invite: [String] = []
  @Option(
    help: """
      Whose the tasks of a check list are: `mentee`, `mentors`, a person. May be given several \
      times; whom the headings name if left out, and else the mentee.
      """)
  var who: [String] = []
  @Option(help: "What is over by this date is left out; the real one if left out.")
  var today: String?

  func validate() throws {
    for name in who + invite where !Importing.isName(name) {
      throw ValidationError("\"\(name)\" is no name of a person or a group")
    }
  }

  func run() throws {
    try answering {
      let importing = try Waiting.during {
        try Importing(path: file, as: kind?.rawValue, invite: invite, who: who, today: today)
      }
      print(importing.yaml, terminator: "")
      importing.remarks.forEach(complain)
      if importing.hasRefusals { throw Exit.no }
    }
  }
}
