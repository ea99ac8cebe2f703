import ArgumentParser
import Service

struct Cancel: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Cancels a meeting and tells everyone who was told of it, once.")

  @Argument(help: "SERIES/2026-12-03, or SERIES for its next.") var occurrence: String
  @Option(help: "Why, in words for everyone.") var because: String
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    try act("cancel", occurrence, because, places, output)
  }
}

struct Reinstate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes a cancellation back, until the start.")

  @Argument(help: "SERIES/2026-12-03.") var occurrence: String
  @Option(help: "Why, in words for everyone.") var because: String
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    try act("reinstate", occurrence, because, places, output)
  }
}

struct Move: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Moves a meeting and updates everyone's calendar.")

  @Argument(help: "SERIES/2026-12-03, or SERIES for its next.") var occurrence: String
  @Option(help: "The new start, local time of the meeting's zone: 2026-12-04T15:00.")
  var to: String
  @Option(help: "Why, in words for everyone.") var because: String
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    try act("move", occurrence, because, places, output) { $0.to = to }
  }
}

private func act(
  _ verb: String, _ occurrence: String, _ because: String, _ places: Places, _ output: Output,
  _ fill: (inout Ask) -> Void = { _ in }
) throws {
  try answering {
    var ask = Ask()
    ask.occurrence = occurrence
    ask.because = because
    fill(&ask)
    output.print(try CommandDesk(paths: places.paths).ask(verb, ask))
  }
}
