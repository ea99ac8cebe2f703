import Delivery
import Foundation
import Meetings
import Settings
import Testing

@testable import Service

/// What GitHub and GitLab answer, as documented, and what else may come.
struct IssueListTests {
  /// "#1 title by @login", private ones with a "!".
  private func read(
    _ pages: [String], of forge: AgendaSource.Forge = .github
  ) throws -> [String] {
    try IssueList.read(pages.map { Array($0.utf8) }, of: forge).map { entry in
      let author = entry.item.author.map { " by \($0)" } ?? ""
      return "\(entry.key)\(entry.item.isPrivate ? "!" : "") \(entry.item.text)\(author)"
    }
  }

  @Test func `GitHub's issues are read and its pull requests are not`() throws {
    let page = """
      [
        {"url": "https://api.github.com/repos/o/r/issues/7", "id": 1, "number": 7, "title": "Pair review",
         "user": {"login": "yash", "id": 1, "type": "User"}, "labels": [{"name": "office-hours"}],
         "state": "open", "locked": false, "body": "long ".repeat, "comments": 0},
        {"number": 8, "title": "A change", "user": {"login": "ana"},
         "pull_request": {"url": "https://api.github.com/repos/o/r/pulls/8"}},
        {"number": 9, "title": "From a ghost", "user": null, "pull_request": null},
        {"number": 10, "title": "From nobody"}
      ]
      """.replacing("\"long \".repeat", with: "\"long\"")
    #expect(
      try read([page]) == ["#7 Pair review by @yash", "#9 From a ghost", "#10 From nobody"])
  }

  @Test func `GitLab's confidential issues are private`() throws {
    let page = """
      [
        {"id": 76, "iid": 6, "project_id": 8, "title": "Consequatur", "state": "opened",
         "author": {"username": "root", "id": 1, "name": "Administrator"},
         "labels": ["office-hours"], "confidential": false, "issue_type": "issue"},
        {"iid": 7, "title": "Salaries", "author": {"username": "ana"}, "confidential": true},
        {"iid": 8, "title": "No word of it", "author": null, "confidential": null}
      ]
      """
    #expect(
      try read([page], of: .gitlab) == [
        "#6 Consequatur by @root", "#7! Salaries by @ana", "#8 No word of it",
      ])
  }

  @Test func `A page that shifts repeats nothing`() throws {
    #expect(
      try read([
        #"[{"number":1,"title":"a"}]"#, #"[{"number":1,"title":"a"},{"number":2,"title":"b"}]"#,
      ])
        == ["#1 a", "#2 b"])
    #expect(try read(["[]"]) == [])
    #expect(try read([]) == [])
  }

  @Test func `A title is one line of text and no command`() throws {
    let titles = [
      #"a\u001b[2Jb\u202ec\nd"#, #"private: x (ana)"#, #"\u200b"#, #"  "#,
      String(repeating: "é", count: 600), #"<script>alert(1)</script>"#,
    ]
    let page = titles.enumerated().map { #"{"number":\#($0),"title":"\#($1)"}"# }
    let read = try read(["[\(page.joined(separator: ","))]"])
    #expect(
      read == [
        "#0 a [2Jb c d", "#1 private: x (ana)",
        "#4 \(String(repeating: "é", count: 499))…", "#5 <script>alert(1)</script>",
      ])
    let login = #"[{"number":1,"title":"a","user":{"login":"ev\u001bil\u202e"}}]"#
    #expect(try self.read([login]) == ["#1 a by @ev il"])
  }

  /// Nothing of these is a list that could empty an agenda.
  @Test(arguments: [
    "", " ", "{}", "null", "nul", "[", "[{]", "[1]", "[[]]", #""text""#, "[{}]", "<html>",
    #"{"message":"Not Found","documentation_url":"https://docs.github.com/rest"}"#,
    #"[{"number":1}]"#, #"[{"title":"a"}]"#, #"[{"number":"1","title":"a"}]"#,
    #"[{"number":1.5,"title":"a"}]"#, #"[{"number":1e400,"title":"a"}]"#,
    #"[{"number":99999999999999999999,"title":"a"}]"#, #"[{"number":1,"title":null}]"#,
    #"[{"number":1,"title":["a"]}]"#, #"[{"number":1,"title":"a","user":"ana"}]"#,
    #"[{"number":1,"title":"a","user":{"login":7}}]"#, #"[{"number":1,"title":"a"},null]"#,
    #"[{"number":1,"title":"a"}]]"#, #"[{"number":1,"title":"a"}"#,
    "[{\"number\":1,\"title\":\"\u{0}\"}]", String(repeating: "[", count: 100_000),
    String(repeating: #"{"a":"#, count: 100_000),
  ])
  func `What is no list of issues is refused`(_ page: String) {
    for forge in [AgendaSource.Forge.github, .gitlab] {
      #expect(
        throws: DocumentFailure(why: "what answers is no list of issues", remedy: .content)
      ) { try IssueList.read([Array(page.utf8)], of: forge) }
    }
  }

  @Test func `Bytes that are no text are refused`() {
    let bytes: [UInt8] =
      Array(#"[{"number":1,"title":""#.utf8) + [0xFF, 0xFE] + Array(#""}]"#.utf8)
    #expect(throws: DocumentFailure.self) { try IssueList.read([bytes], of: .github) }
  }
}
