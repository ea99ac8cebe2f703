import ArgumentParser
import Foundation
import Service

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Looks at all that mail and messages need; says what is right or what to do.",
    discussion: """
      Sends nothing: relay and mailbox are greeted and logged in to, hooks are connected to, agendas \
      that live elsewhere are read once. Exit status 1 if anything wants doing. `note` could be better, `?` cannot be told from here. With --json an \
      object a line: check, ok (null for `?`), what, fix.
      """)

  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() async throws {
    let directory = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]
    let doctor = Doctor(
      paths: places.paths, credentials: Credentials(directory: directory))
    let waiting = Waiting()
    defer { waiting.end() }
    let lines = try await doctor.lines()
    waiting.end()
    output.print(lines)
    guard lines.allSatisfy(\.isGood) else { throw Exit.no }
  }
}
