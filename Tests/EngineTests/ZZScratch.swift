import Cadence
import Engine
import Foundation
import Meetings
import Settings
import Store
import Testing

@Suite struct ZZScratch {
  @Test func make() throws {
    let env = ProcessInfo.processInfo.environment
    guard let cfg = env["SCRATCH_CFG"], let out = env["SCRATCH_OUT"] else { return }
    let zones = ZoneDatabase(version: "test", names: Self.zoneNames()) { name in
      FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(name)").map(Array.init)
    }
    let start = try #require(Instant(env["SCRATCH_FROM"] ?? ""))
    let end = try #require(Instant(env["SCRATCH_UNTIL"] ?? ""))
    let yaml = try FileManager.default.contentsOfDirectory(atPath: cfg).filter {
      $0.hasSuffix(".yaml")
    }
    .map {
      SourceFile(
        name: $0, bytes: Array(FileManager.default.contents(atPath: cfg + "/" + $0) ?? Data()))
    }
    let settings: Settings
    do {
      settings = try Settings.read(yaml, zones: zones, today: ZoneRules.utc.local(at: start).date)
    } catch { print("PROBLEMS\n\(error)"); throw error }
    try? FileManager.default.removeItem(atPath: out)
    var now: () -> Instant = { start }
    let playback = Playback(
      community: settings.community, directory: out, from: start,
      send: { parcel in
        let to = parcel.notice.recipient
        if case .person(let id) = to, id.name == "ines", now() > Instant("2026-11-20T00:00:00Z")! {
          return .refused("550 5.1.1 <ines@example.org>: no such mailbox")
        }
        if case .personal = to { return .gone("410 Gone: this hook was removed") }
        if case .channel = to, now() > Instant("2026-11-26T00:00:00Z")! {
          return .deferred("503 Service Unavailable", retryAfterSeconds: nil, .destination)
        }
        return .accepted("250 2.0.0 Ok: queued")
      }, observe: { _ in })
    now = { playback.clock.now }
    let script =
      FileManager.default.contents(atPath: cfg + "/script.jsonl").map {
        String(decoding: $0, as: UTF8.self)
      } ?? ""
    do { try playback.play(try Script.read(script, file: "script"), until: end) } catch {
      print("ERROR \(error)"); throw error
    }
    print(try playback.engine!.store.outboxCounts())
    playback.engine?.store.close()
  }
  static func zoneNames() -> [String] {
    [
      "UTC", "Europe/Warsaw", "Europe/Berlin", "Europe/Vilnius", "Asia/Kolkata",
      "America/Los_Angeles", "America/Sao_Paulo", "Asia/Shanghai", "Africa/Cairo", "Europe/Lisbon",
      "Europe/London", "Europe/Paris", "America/New_York",
    ]
  }
}
