import Foundation
import Meetings
import Messages

/// The examples of docs/templates.md: what people copy is what is tested.
enum Texts {
  static let page = Golden.root.appendingPathComponent("docs/templates.md")

  /// `templates/KIND.mustache` and its text, in the order of the page.
  static func examples() throws -> [(kind: NoticeKind, text: String)] {
    let parts = try String(contentsOf: page, encoding: .utf8)
      .components(separatedBy: "\n`templates/").dropFirst()
    return try parts.map { part in
      let name = String(part.prefix { $0 != "." })
      let block = part.components(separatedBy: "```mustache\n").dropFirst().first
      let text = block?.components(separatedBy: "```").first
      return (
        try Samples.required(NoticeKind(rawValue: name), name), try Samples.required(text, name)
      )
    }
  }

  static func templates() throws -> Templates {
    try Templates.read(examples().map { file($0.kind, $0.text) })
  }

  static func file(_ kind: NoticeKind, _ text: String) -> TemplateFile {
    TemplateFile(name: "\(kind.rawValue).mustache", bytes: Array(text.utf8))
  }

  static func one(_ kind: NoticeKind, _ text: String) throws -> Templates {
    try Templates.read([file(kind, text)])
  }

  // MARK: The fields of the page

  enum Sort: String { case text, optional, flag = "yes or no", list }

  struct Field {
    let name: String
    let sort: Sort
    let kinds: [NoticeKind]
  }

  static func fields() throws -> [Field] {
    let table = try String(contentsOf: page, encoding: .utf8)
      .components(separatedBy: "|---|---|---|---|\n")[1].components(separatedBy: "\n\n")[0]
    return try table.components(separatedBy: "\n").map { row in
      let cells = row.components(separatedBy: " | ")
      let kinds = try quoted(cells[3]).map { try Samples.required(NoticeKind(rawValue: $0), $0) }
      return Field(
        name: try quoted(cells[0])[0], sort: try Samples.required(Sort(rawValue: cells[1]), row),
        kinds: kinds.isEmpty ? NoticeKind.allCases : kinds)
    }
  }

  private static func quoted(_ cell: String) throws -> [String] {
    cell.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
  }

  /// Templates that have every field at the beginning of a line, of an item and of a subject, and
  /// within an address.
  static func everywhere() throws -> Templates {
    let fields = try fields()
    return try Templates.read(
      NoticeKind.allCases.map { kind in
        let known = fields.filter { $0.kinds.contains(kind) }
        let subject = known.filter { $0.sort != .list }.map(use)
        let lines = known.flatMap { field in
          [use(field), "- " + use(field), "https://example.org/a/\(use(field))b", ""]
        }
        return file(
          kind, "Subject: \(subject.joined())\n\(lines.joined(separator: "\n"))")
      })
  }

  private static func use(_ field: Field) -> String {
    switch field.sort {
    case .text: "{{\(field.name)}}"
    case .optional: "{{#\(field.name)}}{{\(field.name)}}{{/\(field.name)}}"
    case .flag: "{{#\(field.name)}}x{{/\(field.name)}}{{^\(field.name)}}y{{/\(field.name)}}"
    case .list: "{{#\(field.name)}}\n{{item}}\n- {{item}}\n{{/\(field.name)}}"
    }
  }
}
