import Cadence
import Engine
import Logging

/// Zone files that change under the running service: docs/decisions/0066.
extension Daemon {
  /// An upgrade writes hundreds of files one after the other. What counts is what the zones in use
  /// say: only where that differs, everything ahead is computed anew.
  func rereadZones() {
    let before = source.zones
    source.refreshZones()
    // A link may lead elsewhere now.
    watchFiles()
    let after = source.zones
    if after.database.version != before.database.version {
      log.notice("tzdata is \(after.database.version) now")
    }
    for (name, problem) in after.lost.sorted(by: { $0.key < $1.key })
    where before.lost[name] == nil {
      log.note(.zoneLost, "\(Self.sentence(name, problem)). \(Self.remedy(after.directory))")
    }
    for name in before.lost.keys.sorted() where after.lost[name] == nil {
      log.note(.zoneBack, "the file of the time zone \(name) is back")
    }
    let (old, new) = (before.database.used, after.database.used)
    let changed = new.filter { old[$0.key] != $0.value }.keys.sorted()
    if !changed.isEmpty {
      log.note(
        .zonesChanged, "time zones with other rules: \(changed.joined(separator: ", "))",
        ["tzdata": "\(after.database.version)"])
    }
    loadZones()
  }

  /// What is loaded, with the zones of today; an edit that nobody asked to load yet stays out.
  ///
  /// What cannot be done now is done at a later ping of the watchdog: as long as the clock is not
  /// believed nothing is computed by it, and whoever accepts it loads the zones as well.
  func loadZones() {
    guard engine.hold == nil, !source.zonesToLoad.isEmpty else { return }
    _ = try? reload(rereading: false, isConfirmed: true)
  }

  /// For `status`: zones that go on with rules that no file has any more.
  var zoneTroubles: [String] {
    source.zones.lost.sorted { $0.key < $1.key }.map { Self.sentence($0.key, $0.value) }
  }

  private static func sentence(_ name: String, _ problem: ZoneProblem) -> String {
    let what =
      switch problem {
      case .malformed(_, let reason): "is broken: \(reason)"
      case .unknown, .ambiguous, .fixedOffset: "is gone"
      }
    return "the file of the time zone \(name) \(what). The rules that were read before stay"
  }

  private static func remedy(_ directory: String) -> String {
    "Put it back into \(directory), or run: apt install --reinstall tzdata"
  }
}
