import ArgumentParser
import Service

struct Cancel: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Cancels a meeting and tells everyone who was told of it, once.",
    discussion: """
      convened cancel office-hours/2026-12-03 --because "KubeCon"
      """)

  @Argument(help: "SERIES/2026-12-03, or SERIES for its next.") var occurrence: String
  @Option(help: "Why, in words for everyone.") var because: String
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    try act("cancel", Ask(occurrence: occurrence, because: because), places, output)
  }
}

struct Reinstate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes a cancellation back, until the start.",
    discussion: """
      convened reinstate office-hours/2026-12-03 --because "the room is back"
      """)

  @Argument(help: "SERIES/2026-12-03.") var occurrence: String
  @Option(help: "Why, in words for everyone.") var because: String
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    try act("reinstate", Ask(occurrence: occurrence, because: because), places, output)
  }
}

struct Move: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Moves a meeting and updates everyone's calendar.",
    discussion: """
      convened move office-hours --to "2026-12-04 15:00" --because "Thursday is a holiday"
      """)

  @Argument(help: "SERIES/2026-12-03, or SERIES for its next.") var occurrence: String
  @Option(help: "The new start, local time of the meeting's zone: 2026-12-04T15:00.")
  var to: String
  @Option(help: "Why, in words for everyone.") var because: String
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    try act("move", Ask(occurrence: occurrence, because: because, to: to), places, output)
  }
}

struct Swap: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lets another of those who may host a meeting host it, and tells both.",
    discussion: """
      convened swap office-hours/2027-01-21 --with squat
      """)

  @Argument(help: "SERIES/2026-12-03, or SERIES for its next.") var occurrence: String
  @Option(help: "Who hosts it: a key of `people:`.") var with: String
  @Option(help: "In whose place, where several host it: a key of `people:`.") var by: String?
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    try act("swap", Ask(occurrence: occurrence, by: by, with: with), places, output)
  }
}

struct AnswerCommand: ParsableCommand {
  enum Word: String, ExpressibleByArgument, CaseIterable { case yes, no, maybe }
  static let configuration = CommandConfiguration(
    commandName: "answer",
    abstract: "Says whether somebody comes to a meeting: of a host, that they host it.",
    discussion: """
      convened answer office-hours yes --by bwplotka

      The same as the entry in their calendar, the meeting's page, or their reply.
      """)

  @Argument(help: "SERIES/2026-12-03, or SERIES for its next.") var occurrence: String
  @Argument(help: "yes, no or maybe.") var answer: Word
  @Option(help: "Whose answer it is: a key of `people:`.") var by: String
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    try act("answer", Ask(occurrence: occurrence, by: by, state: answer.rawValue), places, output)
  }
}

struct AskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask",
    abstract: "Asks for a 1:1 beside the regular ones: it takes place if it suits the other side.",
    discussion: """
      convened ask summer-2027.yash --at "2027-06-17 09:00" --by yash --about "the storage"

      Mentors are asked by mentees, and mentees by mentors. They say that it suits by the link in \
      their mail, by the reply "done", or by `convened task done`; `convened task drop` declines.
      """)

  @Argument(help: "The 1:1, PROGRAM.MENTORSHIP.") var series: String
  @Option(help: "When, local time of the meeting's zone: 2027-04-15T09:00.") var at: String
  @Option(help: "Who asks: a key of `people:`.") var by: String
  @Option(help: "What it is about, in a few words: it is on the agenda.") var about: String
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    try act("ask", Ask(occurrence: series, by: by, text: about, to: at), places, output)
  }
}

struct Reminders: ParsableCommand {
  enum Wish: String, ExpressibleByArgument, CaseIterable { case on, off }
  static let configuration = CommandConfiguration(
    abstract: "Stops somebody's reminders, or sends them again; changes and cancellations come.",
    discussion: """
      convened reminders yash off

      The same as the link in every mail. What `people:` says of reminders stays.
      """)

  @Argument(help: "A key of `people:`.") var person: String
  @Argument(help: "off or on.") var wish: Wish
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    try act("reminders", Ask(by: person, state: wish.rawValue), places, output)
  }
}
