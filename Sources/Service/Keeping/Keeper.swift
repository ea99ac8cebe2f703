package import Cadence
import Foundation
import Store

/// What an administrator does with the state itself, beside the daemon or without one.
package struct Keeper: Sendable {
  let paths: Paths
  package init(paths: Paths) { self.paths = paths }

  /// Copies the state into one file while everything goes on.
  ///
  /// This process reads the database itself: the daemon's sandbox has no place that an
  /// administrator would choose. Source: docs/decisions/0060.
  package func backup(
    to file: String, replacing: Bool
  ) throws(CommandDesk.Failure) -> [CommandDesk.Line] {
    try checkCopy(file, replacing)
    try checkState()
    return try answering {
      let store = try Store(reading: paths.state)
      defer { store.close() }
      let key = try SigningKey(in: paths.state)
      let contents = try store.copy(
        to: file, at: SystemWallClock().now, with: key?.bytes, replacing: replacing)
      return CopyView(file: file, contents, isRestored: false)
    }
  }

  private func checkCopy(_ file: String, _ replacing: Bool) throws(CommandDesk.Failure) {
    guard !file.isEmpty, file != "-" else {
      throw .usage("a backup is a file that is written whole or not at all: name one")
    }
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: file, isDirectory: &isDirectory) else { return }
    if isDirectory.boolValue {
      throw .usage("\(file): it is a directory: name a file in it")
    }
    guard replacing else {
      throw .refused("\(file): it is there already, and is kept. --replace puts the new one there")
    }
  }

  func checkState() throws(CommandDesk.Failure) {
    let path = paths.state + "/convened.db"
    guard access(path, R_OK) != 0 else { return }
    guard errno == ENOENT else { throw .unreadable(path, errno) }
    throw .refused("\(paths.state): there is no state here. Say where it is with --state")
  }

  /// Puts a backup into a state directory that is empty.
  package func restore(_ file: String) throws(CommandDesk.Failure) -> [CommandDesk.Line] {
    try answering {
      CopyView(file: file, try Store.restore(file, into: paths.state), isRestored: true)
    }
  }

  /// Says that the state is this machine's from now on.
  package func adopt() throws(CommandDesk.Failure) -> [CommandDesk.Line] {
    try checkState()
    guard let machine = MachineIdentity.current else {
      throw .refused("this machine has no id: run systemd-machine-id-setup")
    }
    return try answering {
      let store = try Store(directory: paths.state)
      defer { store.close() }
      try store.claim(for: machine, adopting: true)
      return DoneView("\(paths.state) is this machine's from now on: start the service")
    }
  }

  func answering(
    _ body: () throws -> any View
  ) throws(CommandDesk.Failure) -> [CommandDesk.Line] {
    do {
      return [try CommandDesk.line(try body())]
    } catch let failure as CommandDesk.Failure {
      throw failure
    } catch let error as StoreError {
      throw .state(error.description, status: error.exitStatus)
    } catch let problem as any ConfigurationProblem {
      throw .configuration(problem.description)
    } catch {
      throw .refused("\(error)")
    }
  }
}

/// A backup that was written, or came back.
package struct CopyView: View {
  package let file: String
  package let takenAt: Instant
  package let meetings: Int
  package let notices: Int
  package let bytes: Int
  package let hasKey: Bool
  private let isRestored: Bool

  private enum CodingKeys: String, CodingKey {
    case file, takenAt, meetings, notices, bytes, hasKey
  }

  init(file: String, _ contents: BackupContents, isRestored: Bool) {
    (self.file, self.isRestored) = (file, isRestored)
    (takenAt, bytes) = (contents.takenAt, contents.bytes)
    (meetings, notices, hasKey) = (contents.meetings, contents.notices, contents.hasKey)
  }

  package var line: String {
    let size =
      "\(Wording.count(meetings, "meeting")), \(Wording.count(notices, "notice")), "
      + "\((bytes + 1023) / 1024) KiB"
    let key = hasKey ? "with the signing key" : "without a signing key"
    guard isRestored else {
      return "\(file): checked and written: \(size), \(key)"
        + (hasKey ? "" : ": there is none yet")
    }
    return "restored the state of \(Wording.utc(takenAt)): \(size), \(key)\n"
      + "Start the service. What fell due after that is told to nobody; hosts of meetings ahead are "
      + "asked once to look at them"
  }
}

extension CommandDesk.Failure {
  static func unreadable(_ path: String, _ number: Int32) -> CommandDesk.Failure {
    .state(
      "\(path): \(SystemCallFailure.text(number)). Run this as root, or as the service's user",
      status: 74)
  }
}

extension StoreError {
  /// A full or unwritable disk may be mended while the manager tries again (sysexits(3): EX_IOERR);
  /// a state that cannot be used as it is wants a person.
  var exitStatus: Int32 {
    switch self {
    case .locked: 75
    case .full, .unusable, .unreadable, .unwritable, .conflict, .replaced, .busy: 74
    case .corrupt, .newer, .remote, .otherMachine: 78
    case .occupied, .unsound: 1
    }
  }
}
