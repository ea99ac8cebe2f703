import ArgumentParser
import Foundation
import Service

@main
struct Convened: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convened",
    abstract: "Keeps a community's meeting rhythm.",
    discussion: """
      Exit status: 0 done, 1 the answer is no or problems were found, 64 usage, 69 the daemon is \
      not reachable, 74 the state or the output cannot be written, 75 it runs already, 78 the \
      configuration or the state cannot be used.
      """,
    version: Version.current,
    subcommands: [
      Run.self, Reload.self, Check.self, SchemaCommand.self, Cadences.self, Simulate.self,
      Next.self, Fairness.self,
      Slots.self, Show.self, Why.self, AgendaCommand.self, TaskCommand.self, VoteCommand.self,
      Cancel.self, Move.self, Reinstate.self, Swap.self, AnswerCommand.self, AskCommand.self,
      Reminders.self, Plan.self, Import.self, Receive.self,
      FetchCommand.self, OutboxCommand.self, FeedCommand.self,
      LinkCommand.self, Status.self, TestCommand.self, DoctorCommand.self,
      Backup.self, Restore.self, Adopt.self, Export.self, Forget.self,
    ])

  /// On the main thread and a queue of our own, never on Swift's pool: see `TaskQueue`.
  @MainActor static func main() async {
    // The library prints help and mistakes, and ends the process by itself.
    atexit { finishOutput() }
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let problem = Mistyped.problem(in: arguments, of: Convened.self) {
      complain(problem)
      exit(withError: ExitCode.validationFailure)
    }
    await withTaskExecutorPreference(TaskQueue(label: "convened.tasks")) { await main(nil) }
  }
}
