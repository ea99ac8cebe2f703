import Delivery
import Foundation
import Testing

@testable import Service

/// Rounds through a mailbox that does as it is told.
struct FetchRoundTests {
  /// Keeps messages, and remembers what was asked of it. Not all of it goes well.
  final class Folder: IncomingFolder {
    var messages: [(id: String, bytes: Int)]
    var old: Set<String> = []
    var seen: [String: Bool] = [:]
    /// By what is asked, and of which message; each happens once for every time that it is there.
    var troubles: [String: [FetchProblem]] = [:]
    var asked: [String] = []

    init(_ ids: [String]) { messages = ids.map { ($0, 10) } }

    private func ask(_ what: String) throws(FetchProblem) {
      asked.append(what)
      guard let trouble = troubles[what]?.first else { return }
      troubles[what]?.removeFirst()
      throw trouble
    }

    func unseen(before: Int64?) throws(FetchProblem) -> [String] {
      try ask(before == nil ? "unseen" : "old")
      let unseen = messages.map(\.id).filter { seen[$0] == nil }
      return before == nil ? unseen : unseen.filter(old.contains)
    }

    func message(_ id: String, max: Int) throws(FetchProblem) -> IncomingMessage? {
      try ask("read \(id)")
      guard let message = messages.first(where: { $0.id == id }) else { return nil }
      return message.bytes > max
        ? .tooLarge(bytes: message.bytes)
        : .bytes(Array(repeating: 0x61, count: message.bytes) + Array(id.utf8))
    }

    func markSeen(_ id: String, isFlagged: Bool) throws(FetchProblem) {
      try ask("mark \(id)")
      seen[id] = isFlagged
    }

    func close() { asked.append("close") }
  }

  /// What came of a round.
  struct Ended {
    var told: [String] = []
    var handed: [String] = []
    var report = FetchReport()
    var problem: FetchProblem?
    var connections = 0
  }

  private func round(
    _ folder: Folder, seconds: Int = 60, fates: [String: Fate] = [:],
    isWanted: @escaping () -> Bool = { true }, refusing doors: [FetchProblem] = []
  ) -> Ended {
    var ended = Ended()
    var doors = doors
    var round = FetchRound(
      end: .now + .seconds(seconds), secondsSince1970: 1_796_306_400,
      open: { () throws(FetchProblem) in
        ended.connections += 1
        if !doors.isEmpty { throw doors.removeFirst() }
        return folder
      },
      hand: { bytes in
        let id = String(decoding: bytes.dropFirst(10), as: UTF8.self)
        ended.handed.append(id)
        return (fates[id] ?? .taken, "words")
      }, isWanted: isWanted, tell: { ended.told.append("\($0) \($1.rawValue): \($2)") })
    let result = round.run()
    (ended.report, ended.problem) = (result.report, result.problem)
    return ended
  }

  @Test func `Each message is handed over, then marked, and those to look at are flagged`() {
    let folder = Folder(["1", "2", "3", "4"])
    folder.messages.append(("5", (1 << 20) + 1))
    let ended = round(
      folder, fates: ["2": .ignored, "3": .refused, "4": .poison])
    #expect(ended.handed == ["1", "2", "3", "4"])
    #expect(folder.seen == ["1": false, "2": false, "3": true, "4": true, "5": true])
    #expect(
      folder.asked == ["unseen"]
        + ["1", "2", "3", "4", "5"].flatMap { ["read \($0)", "mark \($0)"] } + ["close"])
    #expect(ended.report.summary == "1 taken, 1 ignored, 1 refused, 2 poison")
    #expect(ended.told.last == "5 poison: it has 1048577 bytes, and a reply at most 1 MiB")
    #expect(ended.problem == nil && ended.report[.later] == 0)
  }

  @Test func `What cannot be dealt with now stays unseen and holds up nobody`() {
    let folder = Folder(["1", "2", "3"])
    folder.troubles["read 2"] = [.message("NO")]
    let ended = round(folder, fates: ["1": .later])
    #expect(folder.seen == ["3": false])
    #expect(ended.told == ["1 later: words", "2 later: NO", "3 taken: words"])
    #expect(ended.report.summary == "1 taken, 2 later" && ended.problem == nil)
    #expect(round(folder).told == ["1 taken: words", "2 taken: words"])
  }

  @Test func `When nobody is there any more the round ends`() {
    let folder = Folder(["1", "2", "3"])
    let ended = round(folder, fates: ["1": .later], isWanted: { false })
    #expect(ended.told == ["1 later: words"] && folder.seen.isEmpty)
  }

  @Test func `A server that breaks off at a message is asked anew for the others`() {
    let folder = Folder(["1", "2", "3"])
    folder.troubles["read 1"] = [.broken("hung up")]
    folder.troubles["mark 2"] = [.broken("hung up")]
    let ended = round(folder)
    #expect(ended.connections == 3 && ended.problem == nil)
    #expect(
      ended.told == ["1 later: hung up", "2 later: hung up", "3 taken: words"])
    #expect(ended.handed == ["2", "3"] && folder.seen == ["3": false])
    // The one that was handed over is so again: the daemon takes it once.
    #expect(round(folder).handed == ["1", "2"])
  }

  @Test func `A server that always breaks off is left alone until the next round`() {
    let folder = Folder(["1", "2", "3", "4", "5", "6"])
    for message in folder.messages {
      folder.troubles["read \(message.id)"] = Array(repeating: .broken("hung up"), count: 9)
    }
    let ended = round(folder)
    #expect(ended.connections == FetchRound.connectionsMax)
    #expect(ended.problem == .broken("hung up") && folder.seen.isEmpty)
  }

  @Test func `What has been tried for days is given up, also where it breaks the connection`() {
    let folder = Folder(["1", "2", "3"])
    folder.old = ["1", "2", "3"]
    folder.troubles["read 1"] = [.broken("hung up")]
    folder.troubles["read 2"] = [.message("NO")]
    let ended = round(folder)
    #expect(folder.seen == ["1": true, "2": true, "3": false])
    #expect(ended.report.summary == "1 taken, 2 poison")
    #expect(ended.told.contains("1 poison: it came more than 5 days ago"))
  }

  @Test func `Who is not let in does not try again at once`() {
    for problem in [
      FetchProblem.notConnected(Probe(trouble: .loginRefused, words: "no")), .folder("no such"),
    ] {
      let ended = round(Folder(["1"]), refusing: [problem, problem])
      #expect(ended.connections == 1 && ended.problem == problem && ended.told.isEmpty)
    }
  }

  @Test func `When its time is over nothing more is begun`() {
    let folder = Folder(["1", "2"])
    let ended = round(folder, seconds: 0)
    #expect(ended.handed.isEmpty && ended.problem == nil)
    #expect(folder.asked == ["unseen", "close"])
  }

  @Test(
    arguments: [
      (.exited(0), .taken), (.exited(65), .refused), (.exited(77), .ignored), (.exited(75), .later),
      (.exited(1), .later), (.exited(127), .later), (.killed(signal: SIGSEGV), .poison),
      (.killed(signal: SIGKILL), .poison), (.killed(signal: SIGTERM), .later),
      (.outOfTime, .poison),
    ] as [(ChildProcess.End, Fate)])
  func `How the reader ends is what becomes of its message`(end: ChildProcess.End, fate: Fate) {
    #expect(Fate(end) == fate)
  }
}
