import Cadence
import Foundation
import Glibc
import Settings

/// `convened doctor`: looks at everything that mail and messages need, and sends nothing.
///
/// What the daemon alone can read and reach is asked of it; without one this process looks itself.
package struct Doctor {
  private let paths: Paths
  private let credentials: Credentials

  /// - Parameter credentials: where they are for this process, which looks where no daemon does.
  package init(paths: Paths, credentials: Credentials) {
    self.paths = paths
    self.credentials = credentials
  }

  package func lines() async throws -> [CommandDesk.Line] {
    let now = SystemWallClock().now
    let desk = CommandDesk(paths: paths)
    var lines = try ([Examination(of: paths.configuration).finding] + permissions()).map(line)
    do {
      lines += try [daemon(try desk.ask("status"))].map(line)
      lines += try desk.ask("doctor")
    } catch let failure as CommandDesk.Failure {
      if case .unreachable = failure {
        lines += try [unreachable(errno: socketError)].map(line)
      } else {
        lines += try [
          Finding.bad("daemon", "it does not answer: \(failure)", fix: "run: convened status")
        ].map(line)
      }
      lines += try await alone(at: now).map(line)
    }
    return try lines + [.clock(), zones(at: now)].map(line)
  }

  private func line(_ finding: Finding) throws -> CommandDesk.Line {
    var line = try CommandDesk.line(finding)
    line.isGood = finding.state != .bad
    return line
  }

  // MARK: The daemon

  private struct Status: Decodable {
    let healthy: Bool
    let version: String
    let hold: String?
  }

  private func daemon(_ answer: [CommandDesk.Line]) -> Finding {
    let check = "daemon"
    guard let json = answer.first?.json,
      let status = try? JSONDecoder().decode(Status.self, from: Data(json.utf8))
    else {
      return .bad(
        check, "its answer cannot be read", fix: "is it of this version? systemctl restart convened"
      )
    }
    return Self.daemon(
      healthy: status.healthy, version: status.version, hold: status.hold, socket: paths.socket)
  }

  static func daemon(healthy: Bool, version: String, hold: String?, socket: String) -> Finding {
    if version != Version.current {
      return .bad(
        "daemon", "version \(version) runs, and this is \(Version.current)",
        fix: "run: systemctl restart convened")
    }
    if let hold {
      return .bad(
        "daemon", "it holds \(hold)",
        fix: "set the clock right, or accept it: convened reload")
    }
    guard healthy else {
      return .bad("daemon", "it is not healthy", fix: "`convened status` says what it is")
    }
    return .good("daemon", "it answers at \(socket) and is healthy, version \(version)")
  }

  /// Why connecting to the socket fails; 0 if the file itself is no hindrance.
  private var socketError: Int32 { access(paths.socket, W_OK) == 0 ? 0 : errno }

  private func unreachable(errno code: Int32) -> Finding {
    let what = "\(paths.socket): \(code == 0 ? "nobody answers" : SystemCallFailure.text(code))"
    guard code == EACCES else {
      return .bad(
        "daemon", what, fix: "start it (systemctl start convened), or name its socket by --socket")
    }
    let group = group(of: paths.socket).map { "a member of the group \($0)" } ?? "its user"
    return .bad("daemon", what, fix: "run this as root or as \(group)")
  }

  /// What this process can see of what the daemon would.
  private func alone(at now: Instant) async -> [Finding] {
    var findings: [Finding] = []
    if let settings = try? SettingsSource(path: paths.configuration).read(at: now).settings {
      let checkup = Checkup(
        settings: settings, credentials: credentials, maildir: nil, now: now, isDaemon: false)
      findings += await checkup.findings()
    }
    return findings + StateDirectory(path: paths.state, isDaemon: false).findings()
  }

  // MARK: Files

  private func permissions() -> [Finding] {
    var said: [String] = []
    var findings: [Finding] = []
    for (path, forbidden, what) in [
      (paths.configuration, 0o002 as mode_t, "everybody may change it"),
      (paths.socket, 0o007, "everybody may command the daemon"),
    ] {
      var status = stat()
      guard stat(path, &status) == 0 else { continue }
      let mode = status.st_mode & 0o777
      let owner = group(of: path).map { ", group \($0)" } ?? ""
      said.append("\(path) has mode \(StateDirectory.octal(mode))\(owner)")
      if mode & forbidden != 0 {
        findings.append(
          .bad(
            "permissions", "\(path): \(what) (mode \(StateDirectory.octal(mode)))",
            fix: "run: chmod o-\(path == paths.socket ? "rwx" : "w") \(path)"))
      }
    }
    if findings.isEmpty, !said.isEmpty {
      findings = [.good("permissions", said.joined(separator: "; "))]
    }
    return findings
  }

  private func group(of path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return getgrgid(status.st_gid).map { String(cString: $0.pointee.gr_name) }
      ?? "\(status.st_gid)"
  }

  private func zones(at now: Instant) -> Finding {
    let zones = SystemZones()
    return .zones(
      version: zones.database.version, isEmpty: zones.database.names.isEmpty,
      directory: zones.directory, year: ZoneRules.utc.local(at: now).date.year)
  }
}

extension Examination {
  /// What is to be done, by count: `check` has it in full.
  var finding: Finding {
    guard hasErrors else {
      return hasWarnings
        ? .advice("configuration", summary, fix: "`convened check` says what they are")
        : .good("configuration", summary)
    }
    let what = summary.hasSuffix(".") ? String(summary.dropLast()) : summary
    return .bad("configuration", what, fix: "`convened check` says what and where")
  }
}
