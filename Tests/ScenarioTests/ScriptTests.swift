import Cadence
import Engine
import Foundation
import Meetings
import Settings
import Testing

/// What a script's mistakes are answered with, word for word.
@Suite struct ScriptTests {
  private static let at = #""at":"2026-12-01T10:00:00Z""#

  @Test(arguments: [
    (
      "agenda-add",
      #"this is not a JSON object. write one a line, as "#
        + #"{"at":"2026-12-01T10:00:00Z","do":"down"}"#
    ),
    (
      #"{"at":"2026-12-01T10:00:00Z" "do":"up"}"#,
      #"this is not a JSON object. write one a line, "#
        + #"as {"at":"2026-12-01T10:00:00Z","do":"down"}"#
    ),
    (#"{"do":"up"}"#, #"up needs `at`. write `"at":"2026-12-01T10:00:00Z"`"#),
    (
      #"{"at":"2026-12-01 10:00","do":"up"}"#,
      #"`at`: "2026-12-01 10:00" is not an instant in UTC. write `"at":"2026-12-01T10:00:00Z"`"#
    ),
    (#"{"at":5,"do":"up"}"#, "`at` is not text. put it between quotes"),
    (
      "{\(at)}",
      "`do` is missing. write one of `agenda-add`, `agenda-drop`, `agenda-carry`, `cancel`, "
        + "`reinstate`, `move`, `swap`, `answer`, `ask`, `task-done`, `task-drop`, `task-reopen`, "
        + "`vote`, `down`, `up`"
    ),
    (
      #"{\#(at),"do":"agenda_add"}"#,
      #"`do`: nothing is called "agenda_add". write one of "#
        + "`agenda-add`, `agenda-drop`, `agenda-carry`, `cancel`, `reinstate`, `move`, `swap`, `answer`, "
        + "`ask`, `task-done`, `task-drop`, `task-reopen`, "
        + "`vote`, `down`, `up`"
    ),
    (
      #"{\#(at),"do":"agenda-add","occurence":"a","text":"b"}"#,
      "unknown key `occurence` of "
        + "agenda-add. known are `at`, `do`, `occurrence`, `by`, `text`, `private`"
    ),
    (
      #"{\#(at),"do":"cancel","occurrence":"a","reason":"b"}"#,
      "unknown key `reason` of cancel. "
        + "known are `at`, `do`, `occurrence`, `by`, `because`"
    ),
    (
      #"{\#(at),"do":"up","occurrence":"a"}"#,
      "unknown key `occurrence` of up. known are `at`, `do`"
    ),
    (
      #"{\#(at),"do":"cancel"}"#,
      #"cancel needs `occurrence`. write `"occurrence":"office-hours/2026-12-03"`"#
    ),
    (
      #"{\#(at),"do":"agenda-add","occurrence":"a"}"#,
      #"agenda-add needs `text`. write `"text":"pair review"`"#
    ),
    (
      #"{\#(at),"do":"agenda-drop","occurrence":"a"}"#,
      #"agenda-drop needs `item`. write `"item":"pair review"`"#
    ),
    (
      #"{\#(at),"do":"agenda-add","occurrence":"a","text":"b","private":"yes"}"#,
      "`private` is neither true nor false. write one of them"
    ),
    (
      #"{\#(at),"do":"cancel","occurrence":"a","because":" "}"#,
      #"`because` is empty. write `"because":"Ana is ill"`"#
    ),
    (
      #"{\#(at),"do":"ask","by":"yash","to":"2026-12-04T15:00","text":"a"}"#,
      #"ask needs `series`. write `"series":"summer-2027.yash"`"#
    ),
    (
      #"{\#(at),"do":"move","occurrence":"a"}"#,
      #"move needs `to`. write `"to":"2026-12-04T15:00"`"#
    ),
    (
      #"{\#(at),"do":"move","occurrence":"a","to":"tomorrow"}"#,
      #"`to`: "tomorrow" is not a date and a time in the meeting's zone. "#
        + #"write `"to":"2026-12-04T15:00"`"#
    ),
  ])
  func refuses(_ line: String, _ message: String) {
    let refusal = #expect(throws: Refusal.self) {
      try Script.read("# A comment.\r\n\n\(line)\n", file: "demo.jsonl")
    }
    #expect(refusal?.description == "demo.jsonl:3: \(message)")
  }

  @Test func reads() throws {
    let lines = try Script.read(
      """
      {\(Self.at),"do":"agenda-add","occurrence":"a","by":"ana","text":"b","private":true}
        {\(Self.at),"do":"agenda-drop","occurrence":"a","text":"b"}
      {\(Self.at),"do":"move","occurrence":"a","by":"ana","to":"2026-12-04T15:00"}
      {\(Self.at),"do":"ask","series":"s.a","by":"ana","to":"2026-12-04T15:00","text":"b"}
      {\(Self.at),"do":"down"}
      """, file: "demo.jsonl")
    #expect(lines.allSatisfy { $0.at == Instant("2026-12-01T10:00:00Z") })
    #expect(
      lines.map(\.origin) == [
        "demo.jsonl:1: agenda-add", "demo.jsonl:2: agenda-drop", "demo.jsonl:3: move",
        "demo.jsonl:4: ask", "demo.jsonl:5: down",
      ])
    guard case .input(.addItem("a", PersonID("ana"), "b", true, nil)) = lines[0].action,
      case .input(.dropItem("b", "a", nil)) = lines[1].action,
      case .input(.move("a", CivilDateTime("2026-12-04T15:00"), "moved")) = lines[2].action,
      case .input(.ask("s.a", CivilDateTime("2026-12-04T15:00"), PersonID("ana"), "b")) =
        lines[3].action,
      case .down = lines[4].action
    else {
      Issue.record("\(lines.map(\.action))")
      return
    }
  }

  /// What only the engine knows is wrong has the same place.
  @Test(arguments: [
    (
      #"{"at":"2026-12-01T10:00:00Z","do":"cancel","occurrence":"hours/2026-12-04"}"#,
      "demo.jsonl:1: cancel: there is no meeting hours/2026-12-04. "
        + "`convened next` lists what comes"
    ),
    (
      #"{"at":"2026-12-01T10:00:00Z","do":"agenda-add","occurrence":"hours","by":"cleo","text":"x"}"#,
      "demo.jsonl:1: agenda-add: cleo is nobody in `people:`. use a key of `people:`"
    ),
    (
      """
      {"at":"2026-12-01T10:00:00Z","do":"down"}
      {"at":"2026-12-01T11:00:00Z","do":"cancel","occurrence":"hours"}
      """,
      "demo.jsonl:2: cancel: the service is down then. write an `up` before it"
    ),
  ])
  func isRefusedWhenPlayed(_ script: String, _ message: String) throws {
    let config = """
      community: Test
      domain: example.org
      mail: { from: a@example.org }
      people: { ana: { email: ana@example.org } }
      meetings: { hours: { title: A, when: Thursday 14:00, invite: ana, agenda: {} } }
      """
    let start = try #require(Instant("2026-11-30T00:00:00Z"))
    let settings = try Settings.read(
      [SourceFile(name: "config.yaml", bytes: Array(config.utf8))], zones: Scenario.zones,
      today: ZoneRules.utc.local(at: start).date)
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("convened-script-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let playback = Playback(
      community: settings.community, directory: scratch, from: start,
      send: { _ in .accepted("") }, observe: { _ in })
    let error = #expect(throws: ScriptError.self) {
      try playback.play(Script.read(script, file: "demo.jsonl"), until: start + .days(7))
    }
    #expect(error?.description == message)
  }
}
