import ArgumentParser
import Service

struct Next: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What comes, and for whom.",
    discussion: """
      convened next --days 30
      """)

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
      let lines = try Waiting.during { try CommandDesk(paths: places.paths).next(days: days) }
      output.print(lines, orElse: "nothing within \(days) days; --days looks further")
    }
  }
}

struct Fairness: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "At what hours of their own days the people of a series meet, worst first.",
    discussion: """
      convened fairness office-hours --months 8

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
      let lines = try Waiting.during {
        try CommandDesk(paths: places.paths).fairness(of: series, months: months)
      }
      output.print(lines)
    }
  }
}

struct Slots: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "At what time of the week some people could meet, the best first.",
    discussion: """
      convened slots bwplotka ana mentees --zone Europe/Berlin --count 2

      A line for each proposal: a sentence that `when:` takes, when that is for each of them, and \
      what it asks of whom. Every week ahead is looked at, since clocks change on different dates. \
      First come times for which fewest people are ever outside of their `hours:` (or, where they \
      say nothing, 7:00 to 22:00) or on their own weekend, then fewest meetings are, then those \
      that are least far outside for whoever has it worst, then fewest weeks in which somebody \
      is in another meeting or away, then full hours, half hours and quarters. None is within \
      four hours of a better one, and days on which a time asks as much of each are one line.
      """)

  @Argument(help: "People and groups.")
  var who: [String]
  @Option(help: "How long the meeting is: 1h, 45 minutes.")
  var duration = "1h"
  @Option(help: "How many weeks ahead.")
  var weeks = SlotsAsk.weeksUsual
  @Option(help: "How many proposals.")
  var count = SlotsAsk.countUsual
  @Option(help: "Whose clock the meeting keeps: Europe/Berlin; the community's if left out.")
  var zone: String?
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func validate() throws {
    guard (1...SlotsAsk.weeksMax).contains(weeks) else {
      throw ValidationError("--weeks is between 1 and \(SlotsAsk.weeksMax)")
    }
    guard (1...SlotsAsk.countMax).contains(count) else {
      throw ValidationError("--count is between 1 and \(SlotsAsk.countMax)")
    }
  }

  func run() throws {
    try answering {
      let ask = try SlotsAsk(
        who: who, duration: duration, weeks: weeks, count: count, zone: zone)
      output.print(try Waiting.during { try CommandDesk(paths: places.paths).slots(ask) })
    }
  }
}

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "The state of one meeting or task: SERIES/2026-12-03, SERIES for its next, or SERIES/NAME.",
    discussion: """
      convened show office-hours
      convened show summer-2027.yash/evaluation
      """)

  @Argument var occurrence: String
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    try look("show", Ask(occurrence: occurrence), places, output) { [try $0.show(occurrence)] }
  }
}

struct Why: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "How a meeting or a task came to be as it is: its journal, and what was sent.",
    discussion: """
      convened why office-hours/2026-12-03
      """)

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
