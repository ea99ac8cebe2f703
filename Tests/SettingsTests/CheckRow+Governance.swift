import Settings

/// Standing groups, and votes.
extension CheckRow {
  private static func groups(_ engine: String, _ other: String = "") -> Edits {
    [
      "programs:": """
      groups:
        engine: { kind: sig, \(engine), contacts: [ben] }
      \(other)
      programs:
      """
    ]
  }

  private static let document = "label: sig-engine, document: sig_engine.md"

  private static func tests(_ document: String) -> String {
    "  tests: { kind: wg, label: wg-tests, document: \(document), contacts: [cai] }"
  }

  /// - Parameters:
  ///   - role: what it is about.
  ///   - sponsor: as it is written.
  private static func vote(of who: String, as role: String, sponsor: String = "") -> Edits {
    [
      "programs:": """
      levels: [contributor, reviewer, committer]
      votes:
        poll: { title: P, by: [ben, cai], closes: 2027-02-01, nominates: { who: \(who), as: \(role)\(sponsor) } }
      programs:
      """,
      "dee: { email: dee@example.org }": "dee: { email: dee@example.org, roles: [reviewer] }",
    ]
  }

  static let governance = [
    CheckRow(
      .labelPrefix, groups("label: engine"), "12:31", "engine is a sig, and its label \"engine\"",
      "write `label: sig-…` or another `kind`", but: groups("label: sig-engine")),
    CheckRow(
      .sameDocument, groups(document, tests("sig_engine.md")), "13:49",
      "engine and tests have the same document, \"sig_engine.md\"", "is one of the two a copy?",
      but: groups(document, tests("wg_tests.md"))),
    CheckRow(
      .candidateTooEarly, vote(of: "ana", as: "committer", sponsor: ", sponsor: cai"), "13:57",
      "ana is to be a committer and is no reviewer",
      "add `reviewer` to their `roles` if they are one",
      but: vote(of: "dee", as: "committer", sponsor: ", sponsor: cai")),
    CheckRow(
      .noSponsor, vote(of: "dee", as: "committer"), "13:57", "nobody sponsors dee",
      "write `sponsor:` with a committer", but: vote(of: "ana", as: "reviewer")),
    CheckRow(
      .noSponsor, vote(of: "dee", as: "committer", sponsor: ", sponsor: dee"), "13:57",
      "dee sponsors nobody else", "name another committer",
      but: vote(of: "dee", as: "committer", sponsor: ", sponsor: cai")),
    CheckRow(
      .noSponsor, vote(of: "dee", as: "committer", sponsor: ", sponsor: ben"), "13:57",
      "ben sponsors a committer and is none", "name a committer",
      but: vote(of: "dee", as: "committer", sponsor: ", sponsor: cai")),
    CheckRow(
      .groupWithoutConduct,
      [
        "code of conduct: https://example.org/conduct\n": "",
        "programs:\n  summer:\n":
          "groups:\n  engine: { kind: sig, label: sig-engine, contacts: [ben] }\n"
          + "programs:\n  summer:\n    code of conduct: https://example.org/conduct\n",
      ], "11:3", "engine links none",
      "write `code of conduct: https://…` in the group or at the top level",
      but: groups("label: sig-engine")),
  ]
}
