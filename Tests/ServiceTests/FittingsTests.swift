import Cadence
import Foundation
import Settings
import Testing

@testable import Service

/// What a configuration is made into, in earnest and on trial.
struct FittingsTests {
  private func fittings(_ more: String, in state: String, isTrial: Bool) throws -> Fittings {
    let text = """
      community: T
      domain: example.org
      mail: { from: a@example.org, inbox: "a+{token}@example.org" }
      \(more)
      """
    let settings = try Settings.read(
      [SourceFile(name: "a.yaml", bytes: Array(text.utf8))], zones: SystemZones().database,
      today: .init(daysSince1970: 20_000))
    return try Fittings(
      settings, maildir: nil, credentials: Credentials(directory: nil), state: state,
      isTrial: isTrial)
  }

  private static let web = #"web: { url: "https://example.org" }"#

  @Test func `A trial makes no key, and what runs makes one for links and replies`() async throws {
    try await withTemporaryDirectory { state in
      let key = state + "/link-key"
      let trial = try fittings(Self.web, in: state, isTrial: true)
      #expect(trial.links == nil && trial.inbox == nil)
      #expect(!FileManager.default.fileExists(atPath: key))
      let made = try fittings(Self.web, in: state, isTrial: false)
      #expect(made.links != nil && made.inbox != nil && made.tokens == nil)
      let bytes = FileManager.default.contents(atPath: key)
      let again = try fittings(Self.web, in: state, isTrial: true)
      #expect(again.links != nil && again.inbox != nil)
      #expect(FileManager.default.contents(atPath: key) == bytes)
    }
  }

  @Test(arguments: [web, ""])
  func `A trial refuses what would be refused`(_ web: String) async throws {
    try await withTemporaryDirectory { state in
      try write("others may read it", to: state + "/link-key", mode: 0o644)
      for isTrial in [true, false] {
        let error = #expect(throws: SigningKey.Problem.self) {
          try fittings(web, in: state, isTrial: isTrial)
        }
        let problem: (any Error)? = error
        #expect(problem is any ConfigurationProblem)
      }
    }
  }
}
