import Foundation
import Testing

@testable import Delivery

/// What a mail server does, and what has to follow from it.
struct IMAPScript: Script {
  static let program = "scripted_imap.py"

  var name: String
  var stages: [String: [Act]]
  /// What came of it: see `IMAPScriptTests.walk`; only its beginning, where libcurl says the rest.
  var expected: String
  /// What the server saw, from the first command after the login.
  var saw: String?
  var mails = [IMAPScript.first, IMAPScript.second]
  var offers = "AUTH=PLAIN"
  var security = IMAPAccount.Security.plainLoopback
  var certificate: Certificate?
  var isTrusted = true
  var timeouts = IMAPAccount.Timeouts(
    connect: .seconds(60), answer: .seconds(60), whole: .seconds(60))

  static let first = "Subject: one\r\n\r\nhello\r\n"
  static let second = "Subject: two\r\n\r\nhello\r\n"

  init(_ name: String, _ stages: [String: [Act]], _ expected: String, saw: String? = nil) {
    self.name = name
    self.stages = stages
    self.expected = expected
    self.saw = saw
  }

  struct Wire: Encodable {
    var stages: [String: [Act]]
    var tls: Certificate?
    var implicit: Bool
    var offers: String
    var mails: [String]
  }

  var wire: Wire {
    Wire(
      stages: stages, tls: certificate, implicit: security == .implicitTLS, offers: offers,
      mails: mails)
  }
}

@Suite("IMAP: scripted mail servers", .serialized, .timeLimit(.minutes(10)))
struct IMAPScriptTests {
  /// Bytes; a message of more is too large.
  static let max = 1_000

  @Test("what a mail server does has its end", arguments: IMAPScript.all)
  func end(_ script: IMAPScript) async throws {
    let peer = try await script.play()
    let account = account(script, peer)
    let walked = await Self.aside { Self.walk(account) }
    #expect(walked.hasPrefix(script.expected), "\(walked)")
    #expect(!walked.contains("open sesame"))
    #expect(!walked.unicodeScalars.contains { $0.properties.generalCategory == .control })
    let names = try await peer.rest().compactMap(\.event)
    guard let saw = script.saw else { return }
    let start = names.firstIndex(of: "SELECT") ?? names.endIndex
    #expect(names[start...].joined(separator: " ") == saw)
  }

  /// What blocks, on a thread of its own: no thread of the tests' pool may.
  static func aside<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: work()) }
    }
  }

  func account(_ script: IMAPScript, _ peer: Peer) -> IMAPAccount {
    IMAPAccount(
      host: "127.0.0.1", port: peer.port, security: script.security,
      credentials: .init(user: "meet", password: Secret("open sesame")), folder: "INBOX",
      caFile: script.isTrusted ? peer.caFile : nil, timeouts: script.timeouts)
  }

  /// Everything in the folder is asked for and marked: what became of each, and the end.
  static func walk(_ account: IMAPAccount) -> String {
    var steps: [String] = []
    do throws(FetchProblem) {
      let folder = try account.open()
      for id in try folder.unseen(before: nil) {
        do throws(FetchProblem) {
          let message = try folder.message(id, max: max)
          let what =
            switch message {
            case nil: "gone"
            case .tooLarge(let bytes): "too large: \(bytes)"
            case .bytes(let bytes):
              "\(bytes.count) bytes"
                + ([IMAPScript.first, IMAPScript.second].map { Array($0.utf8) }.contains(bytes)
                  ? "" : ", others")
            }
          steps.append("\(id) \(what)")
          if message != nil { try folder.markSeen(id, isFlagged: false) }
        } catch {
          guard case .message(let why) = error else { throw error }
          steps.append("\(id) NO \(why)")
        }
      }
      folder.close()
      steps.append("end")
    } catch {
      steps.append(words(error))
    }
    return steps.joined(separator: ", ")
  }

  private static func words(_ problem: FetchProblem) -> String {
    switch problem {
    case .notConnected(let probe):
      "not connected (\(probe.trouble.map { "\($0)" } ?? "")): \(probe.words)"
    case .folder(let why): "folder: \(why)"
    case .broken(let why): "broken: \(why)"
    case .message(let why): "message: \(why)"
    }
  }

  @Test("what came before a day is asked for by its date")
  func before() async throws {
    let script = IMAPScript("", ["BEFORE 2-Dec-2026": ["* SEARCH 2", "{tag} OK"]], "")
    let peer = try await script.play()
    let account = account(script, peer)
    let found = await Self.aside {
      Result {
        let folder = try account.open()
        defer { folder.close() }
        // 2026-12-02T17:59:40Z.
        return try folder.unseen(before: 1_796_234_380)
      }
    }
    #expect(try found.get() == ["2"])
    let names = try await peer.rest().compactMap(\.event)
    #expect(names.suffix(3) == ["SELECT", "BEFORE 2-Dec-2026", "LOGOUT"])
  }

  @Test("a look counts, and marks nothing")
  func look() async throws {
    let script = IMAPScript("", [:], "")
    let peer = try await script.play()
    let look = await account(script, peer).look()
    #expect(look.probe.trouble == nil && look.probe.isLoggedIn)
    #expect(look.probe.greeting == "peer.example ready" && look.probe.address == .loopback)
    #expect(look.folderProblem == nil && look.messages == 2 && look.unseen == 2)
    let names = try await peer.rest().compactMap(\.event)
    #expect(names.suffix(3) == ["SELECT", "SEARCH", "LOGOUT"])
  }

  @Test("the table does not shrink, and each row is another one")
  func count() {
    #expect(IMAPScript.all.count == 79)
    #expect(Set(IMAPScript.all.map(\.name)).count == IMAPScript.all.count)
  }
}
