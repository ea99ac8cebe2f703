import ArgumentParser
import Service

/// A command that is none, with the one that was meant.
enum Mistyped {
  /// What to say; nil where the arguments name a command: what follows is its own.
  static func problem(
    in arguments: [String], of root: any ParsableCommand.Type
  ) -> String? {
    var command: any ParsableCommand.Type = root
    var path = "convened"
    for argument in arguments.drop(while: { $0 == "help" }) {
      let commands = command.configuration.subcommands
      guard !commands.isEmpty, !argument.hasPrefix("-") else { return nil }
      guard let next = commands.first(where: { $0._commandName == argument }) else {
        let fix =
          Wording.meant(by: argument, among: commands.map { $0._commandName })
          .map { "did you mean `\(path) \($0)`?" } ?? "`\(path) --help` lists what there is"
        return "\(path): there is no `\(argument.harmless())`. \(fix)"
      }
      command = next
      path += " \(argument)"
    }
    return nil
  }
}
