import ArgumentParser
import Service

struct Next: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "What comes, and for whom.")

  @Option(help: "How many days ahead.")
  var days = Desk.daysUsual
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func validate() throws {
    guard (1...Desk.daysMax).contains(days) else {
      throw ValidationError("--days is between 1 and \(Desk.daysMax)")
    }
  }

  func run() throws {
    try answering {
      let lines = try CommandDesk(paths: places.paths).next(days: days)
      output.print(lines, orElse: "nothing within \(days) days")
    }
  }
}

struct Fairness: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "At what hours of their own days the people of a series meet, worst first.",
    discussion: """
      A line for each person, with a picture of the day and how many of the meetings ahead are not \
      within their `hours:` (or, where they say nothing, between 7:00 and 22:00): what there is to \
      say when a time is looked for that is fair to all.
      """)

  @Argument(help: "A meeting, or PROGRAM.MENTORSHIP.")
  var series: String
  @Option(help: "How many months ahead.")
  var months = Desk.monthsUsual
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func validate() throws {
    guard (1...Desk.monthsMax).contains(months) else {
      throw ValidationError("--months is between 1 and \(Desk.monthsMax)")
    }
  }

  func run() throws {
    try answering {
      output.print(try CommandDesk(paths: places.paths).fairness(of: series, months: months))
    }
  }
}

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "The state of one meeting or task: SERIES/2026-12-03, SERIES for its next, or SERIES/NAME.")

  @Argument var occurrence: String
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    try look("show", Ask(occurrence: occurrence), places, output) { [try $0.show(occurrence)] }
  }
}

struct Why: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "How a meeting or a task came to be as it is: its journal, and what was sent.")

  @Argument var occurrence: String
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    try look("why", Ask(occurrence: occurrence), places, output) { try $0.why(occurrence) }
  }
}

struct Plan: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What loading the configuration as it is now would change, and whom it would tell.")

  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    try look("plan", Ask(), places, output, orElse: "nothing would change") { try $0.plan() }
  }
}
