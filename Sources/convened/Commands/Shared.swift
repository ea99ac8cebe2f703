import ArgumentParser
import Foundation
import Service

/// Exit statuses. Source: sysexits(3).
enum Exit {
  static let no = ExitCode(1)
  static let data = ExitCode(65)
  static let unreachable = ExitCode(69)
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
    for line in lines { Swift.print(asJSON ? line.json : line.text) }
    if lines.isEmpty, !asJSON, let nothing { Swift.print(nothing) }
  }
}

/// A message for people, where it does not mix with answers.
func complain(_ text: String) {
  FileHandle.standardError.write(Data("\(text)\n".utf8))
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
    case .refused: throw Exit.no
    case .configuration: throw Exit.configuration
    }
  }
}
