/// Where things are: flags, then the variables systemd sets, then the usual places.
package struct Paths: Sendable {
  package var configuration: String
  package var state: String
  package var socket: String

  /// - Parameter environment: of the process, read once at the top.
  /// Source: systemd.exec(5), RuntimeDirectory= and its like: colons separate several names.
  package init(
    configuration: String?, state: String?, socket: String?, environment: [String: String]
  ) {
    func directory(_ variable: String) -> String? {
      environment[variable]?.split(separator: ":").first.map(String.init)
    }
    self.configuration =
      configuration ?? directory("CONFIGURATION_DIRECTORY") ?? "/etc/convened"
    self.state = state ?? directory("STATE_DIRECTORY") ?? "/var/lib/convened"
    self.socket =
      socket ?? directory("RUNTIME_DIRECTORY").map { $0 + "/control.sock" }
      ?? "/run/convened/control.sock"
  }
}
