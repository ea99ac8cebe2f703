import ArgumentParser
import Foundation
import Service

struct Receive: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Takes one mail from a mail server: a reply becomes an item of the agenda, or says which tasks are done.",
    discussion: """
      For `|convened receive` in an alias. Exit status, as mail servers read it: 0 taken or ignored, \
      65 the mail cannot be read or comes too late (its sender is told), 77 it answers no mail of \
      ours, 75 not now: the mail server tries again.
      """)

  @Option(help: "Whom the envelope names; more than once for several.") var to: [String] = []
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    do throws(CommandDesk.MailFailure) {
      let bytes = try Self.input()
      output.print(try CommandDesk(paths: places.paths).receive(bytes, to: to))
    } catch {
      switch error {
      case .malformed(let why):
        complain(why)
        throw Exit.data
      case .notPermitted(let why):
        complain(why)
        throw Exit.notPermitted
      case .later(let why):
        complain(why)
        throw Exit.later
      }
    }
  }

  /// One byte beyond the limit is enough to know; the rest is read, or its writer would be killed.
  private static func input() throws(CommandDesk.MailFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      while let chunk = try FileHandle.standardInput.read(upToCount: 64 << 10), !chunk.isEmpty {
        if bytes.count <= CommandDesk.mailMax { bytes += chunk }
      }
    } catch {
      throw .later("standard input: \(error.localizedDescription)")
    }
    return bytes
  }
}
