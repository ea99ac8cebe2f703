package import Cadence

/// Meetings of ours, made of a file in which another community or program keeps its own.
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
  }

  /// A file of ours with a section `meetings:`; empty if nothing could be taken.
  package let yaml: String
  /// What was refused and what was assumed, by line.
  package let remarks: [ImportRemark]

  package var hasRefusals: Bool { remarks.contains { $0.kind == .refused } }

  /// Bytes; a larger file is refused.
  package static let bytesMax = 32 << 20
  /// Nobody goes through more, and no community has them.
  static let meetingsMax = 5_000

  /// - Parameters:
  ///   - kind: nil to tell it by the content.
  ///   - invite: who is invited to every meeting: names of people or groups.
  ///   - today: what is over by then is left out, and the dates of fixes come after it.
  /// - Throws: why nothing of the file can be read.
  package init(
    _ file: SourceFile, as kind: Kind? = nil, invite: [String], zones: ZoneDatabase,
    today: CivilDate
  ) throws(Problems) {
    var log = ImportLog(file: file.name)
    let context = ImportContext(zones: zones, today: today)
    let meetings = try Self.meetings(in: file, kind, context, &log)
    guard meetings.count <= Self.meetingsMax else {
      throw Self.whole(
        file, "\(meetings.count) meetings are more than \(Self.meetingsMax)", "split the file")
    }
    let named = ImportedMeeting.named(meetings)
    remarks = log.sorted
    do {
      yaml = try named.isEmpty ? "" : ImportWriter(invite: invite).yaml(named)
    } catch {
      throw Self.whole(file, "it cannot be written as YAML: \(error)", "report this file")
    }
  }

  private static func meetings(
    in file: SourceFile, _ kind: Kind?, _ context: ImportContext, _ log: inout ImportLog
  ) throws(Problems) -> [ImportedMeeting] {
    guard file.bytes.count <= bytesMax else {
      throw whole(
        file, "the file has \(file.bytes.count) bytes",
        "split it: at most \(bytesMax) are read")
    }
    if kind == .ics || (kind == nil && CalendarText.isCalendar(file.bytes)) {
      var reader = CalendarImport(context: context, log: log)
      defer { log = reader.log }
      return try reader.read(file)
    }
    let findings = Findings()
    let tree: Tree
    switch Document.read(file, findings) {
    case .tree(let read): tree = read
    case .empty: throw whole(file, "the file is empty", "name a file with meetings")
    case .unreadable: throw Problems(findings.sorted())
    }
    switch kind ?? guess(tree) {
    case .kubernetes:
      var reader = KubernetesImport(context: context, log: log)
      defer { log = reader.log }
      return try reader.read(tree)
    case .openstack:
      var reader = OpenStackImport(context: context, log: log)
      defer { log = reader.log }
      return try reader.read(tree)
    case .ics, nil:
      throw whole(
        file, "this is no sigs.yaml, no meeting of yaml2ical and no calendar",
        "name what it is by --as \(Kind.allCases.map(\.rawValue).joined(separator: "|"))")
    }
  }

  private static func guess(_ tree: Tree) -> Kind? {
    if KubernetesImport.sections.contains(where: { tree[$0] != nil }) { return .kubernetes }
    return tree["schedule"] == nil ? nil : .openstack
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
