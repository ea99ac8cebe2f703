import ArgumentParser
import Service

struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Sends one real test message now, and says what was answered.",
    discussion: """
      The daemon sends it, by the way that everything takes. It says that it is a test and that \
      nothing is to be done. Exit status 1 if it was not accepted.
      """,
    subcommands: [Mail.self, Channel.self])

  struct Mail: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "A mail to one person.")

    @Argument(help: "Whom: a key of `people:`.") var person: String
    @OptionGroup var places: Places
    @OptionGroup var output: Output

    func run() throws { try test("test/mail", person, places, output) }
  }

  struct Channel: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A message to one channel, in the form its service takes.")

    @Argument(help: "Which: a key of `channels:`.") var name: String
    @OptionGroup var places: Places
    @OptionGroup var output: Output

    func run() throws { try test("test/channel", name, places, output) }
  }
}

private func test(_ verb: String, _ to: String, _ places: Places, _ output: Output) throws {
  try answering {
    let lines = try CommandDesk(paths: places.paths).ask(verb, Ask(to: to))
    output.print(lines)
    guard lines.allSatisfy(\.isGood) else { throw Exit.no }
  }
}
