import ArgumentParser
import Service

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Validates a configuration: FILE:LINE:COL: error|warning: what. what to do.",
    discussion: """
      Exit status 1 if there are errors. Needs no daemon and no network. With --json an object a \
      problem: file, line, column, severity (error or warning), what, fix.
      """)

  @Argument(help: "A directory or a file; the configured one if left out.")
  var path: String?
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    let path = path ?? places.paths.configuration
    let report = Examination(of: path)
    output.print(try report.lines())
    if !output.asJSON { print(report.summary) }
    if report.hasErrors { throw Exit.no }
  }
}

struct Cadences: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cadence",
    abstract: "Shows the dates of a cadence: \"every 2 weeks Thursday 16:00 Europe/Berlin\".",
    discussion: "One line a date: local time, zone, UTC. Daylight saving is said where it bites.")

  @Argument(help: "A sentence, as after `when:`.")
  var sentence: String
  @Option(help: "The first date of `every N weeks`.")
  var starting: String?
  @Option(help: "Show dates from this date on; today if left out.")
  var from: String?
  @Option(help: "The last date.")
  var until: String?
  @Option(help: "How many dates.")
  var count = 10
  @OptionGroup var output: Output

  func validate() throws {
    guard (1...10_000).contains(count) else {
      throw ValidationError("--count is between 1 and 10000")
    }
  }

  func run() throws {
    try answering {
      let almanac = try Almanac(
        sentence: sentence, starting: starting, from: from, until: until, count: count)
      output.print(almanac.lines, orElse: "no date: the rule is over, or has not begun")
    }
  }
}
