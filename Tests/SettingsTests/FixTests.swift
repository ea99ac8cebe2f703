import Settings
import Testing

/// Whoever writes what a problem says is rid of the problem, and is not refused for it in turn.
@Suite struct FixTests {
  @Test(arguments: Wrong.all)
  func canBeWritten(_ wrong: Wrong) {
    let before = problems(wrong.text, wrong)
    // What is to be left out as well takes two steps.
    for problem in before where problem.file == "x.yaml" && !problem.what.contains("leave it out") {
      for suggestion in Self.suggestions(of: problem.fix) {
        let texts = Edit(wrong.text, at: problem).texts(writing: suggestion)
        let isMended = texts.contains { text in
          var rest = before
          rest.removeAll { $0 == problem }
          let after = problems(text, wrong)
          return !after.contains { $0.what == problem.what && $0.line == problem.line }
            && after.filter { $0.severity == .error }.allSatisfy { later in
              rest.contains { $0.what == later.what }
            }
        }
        #expect(isMended, "\(problem): `\(suggestion)`")
      }
    }
  }

  @Test func suggestionsAreFound() {
    #expect(Self.suggestions(of: "write `a`, `b: c` or `d`") == ["a", "b: c", "d"])
    #expect(Self.suggestions(of: "in a sentence: write `a`, or leave `b` out") == ["a"])
    #expect(Self.suggestions(of: "write one such as `a`") == ["a"])
    #expect(Self.suggestions(of: "write `user: NAME`") == ["user: name"])
    #expect(Self.suggestions(of: "write `a:` with an earlier time").isEmpty)
    #expect(Self.suggestions(of: "move `a` earlier").isEmpty)
    let all = Wrong.all.flatMap { problems($0.text, $0) }.flatMap { Self.suggestions(of: $0.fix) }
    #expect(all.count > 150)
  }

  private func problems(_ text: String, _ wrong: Wrong) -> [Problem] {
    switch Fixture.read(text, alone: wrong.alone) {
    case .success(let settings): settings.warnings
    case .failure(let problems): problems.all
    }
  }

  /// The literal texts after "write", with something in the place of each placeholder.
  private static func suggestions(of fix: String) -> [String] {
    let openings = ["write `", "write up to `", "such as `"]
    guard let opening = openings.lazy.compactMap({ fix.firstRange(of: $0) }).first else {
      return []
    }
    var rest = fix[opening.upperBound...]
    var found: [String] = []
    while let end = rest.firstIndex(of: "`") {
      found.append(filled(String(rest[..<end])))
      rest = rest[rest.index(after: end)...]
      guard let next = [", `", " or `", ", or `"].first(where: rest.hasPrefix) else { break }
      rest = rest.dropFirst(next.count)
    }
    // "`opens:` with an earlier time" names a key and leaves its value open.
    return found.filter { !$0.contains("…") && !$0.hasSuffix(":") }
  }

  private static func filled(_ text: String) -> String {
    [
      ("smtp://HOST:PORT", "smtp://127.0.0.1:25"), ("smtps://HOST", "smtps://mail.example.org"),
      ("imap://HOST:PORT", "imap://127.0.0.1:143"), ("imaps://HOST", "imaps://mail.example.org"),
      ("maildir:DIRECTORY", "maildir:run/mail"), ("PATH", "/etc/secret"),
      ("role NAME", "role maintainer"), ("NAME", "name"), ("smtps://…", "smtps://mail.example.org"),
      ("https://…", "https://hooks.example.org/x"), ("/etc/…", "/etc/secret"),
    ].reduce(text) { $0.replacing($1.0, with: $1.1) }
  }
}
