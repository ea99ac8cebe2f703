import Delivery
import Foundation

/// What became of one message in the mailbox.
package enum Fate: String, Codable, Sendable, CaseIterable {
  /// The daemon has it, and made of it what it is worth.
  case taken
  /// It answers no mail of ours. Nobody is told: anybody may write there.
  case ignored
  /// It cannot be read, or comes too late.
  case refused
  /// Not now: it stays unseen, and the next round tries again.
  case later
  /// Reading it failed in a way that would fail again.
  case poison

  /// Whether somebody had better look at it.
  var isFlagged: Bool { self == .refused || self == .poison }
}

/// What came of a round, as the daemon is told of it.
package struct FetchReport: Codable, Hashable, Sendable {
  package var counts: [String: Int] = [:]
  /// Why the mailbox could not be dealt with; one line, with what to do.
  package var problem: String?
  /// Whether the problem is one that passes by itself never.
  package var isLoginRefused = false

  package init(problem: String? = nil) { self.problem = problem }

  subscript(fate: Fate) -> Int {
    get { counts[fate.rawValue] ?? 0 }
    set { counts[fate.rawValue] = newValue }
  }

  /// `3 taken, 1 ignored`.
  var summary: String {
    let parts = Fate.allCases.filter { self[$0] > 0 }.map { "\(self[$0]) \($0.rawValue)" }
    return parts.isEmpty ? "nothing new" : parts.joined(separator: ", ")
  }
}

/// One round: each unseen message is handed over and then marked, in this order, so that a message
/// is handed over twice if anything happens between, and never lost; the daemon takes it once.
struct FetchRound {
  let open: () throws(FetchProblem) -> any IncomingFolder
  /// Has a message read, and says what came of it.
  let hand: ([UInt8]) -> (Fate, String)
  /// Whether anybody is there to take more.
  let isWanted: () -> Bool
  let tell: (_ message: String, Fate, String) -> Void
  /// Nothing more is begun after it.
  let end: ContinuousClock.Instant
  /// When the round begins.
  let secondsSince1970: Int64
  private var report = FetchReport()
  /// Tried in this round and not done with.
  private var left: Set<String> = []

  /// A server that breaks off does so at one message, perhaps; the others are fetched anew.
  static let connectionsMax = 4
  /// After which no mail server tries again either. Source: RFC 5321 §4.5.4.1.
  static let daysMax: Int64 = 5

  init(
    end: ContinuousClock.Instant, secondsSince1970: Int64,
    open: @escaping () throws(FetchProblem) -> any IncomingFolder,
    hand: @escaping ([UInt8]) -> (Fate, String), isWanted: @escaping () -> Bool,
    tell: @escaping (_ message: String, Fate, String) -> Void
  ) {
    self.open = open
    self.hand = hand
    self.isWanted = isWanted
    self.tell = tell
    self.end = end
    self.secondsSince1970 = secondsSince1970
  }

  /// - Returns: what came of the messages, and the problem that ended it, if one did.
  mutating func run() -> (report: FetchReport, problem: FetchProblem?) {
    var last: FetchProblem?
    for _ in 0..<Self.connectionsMax {
      do throws(FetchProblem) {
        let folder = try open()
        try giveUp(in: folder)
        try empty(folder)
        try giveUp(in: folder)
        folder.close()
        return (report, nil)
      } catch {
        last = error
        guard case .broken = error, end > .now else { break }
      }
    }
    return (report, last)
  }

  private mutating func empty(_ folder: any IncomingFolder) throws(FetchProblem) {
    for id in try folder.unseen(before: nil) where !left.contains(id) {
      guard end > .now else { return }
      do throws(FetchProblem) {
        try deal(with: id, in: folder)
      } catch {
        switch error {
        case .message(let why): leave(id, why)
        case .broken(let why):
          leave(id, why)
          throw error
        case .notConnected, .folder: throw error
        }
      }
      guard !left.contains(id) || isWanted() else { return }
    }
  }

  private mutating func deal(
    with id: String, in folder: any IncomingFolder
  ) throws(FetchProblem) {
    switch try folder.message(id, max: CommandDesk.mailMax) {
    case nil: break
    case .tooLarge(let size):
      let most = "\(CommandDesk.mailMax >> 20) MiB"
      try finish(id, .poison, "it has \(size) bytes, and a reply at most \(most)", in: folder)
    case .bytes(let bytes):
      let (fate, words) = hand(bytes)
      if fate == .later { return leave(id, words) }
      try finish(id, fate, words, in: folder)
    }
  }

  private mutating func finish(
    _ id: String, _ fate: Fate, _ words: String, in folder: any IncomingFolder
  ) throws(FetchProblem) {
    try folder.markSeen(id, isFlagged: fate.isFlagged)
    note(id, fate, words)
  }

  private mutating func leave(_ id: String, _ why: String) {
    left.insert(id)
    note(id, .later, why)
  }

  private mutating func note(_ id: String, _ fate: Fate, _ words: String) {
    report[fate] += 1
    tell(id, fate, words)
  }

  /// What came days ago and cannot be dealt with never will be, and is somebody's to look at.
  private mutating func giveUp(in folder: any IncomingFolder) throws(FetchProblem) {
    guard !left.isEmpty else { return }
    let old = try folder.unseen(before: secondsSince1970 - Self.daysMax * 86_400)
    for id in old where left.contains(id) {
      do throws(FetchProblem) {
        try finish(id, .poison, "it came more than \(Self.daysMax) days ago", in: folder)
        report[.later] -= 1
      } catch {
        guard case .message = error else { throw error }
      }
    }
  }
}
