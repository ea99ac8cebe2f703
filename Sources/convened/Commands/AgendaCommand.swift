import ArgumentParser
import Service

struct AgendaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agenda", abstract: "What is on the agenda of a meeting.",
    subcommands: [Add.self, List.self, Edit.self, Drop.self, Carry.self])

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Puts an item on the agenda; after a cancellation, on the next one's.",
      discussion: """
        convened agenda add office-hours "pair review: the compactor" --by yash
        """)

    @Argument(help: "SERIES for its next meeting, or SERIES/2026-12-03.") var occurrence: String
    @Argument(help: "What it is about, in a few words.") var text: String
    @Option(help: "Whose it is: a key of `people:`.") var by: String?
    @Flag(name: .customLong("private"), help: "Seen by its author and the hosts alone.")
    var isPrivate = false
    @OptionGroup var places: Places
    @OptionGroup var output: Output

    func run() throws {
      let ask = Ask(occurrence: occurrence, by: by, text: text, isPrivate: isPrivate)
      try act("agenda/add", ask, places, output)
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the items with their ids.",
      discussion: """
        convened agenda list office-hours
        """)

    @Argument var occurrence: String
    @OptionGroup var places: Places
    @OptionGroup var output: Output

    func run() throws {
      let ask = Ask(occurrence: occurrence)
      try look("agenda/list", ask, places, output, orElse: "nothing on the agenda") {
        try $0.agenda(occurrence)
      }
    }
  }

  struct Edit: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Changes the text of an item, or who may read it.")

    @Argument var occurrence: String
    @Argument(help: "The item's id, as listed.") var item: String
    @Argument(help: "The new text; the old one if left out.") var text: String?
    @Flag(inversion: .prefixedNo, help: "Seen by its author and the hosts alone, or by all.")
    var `private`: Bool?
    @OptionGroup var places: Places
    @OptionGroup var output: Output

    func validate() throws {
      guard text != nil || `private` != nil else {
        throw ValidationError("say a new text, or --private or --no-private")
      }
    }

    func run() throws {
      let ask = Ask(occurrence: occurrence, text: text, isPrivate: `private`, item: item)
      try act("agenda/edit", ask, places, output)
    }
  }

  struct Drop: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Takes an item off the agenda.")

    @Argument var occurrence: String
    @Argument(help: "The item's id, as listed.") var item: String
    @OptionGroup var places: Places
    @OptionGroup var output: Output

    func run() throws {
      try act("agenda/drop", Ask(occurrence: occurrence, item: item), places, output)
    }
  }

  struct Carry: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Puts what was not discussed on the agenda of the next meeting.",
      discussion: """
        convened agenda carry office-hours/2026-12-03

        Of a meeting that has begun or is over, for eight days. Authors are told.
        """)

    @Argument(help: "SERIES/2026-12-03.") var occurrence: String
    @Argument(help: "The item's id, as listed; every item if left out.") var item: String?
    @OptionGroup var places: Places
    @OptionGroup var output: Output

    func run() throws {
      try act("agenda/carry", Ask(occurrence: occurrence, item: item), places, output)
    }
  }
}
