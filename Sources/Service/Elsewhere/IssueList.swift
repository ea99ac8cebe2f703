import Delivery
import Foundation
import Meetings
import Settings

/// The issues in the answers of a forge's API. What is not understood is no answer: an agenda is
/// not emptied by it.
enum IssueList {
  /// - Parameter pages: the body of each, in order.
  static func read(
    _ pages: [[UInt8]], of forge: AgendaSource.Forge
  ) throws(DocumentFailure) -> [ListEntry] {
    var entries: [ListEntry] = []
    var seen: Set<String> = []
    for page in pages {
      let found: [ListEntry?]
      do {
        found =
          switch forge {
          case .github: try decode([GitHubIssue].self, page).map(\.entry)
          case .gitlab: try decode([GitLabIssue].self, page).map(\.entry)
          }
      } catch {
        throw DocumentFailure(why: "what answers is no list of issues", remedy: .content)
      }
      // What was opened or closed meanwhile shifts the pages.
      entries += found.compactMap(\.self).filter { seen.insert($0.key).inserted }
    }
    return entries
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type, _ page: [UInt8]
  ) throws -> Value {
    try JSONDecoder().decode(type, from: Data(page))
  }
}

private struct GitHubIssue: Decodable {
  struct User: Decodable { var login: String }

  var number: Int
  var title: String
  /// Null for an account that is gone.
  var user: User?
  /// To this API every pull request is an issue.
  var isPullRequest: Bool

  private enum Key: String, CodingKey { case number, title, user, pullRequest = "pull_request" }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    number = try container.decode(Int.self, forKey: .number)
    title = try container.decode(String.self, forKey: .title)
    user = try container.decodeIfPresent(User.self, forKey: .user)
    isPullRequest =
      try container.contains(.pullRequest) && !container.decodeNil(forKey: .pullRequest)
  }

  /// Nil for a pull request, and for a title in which there is nothing to see.
  var entry: ListEntry? {
    guard !isPullRequest else { return nil }
    return ListEntry(number: number, title: title, author: user?.login, isPrivate: false)
  }
}

private struct GitLabIssue: Decodable {
  struct Author: Decodable { var username: String }

  var iid: Int
  var title: String
  var author: Author?
  /// Seen by the project's members alone, and so by hosts and author alone.
  var confidential: Bool?

  var entry: ListEntry? {
    ListEntry(
      number: iid, title: title, author: author?.username, isPrivate: confidential ?? false)
  }
}

extension ListEntry {
  fileprivate init?(number: Int, title: String, author: String?, isPrivate: Bool) {
    let login = author.map { "@\($0)" }
    guard let item = FileItem(text: title, by: login, isPrivate: isPrivate) else { return nil }
    self.init(key: "#\(number)", item: item)
  }
}
