import Cadence
import Meetings

/// The fields of templates: all that a template can say of a notice, each from the facts alone.
/// docs/templates.md has them for those who write templates; a test compares the two.
struct TemplateField: Sendable {
  enum Value {
    /// Nil where there is nothing to say.
    case text(Phrase?)
    case flag(Bool)
    case list([Phrase])
  }

  enum Sort: Sendable {
    /// Always there.
    case text
    /// There in some notices of a kind: it stands within a section of its own name.
    case optional
    /// Opens and closes a section, and is nothing by itself.
    case flag
    /// Repeats its section.
    case list
  }

  let name: String
  let sort: Sort
  let kinds: Set<NoticeKind>
  let value: @Sendable (Notice) -> Value
}

extension TemplateField {
  /// In the order of docs/templates.md.
  static let all = texts + optionals + flags + lists

  /// What each round of the list's section knows.
  static let item = "item"
  static let list = "agenda"

  static func named(_ name: String) -> [TemplateField] { all.filter { $0.name == name } }
}

extension TemplateField {
  private static let every = Set(NoticeKind.allCases)
  /// Those that show the agenda.
  private static let withAgenda: Set = [
    NoticeKind.invitation, .call, .reminder, .reinstatement, .update, .hostNote, .announcement,
  ]
  /// Those that may go out before the cutoff.
  private static let beforeCutoff = withAgenda.subtracting([.reminder, .announcement])

  private static func text(
    _ name: String, _ kinds: Set<NoticeKind> = every, _ value: @escaping @Sendable (Facts) -> Phrase
  ) -> Self {
    TemplateField(name: name, sort: .text, kinds: kinds) { .text(value($0.facts)) }
  }

  private static func optional(
    _ name: String, _ kinds: Set<NoticeKind> = every,
    _ value: @escaping @Sendable (Facts) -> Phrase?
  ) -> Self {
    TemplateField(name: name, sort: .optional, kinds: kinds) { notice in
      .text(value(notice.facts).flatMap { $0.isEmpty ? nil : $0 })
    }
  }

  private static func flag(
    _ name: String, _ kinds: Set<NoticeKind> = every, _ value: @escaping @Sendable (Notice) -> Bool
  ) -> Self {
    TemplateField(name: name, sort: .flag, kinds: kinds) { .flag(value($0)) }
  }

  private static let texts: [Self] = [
    text("community") { "\(Clean($0.community, limit: 100))" },
    text("title") { "\(Clean($0.title, limit: 200))" },
    text("series") { "\(Clean($0.series.name, limit: 130))" },
    text("reader") { "\(Clean($0.reader?.name ?? "", limit: 100))" },
    text("day") { Phrase(stringLiteral: $0.start.day) },
    text("date") { Phrase(stringLiteral: $0.start.local.date.description) },
    text("time") { Phrase(stringLiteral: $0.start.clock) },
    text("zone") { "\(Clean($0.start.zone))" },
    text("utc") { Phrase(stringLiteral: $0.start.universal) },
    text("count", withAgenda) { "\($0.agendaCount)" },
  ]

  private static let optionals: [Self] = [
    optional("duration") { ($0.end.instant - $0.start.instant).inWords },
    optional("hosts") { $0.hostNames },
    optional("place") { facts in facts.place.map { "\(Clean($0))" } },
    optional("link") { facts in
      facts.link.map { raw in Link(raw).map { "\($0)" } ?? "\(Clean(raw))" }
    },
    optional("page", every.subtracting([.hostCall, .digest, .silence, .completion, .task])) {
      $0.document
    },
    optional("tally", [.invitation, .call, .cancellation, .hostNote]) { facts in
      facts.agenda?.tally.map { Phrase($0) }
    },
    optional("cutoff", beforeCutoff) { $0.agenda?.cutoff?.short(isPersonal: false) },
    optional("reason", [.cancellation, .reinstatement, .update]) { facts in
      facts.reason.map { "\(Clean($0))" }
    },
    optional("previous", [.update]) {
      $0.hasMoved ? $0.previousStart?.short(isPersonal: false) : nil
    },
    optional("next", [.cancellation, .lateItem, .silence, .completion]) { facts in
      if let moved = facts.movedItem { return moved.next?.short(isPersonal: false) }
      return switch facts.note {
      case .silence(_, _, let next): next?.short(isPersonal: false)
      case .completion(_, let handOver): handOver?.next?.short(isPersonal: false)
      default: facts.next?.short(isPersonal: false)
      }
    },
    optional(item, [.lateItem]) { facts in
      facts.movedItem.map { "\(Clean($0.text))" }
    },
  ]

  private static let flags: [Self] = [
    flag("isHost") { $0.facts.readerIsHost },
    flag("isOptional") { $0.facts.isOptional },
    flag("isLast") { $0.facts.isRetrospective },
    flag("isEmpty", withAgenda.union([.cancellation])) {
      $0.kind == .cancellation ? $0.cause == .emptyAgenda : $0.facts.isAgendaEmpty
    },
    flag("cancelsIfEmpty", beforeCutoff) { $0.facts.agenda?.cancelsIfEmpty ?? false },
  ]

  private static let lists: [Self] = [
    TemplateField(name: list, sort: .list, kinds: withAgenda) { .list($0.facts.agendaLines) }
  ]
}
