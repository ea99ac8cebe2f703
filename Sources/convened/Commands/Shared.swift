import ArgumentParser
import Foundation
import Service

/// Exit statuses. Source: sysexits(3).
enum Exit {
  static let no = ExitCode(1)
  static let data = ExitCode(65)
  static let unreachable = ExitCode(69)
  static let inputOutput = ExitCode(74)
  static let later = ExitCode(75)
  static let notPermitted = ExitCode(77)
  static let configuration = ExitCode(78)
}

/// Where things are, the same for every command.
struct Places: ParsableArguments {
  @Option(name: .customLong("config"), help: "The configuration: a directory, or one file.")
  var configuration: String?
  @Option(help: "The state directory.")
  var state: String?
  @Option(help: "The daemon's control socket.")
  var socket: String?

  var paths: Paths {
    Paths(
      configuration: configuration, state: state, socket: socket,
      environment: ProcessInfo.processInfo.environment)
  }
}

struct Output: ParsableArguments {
  @Flag(name: .customLong("json"), help: "One JSON object a line.")
  var asJSON = false

  func print(_ lines: [CommandDesk.Line], orElse nothing: String? = nil) {
    let texts =
      asJSON ? lines.map(\.json) : Terminal.current?.lines(lines) ?? lines.map(\.text)
    for text in texts { Swift.print(text) }
    if lines.isEmpty, !asJSON, let nothing { Swift.print(nothing) }
  }
}

/// A message for people, where it does not mix with answers. What it quotes is shown and not
/// obeyed: no colour, no bell, no other direction.
func complain(_ text: String) {
  // Where nobody can be told, the exit status says it.
  try? FileHandle.standardError.write(
    contentsOf: Data("\(text.harmless(keepsLines: true))\n".utf8))
}

/// What was printed is out, or somebody hears that it is not. The last thing that a process does.
func finishOutput() {
  guard fflush(nil) != 0 else { return }
  let number = errno
  // Whoever read it has seen enough.
  if number != EPIPE {
    complain("standard output: it cannot be written: \(String(cString: strerror(number)))")
  }
  _exit(Exit.inputOutput.rawValue)
}

/// Has the daemon answer, and prints it. Exit status 1 if not all is well.
func act(_ verb: String, _ ask: Ask, _ places: Places, _ output: Output) throws {
  try answering { try tell(verb, ask, places, output) }
}

/// The same, for whoever has more to do about the answer.
func tell(_ verb: String, _ ask: Ask, _ places: Places, _ output: Output) throws {
  let lines = try Waiting.during { try CommandDesk(paths: places.paths).ask(verb, ask) }
  output.print(lines)
  guard lines.allSatisfy(\.isGood) else { throw Exit.no }
}

/// Has a question answered, by the daemon or without one, and prints what there is.
func look(
  _ verb: String, _ ask: Ask, _ places: Places, _ output: Output,
  orElse nothing: String? = nil, _ look: (Desk) throws -> [any View]
) throws {
  try answering {
    let lines = try Waiting.during {
      try CommandDesk(paths: places.paths).ask(verb, ask, orLook: look)
    }
    output.print(lines, orElse: nothing)
  }
}

/// Runs a command's asking and turns what goes wrong into its exit status.
func answering(_ body: () throws -> Void) throws {
  do {
    try body()
  } catch let failure as CommandDesk.Failure {
    complain(failure.description)
    switch failure {
    case .unreachable: throw Exit.unreachable
    case .usage: throw ExitCode.validationFailure
    case .refused, .unconfirmed: throw Exit.no
    case .configuration: throw Exit.configuration
    case .state(_, let status): throw ExitCode(status)
    }
  }
}
