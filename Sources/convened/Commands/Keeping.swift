import ArgumentParser
import Service

struct Backup: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copies the state into one file, while the daemon runs or without it.",
    discussion: """
      The file has all that `convened restore` needs: the database and the key that signs links. \
      Whoever reads it can speak for everybody, so it is for its owner alone. The configuration is \
      yours to keep.
      """)

  @Argument(help: "The file.") var file: String
  @Flag(help: "In place of one that is there.") var replace = false
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    try answering {
      let lines = try Waiting.during {
        try Keeper(paths: places.paths).backup(to: file, replacing: replace)
      }
      output.print(lines)
    }
  }
}

struct Restore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Puts a backup into a state directory that has no database, for the daemon to go on from.",
    discussion: """
      What was sent after the backup was taken is not sent again: nothing that was due before the \
      next start is told to anybody, and hosts of the meetings ahead are asked once to look at them.
      """)

  @Argument(help: "The backup, or a sound copy of the database.") var file: String
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    try answering {
      output.print(try Waiting.during { try Keeper(paths: places.paths).restore(file) })
    }
  }
}

struct Adopt: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says that a state which came from another machine is this one's from now on.",
    discussion: """
      For a directory that was copied after the service there was stopped for good. One that was \
      copied before, or by a program that follows it, is older than what was sent: give it to \
      `convened restore`.
      """)

  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    try answering { output.print(try Keeper(paths: places.paths).adopt()) }
  }
}

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Everything that is known of a person, a JSON object a line.",
    discussion: """
      convened export robin > robin.jsonl

      Their entry, invitations, items, answers, votes, what they settled and asked for, mutes, what \
      did not reach them, and each notice to them with what became of it. It reads the state \
      itself, as root or as the service's user.
      """)

  @Argument(help: "A key of `people:`, or one of before.") var person: String
  @OptionGroup var places: Places

  func run() throws {
    try answering {
      let lines = try Waiting.during { try Keeper(paths: places.paths).export(person) }
      for line in lines { print(line.json) }
    }
  }
}

struct Forget: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes a person who has left out of everything that is kept.",
    discussion: """
      Their addresses, what they wrote and that it was they, answers, reasons of votes and all \
      notices to them are erased and overwritten. Take them out of the configuration first, and \
      load it. A file that brings them back later is refused, until --undo.
      """)

  @Argument(help: "The key that they had in `people:`.") var person: String
  @Flag(help: "They are back: they may be in the configuration again.") var undo = false
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    try answering {
      let lines = try Waiting.during {
        try Keeper(paths: places.paths).forget(person, undoing: undo)
      }
      output.print(lines)
    }
  }
}
