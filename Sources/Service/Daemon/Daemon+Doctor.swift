import Cadence
import Engine
import Foundation
import Glibc
import Settings

extension Daemon {
  /// What only the daemon can tell: its own user, its credentials, its networks, its disk.
  func examine() async -> [any View] {
    let checkup = Checkup(
      settings: settings, credentials: credentials, maildir: maildir, now: engine.now,
      isDaemon: true)
    let own = [userFinding, loadedFinding]
    let state = StateDirectory(path: paths.state, isDaemon: true).findings()
    return own + (await checkup.findings()) + inboxFindings + state
  }

  private var userFinding: Finding {
    let user = geteuid()
    guard user == 0 else { return .good("user", "the daemon runs as user \(user)") }
    return .advice(
      "user", "the daemon runs as root",
      fix: "a user of its own is safer: systemd/convened.service has one (DynamicUser=)")
  }

  private var loadedFinding: Finding {
    let check = "loaded"
    do {
      let reading = try source.read(at: engine.now)
      let read = reading.settings
      let isSame =
        source.hasLoadedTemplates(of: reading) && read.community == settings.community
        && read.mail == settings.mail
        && read.channels == settings.channels
        && read.agendaSources == settings.agendaSources
        && read.web == settings.web && read.board == settings.board && read.api == settings.api
      guard isSame else {
        return .bad(
          check, "\(paths.configuration) says something else than what runs",
          fix: "`convened plan` shows the difference, `convened reload` loads it")
      }
      return .good(check, "what \(paths.configuration) says is what runs")
    } catch {
      return .bad(
        check, "\(paths.configuration) cannot be loaded; what was loaded before runs on",
        fix: "`convened check` says what is wrong with it")
    }
  }
}
