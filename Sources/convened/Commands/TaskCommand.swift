import ArgumentParser
import Service

struct TaskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "task", abstract: "What people owe by a date, and what is done.",
    subcommands: [List.self, Done.self, Drop.self, Reopen.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists what is owed, what is due first.",
      discussion: """
        convened task list summer-2027
        """)

    @Argument(
      help:
        """
        A meeting, PROGRAM.MENTORSHIP, a PROGRAM with all of its mentorships, or votes, groups or \
        reviewers; all if left out.
        """)
    var series: String?
    @Flag(help: "What is done or dropped as well.") var all = false
    @OptionGroup var places: Places
    @OptionGroup var output: Output

    func run() throws {
      let ask = Ask(occurrence: series, state: all ? "all" : nil)
      try look("task/list", ask, places, output, orElse: "nothing is owed") {
        try $0.tasks(series, isWhole: all)
      }
    }
  }

  /// What the other three share.
  struct Target: ParsableArguments {
    @Argument(help: "As listed, MEETING/NAME; NAME alone where only one is called so.")
    var task: String
    @OptionGroup var places: Places
    @OptionGroup var output: Output
  }

  struct Done: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Says that a task is done: nobody is reminded of it any more.",
      discussion: """
        convened task done summer-2027.yash/evaluation --by yash
        """)

    @OptionGroup var target: Target
    @Option(help: "Who did it: a key of `people:`.") var by: String?

    func run() throws {
      try act("task/done", Ask(by: by, item: target.task), target.places, target.output)
    }
  }

  struct Drop: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Says that a task is owed no more, though nobody has done it.")

    @OptionGroup var target: Target

    func run() throws {
      try act("task/drop", Ask(item: target.task), target.places, target.output)
    }
  }

  struct Reopen: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Says that a task is owed after all.")

    @OptionGroup var target: Target

    func run() throws {
      try act("task/reopen", Ask(item: target.task), target.places, target.output)
    }
  }
}
