import Cadence
import Yams

/// Writes imported meetings as a file of ours, and tasks to be put below a program. What came from
/// elsewhere goes through the YAML library's emitter, and comments have one line by the time they
/// come here.
struct ImportWriter {
  /// Who is invited to every meeting.
  let invite: [String]

  func yaml(_ meetings: [(id: String, meeting: ImportedMeeting)]) throws -> String {
    var text = """
      # Written by `convened import`. `invite` names a group or people of your own, and the meetings
      # are yours from here on: rename, move, and check them by `convened check`.
      meetings:

      """
    for (id, meeting) in meetings {
      text += try Self.entry(id, pairs(meeting), meeting.comments, at: 2)
    }
    return text
  }

  /// Tasks stand below a program.
  static func yaml(_ tasks: [ImportedTask]) throws -> String {
    var text = """
          # Written by `convened import`. Put it below a program, give the tasks their dates (`opens`,
          # `due`, `remind`), and check them by `convened check`. They are yours from here on.
          tasks:

      """
    let ids = ImportedTask.ids(tasks)
    for (id, task) in zip(ids, tasks) {
      text += try entry(id, pairs(task, ids), task.comments, at: 6)
    }
    return text
  }

  /// - Parameter depth: the columns before its id.
  private static func entry(
    _ id: String, _ pairs: [(Node, Node)], _ comments: [String], at depth: Int
  ) throws -> String {
    let node = Node.mapping(Node.Mapping([(scalar(id), .mapping(Node.Mapping(pairs)))]))
    let yaml = try Yams.serialize(node: node, indent: 2, width: -1, allowUnicode: true)
    let lines = yaml.split(separator: "\n").map(String.init) + comments.map { "  # \($0)" }
    let margin = String(repeating: " ", count: depth)
    return lines.map { "\(margin)\($0)\n" }.joined()
  }

  private static func pairs(_ task: ImportedTask, _ ids: [String]) -> [(Node, Node)] {
    var pairs: [(String, Node)] = [("do", scalar(task.text))]
    if let link = task.link { pairs.append(("link", scalar(link))) }
    pairs.append(("who", oneOrMore(task.who)))
    if task.isOptional { pairs.append(("optional", plain("yes"))) }
    if !task.after.isEmpty { pairs.append(("after", oneOrMore(task.after.map { ids[$0] }))) }
    return pairs.map { (Node($0.0), $0.1) }
  }

  private func pairs(_ meeting: ImportedMeeting) -> [(Node, Node)] {
    var pairs: [(String, Node)] = [("title", Self.scalar(meeting.title))]
    switch meeting.cadence.form {
    case .sentences(let sentences):
      pairs.append(("when", Self.oneOrMore(sentences)))
    case .turns(let sentences, let starting):
      pairs.append(("alternate", Self.list(sentences)))
      pairs.append(("starting", Self.plain("\(starting)")))
    case .rule(let rule, let starting, let zone):
      pairs.append(("rrule", Self.scalar("\(rule)")))
      pairs.append(("starting", Self.plain("\(starting.date) \(starting.time) \(zone)")))
    }
    if let duration = meeting.duration ?? meeting.cadence.duration {
      pairs.append(("duration", Self.scalar("\(duration)")))
    }
    pairs.append(("invite", Self.oneOrMore(invite)))
    if let link = meeting.link { pairs.append(("link", Self.scalar(link))) }
    if let place = meeting.place { pairs.append(("place", Self.scalar(place))) }
    if !meeting.skips.isEmpty {
      let skips = meeting.skips.sorted { $0.key < $1.key }.map {
        (Self.plain("\($0.key)"), Self.scalar($0.value))
      }
      pairs.append(("skip", .mapping(Node.Mapping(skips))))
    }
    return pairs.map { (Node($0.0), $0.1) }
  }

  private static func oneOrMore(_ texts: [String]) -> Node {
    texts.count == 1 ? scalar(texts[0]) : list(texts)
  }

  private static func list(_ texts: [String]) -> Node {
    .sequence(Node.Sequence(texts.map(scalar)))
  }

  /// A date, or a yes, stays as people write it.
  private static func plain(_ text: String) -> Node { Node(text, Tag(.implicit)) }

  /// Plain where anybody reads that as text.
  private static func scalar(_ text: String) -> Node {
    isText(text) ? Node(text, Tag(.implicit)) : Node(text, Tag(.str), .doubleQuoted)
  }

  /// False for what is a boolean, a number, a date or nothing to some reader of YAML; signs that
  /// mean something are the emitter's. Source: yaml.org/type, for 1.1; YAML 1.2 section 10.3.2.
  private static func isText(_ text: String) -> Bool {
    let others: Set<String> = [
      "", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "<<", "=", ".nan",
      ".inf", "+.inf", "-.inf",
    ]
    guard let first = text.first, !others.contains(text.lowercased()) else { return false }
    return !"+-.0123456789".contains(first)
      || !text.allSatisfy { "0123456789abcdefxotzABCDEFXOTZ+-.:_ ".contains($0) }
  }
}
