package import Cadence

/// Meetings of ours, made of a file in which another community or program keeps its own; or tasks,
/// made of a check list.
///
/// What is not said there is never guessed: a meeting whose dates cannot be computed is refused
/// with the readings spelled out, and every assumption is a remark.
package struct Import: Sendable, Hashable {
  /// Whose file it is.
  package enum Kind: String, Sendable, CaseIterable {
    /// `sigs.yaml` of the Kubernetes community.
    case kubernetes
    /// One meeting as yaml2ical reads it: OpenStack, Ansible, CentOS.
    case openstack
    /// iCalendar. Source: RFC 5545.
    case ics
    /// A check list: lines that begin with `- [ ]`.
    case markdown
  }

  /// A file of ours with a section `meetings:`, or a program's `tasks:`; empty if nothing could be
  /// taken.
  package let yaml: String
  /// What was refused and what was assumed, by line.
  package let remarks: [ImportRemark]

  package var hasRefusals: Bool { remarks.contains { $0.kind == .refused } }

  /// Bytes; a larger file is refused.
  package static let bytesMax = 32 << 20
  /// Nobody goes through more, and no community has them.
  static let meetingsMax = 5_000

  /// Who is invited where nobody says who.
  private static let members = ["members"]

  /// What was read of a file.
  private enum Content {
    case meetings([ImportedMeeting])
    case tasks([ImportedTask])
  }

  /// - Parameters:
  ///   - kind: nil to tell it by the content.
  ///   - invite: who is invited to every meeting: names of people or groups; empty for `members`.
  ///   - who: whose every task is; empty for whom the headings of the list name.
  ///   - today: what is over by then is left out, and the dates of fixes come after it.
  /// - Throws: why nothing of the file can be read.
  package init(
    _ file: SourceFile, as kind: Kind? = nil, invite: [String], who: [String] = [],
    zones: ZoneDatabase, today: CivilDate
  ) throws(Problems) {
    var log = ImportLog(file: file.name)
    let context = ImportContext(zones: zones, today: today)
    let content = try Self.content(of: file, kind, who, context, &log)
    do {
      switch content {
      case .meetings(let meetings):
        try Self.check(meetings, file, who)
        let writer = ImportWriter(invite: invite.isEmpty ? Self.members : invite)
        yaml = meetings.isEmpty ? "" : try writer.yaml(ImportedMeeting.named(meetings))
      case .tasks(let tasks):
        guard invite.isEmpty else {
          throw Self.whole(
            file, "nobody is invited to what is on a check list",
            "leave out `--invite`; `--who` says whose the tasks are")
        }
        yaml = tasks.isEmpty ? "" : try ImportWriter.yaml(tasks)
      }
    } catch let problems as Problems {
      throw problems
    } catch {
      throw Self.whole(file, "it cannot be written as YAML: \(error)", "report this file")
    }
    remarks = log.sorted
  }

  private static func check(
    _ meetings: [ImportedMeeting], _ file: SourceFile, _ who: [String]
  ) throws(Problems) {
    guard meetings.count <= meetingsMax else {
      throw whole(file, "\(meetings.count) meetings are more than \(meetingsMax)", "split the file")
    }
    guard who.isEmpty else {
      throw whole(
        file, "nobody owes a meeting", "leave out `--who`; `--invite` says who is invited")
    }
  }

  private static func content(
    of file: SourceFile, _ kind: Kind?, _ who: [String], _ context: ImportContext,
    _ log: inout ImportLog
  ) throws(Problems) -> Content {
    guard file.bytes.count <= bytesMax else {
      throw whole(
        file, "the file has \(file.bytes.count) bytes",
        "split it: at most \(bytesMax) are read")
    }
    if kind == .ics || (kind == nil && CalendarText.isCalendar(file.bytes)) {
      var reader = CalendarImport(context: context, log: log)
      defer { log = reader.log }
      return .meetings(try reader.read(file))
    }
    let findings = Findings()
    var tree: Tree?
    if kind != .markdown, case .tree(let read) = Document.read(file, findings) { tree = read }
    switch kind ?? guess(file, tree) {
    case .markdown:
      var reader = CheckListImport(log: log, who: who)
      defer { log = reader.log }
      return .tasks(try reader.read(file))
    case .kubernetes:
      var reader = KubernetesImport(context: context, log: log)
      defer { log = reader.log }
      return .meetings(try reader.read(readable(tree, file, findings)))
    case .openstack:
      var reader = OpenStackImport(context: context, log: log)
      defer { log = reader.log }
      return .meetings(try reader.read(readable(tree, file, findings)))
    case .ics, nil:
      _ = try readable(tree, file, findings)
      throw whole(
        file, "this is no sigs.yaml, no meeting of yaml2ical, no calendar and no check list",
        "name what it is by --as \(Kind.allCases.map(\.rawValue).joined(separator: "|"))")
    }
  }

  /// What a file of YAML says, or why it says nothing.
  private static func readable(
    _ tree: Tree?, _ file: SourceFile, _ findings: Findings
  ) throws(Problems) -> Tree {
    if let tree { return tree }
    let problems = findings.sorted()
    throw problems.isEmpty
      ? whole(file, "the file is empty", "name a file with meetings") : Problems(problems)
  }

  private static func guess(_ file: SourceFile, _ tree: Tree?) -> Kind? {
    if let tree {
      if KubernetesImport.sections.contains(where: { tree[$0] != nil }) { return .kubernetes }
      if tree["schedule"] != nil { return .openstack }
    }
    let isList = file.name.hasSuffix(".md") || CheckListReader.hasBox(file.bytes)
    return isList ? .markdown : nil
  }

  private static func whole(_ file: SourceFile, _ what: String, _ fix: String) -> Problems {
    Problems([Problem(file: file.name, what: what, fix: fix)])
  }
}

/// What every reader of a foreign file needs.
struct ImportContext {
  let zones: ZoneDatabase
  let today: CivilDate

  /// Reads a sentence of ours.
  func sentence(_ text: String, starting: CivilDate? = nil) throws(SentenceProblem) -> Sentence {
    try Sentence(text, in: nil, starting: starting, until: nil, today: today, zones: zones)
  }

  /// The first date that is not past; nil where all are.
  func next(of recurrence: Recurrence) -> Recurrence.Occurrence? {
    // Where it is today already, somewhere east.
    recurrence.occurrences(after: today.midnight - .days(1)).first { $0.date >= today }
  }
}

extension Tree {
  /// The value of a key; nil as well where this is no mapping or nothing is written there.
  subscript(key: String) -> Tree? {
    guard case .entries(let entries) = content,
      let value = entries.first(where: { $0.key.text == key })?.value
    else { return nil }
    if case .nothing = value.content { return nil }
    return value
  }

  /// A text on one line without what a terminal would obey; nil for anything else, or a blank.
  var line: String? {
    guard case .text(let text) = content else { return nil }
    let line = ImportText.line(text)
    return line.isEmpty ? nil : line
  }

  /// As a remark names it: the text between quotes, or what it is instead.
  var quoted: String {
    if case .text(let text) = content { text.shown } else { "(\(kind))" }
  }

  /// Of a list; nothing for anything else.
  var elements: [Tree] {
    guard case .list(let elements) = content else { return [] }
    return elements
  }
}
