import ArgumentParser
import Service

struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Sends one real test message now, and says what was answered.",
    discussion: """
      convened test mail ana
      convened test channel announce

      The daemon sends it, by the way that everything takes. It says that it is a test and that \
      nothing is to be done. Exit status 1 if it was not accepted.
      """,
    subcommands: [Mail.self, Channel.self])

  struct Mail: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "A mail to one person.")

    @Argument(help: "Whom: a key of `people:`.") var person: String
    @OptionGroup var places: Places
    @OptionGroup var output: Output

    func run() throws { try act("test/mail", Ask(to: person), places, output) }
  }

  struct Channel: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A message to one channel, in the form its service takes.")

    @Argument(help: "Which: a key of `channels:`.") var name: String
    @OptionGroup var places: Places
    @OptionGroup var output: Output

    func run() throws { try act("test/channel", Ask(to: name), places, output) }
  }
}
