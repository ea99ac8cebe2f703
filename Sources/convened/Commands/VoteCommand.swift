import ArgumentParser
import Service

struct VoteCommand: ParsableCommand {
  enum Choice: String, ExpressibleByArgument, CaseIterable { case yes, no, abstain }
  static let configuration = CommandConfiguration(
    commandName: "vote", abstract: "Votes on what `votes:` asks, for somebody who may.",
    discussion: """
      People vote by the link in their mail, or by a reply: "yes", "no: why", "abstain". A later \
      vote takes the place of an earlier one until it closes. `convened task list votes` shows what \
      is open, `convened show votes/NAME` how it stands, and `convened task drop votes/NAME` calls \
      it off.
      """)

  @Argument(help: "As listed, votes/NAME, or NAME.") var vote: String
  @Argument(help: "yes, no or abstain.") var choice: Choice
  @Option(help: "Who votes: a key of `people:`.") var by: String
  @Option(help: "Why, for all who vote; a no needs it where consensus is asked for.")
  var because: String?
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    let ask = Ask(by: by, item: vote, because: because, state: choice.rawValue)
    try act("vote", ask, places, output)
  }
}
