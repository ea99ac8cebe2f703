import Cadence
import GRDB
import Meetings

/// An occurrence as the columns of its row, both ways. One list of names, so that reading and
/// writing cannot drift apart.
struct OccurrenceColumns {
  private static let names = [
    "id", "series", "state", "cancellation", "cancellation_text", "revision", "ruled", "ruled_at",
    "starts_at", "ends_at", "moved", "title", "link", "place", "postponed_cutoff", "intake_since",
    "handled", "owed_reminder", "sequence", "stamp", "retrospective_announced",
    "retrospective_reminded", "publicity", "stands_anyway", "host_stage", "postponed_decision",
    "next_at",
  ]

  static let insert = """
    INSERT INTO occurrence (\(names.joined(separator: ", ")))
    VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
    """
  static let update = """
    UPDATE occurrence SET \(names.map { "\($0) = ?" }.joined(separator: ", "))
    WHERE id = ? AND revision = ?
    """

  let arguments: StatementArguments

  init(_ occurrence: Occurrence, nextAt: Instant?) {
    var kind: String?
    var text: String?
    if case .cancelled(let cancellation) = occurrence.state {
      switch cancellation {
      case .emptyAgenda: kind = "empty-agenda"
      case .shortAgenda(let tally): (kind, text) = ("short-agenda", tally.description)
      case .dateGone(let because): (kind, text) = ("date-gone", because)
      case .calledOff(let because): (kind, text) = ("called-off", because)
      case .away(let because): (kind, text) = ("away", because)
      case .noHost(let because): (kind, text) = ("no-host", because)
      }
    }
    arguments = [
      occurrence.id.description, occurrence.id.series.name, occurrence.state.name, kind, text,
      occurrence.revision, occurrence.ruled.description, occurrence.ruledInstant.secondsSince1970,
      occurrence.start.secondsSince1970, occurrence.end.secondsSince1970, occurrence.isMoved,
      occurrence.title, occurrence.link, occurrence.place,
      occurrence.postponedCutoff?.secondsSince1970, occurrence.intakeSince.secondsSince1970,
      occurrence.handled.secondsSince1970, occurrence.owedReminder?.description,
      occurrence.sequence, occurrence.stamp.secondsSince1970,
      occurrence.retrospectiveAnnounced?.secondsSince1970,
      occurrence.retrospectiveReminded?.secondsSince1970, occurrence.publicity.rawValue,
      occurrence.standsAnyway, occurrence.hosting.stage.rawValue,
      occurrence.hosting.postponedDecision?.secondsSince1970, nextAt?.secondsSince1970,
    ]
  }

  static func occurrence(
    _ row: Row, items: [AgendaItem], invitations: [PersonID: Invitation]
  ) throws -> Occurrence {
    guard let id = OccurrenceID(row["id"] as String), let state = state(row),
      let ruled = CivilDateTime(row["ruled"] as String),
      let publicity = Publicity(rawValue: row["publicity"]),
      let stage = Hosting.Stage(rawValue: row["host_stage"])
    else { throw Unreadable(what: "occurrence \(row["id"] as String)") }
    let owed: String? = row["owed_reminder"]
    var occurrence = Occurrence(
      id: id, state: state, revision: row["revision"], ruled: ruled,
      ruledInstant: instant(row["ruled_at"]), start: instant(row["starts_at"]),
      end: instant(row["ends_at"]), isMoved: row["moved"], title: row["title"], link: row["link"],
      place: row["place"], postponedCutoff: optional(row["postponed_cutoff"]),
      intakeSince: instant(row["intake_since"]), handled: instant(row["handled"]),
      owedReminder: try owed.map { try Lead(parsing: $0) }, sequence: row["sequence"],
      stamp: instant(row["stamp"]),
      retrospectiveAnnounced: optional(row["retrospective_announced"]),
      retrospectiveReminded: optional(row["retrospective_reminded"]), items: items,
      invitations: invitations)
    occurrence.publicity = publicity
    occurrence.standsAnyway = row["stands_anyway"]
    occurrence.hosting.stage = stage
    occurrence.hosting.postponedDecision = optional(row["postponed_decision"])
    return occurrence
  }

  /// Nil for one that this version cannot have written.
  static func state(_ row: Row) -> State? {
    let text: String = row["cancellation_text"] ?? ""
    switch row["state"] as String {
    case "planned": return .planned
    case "open": return .open
    case "confirmed": return .confirmed
    case "held": return .held
    case "lapsed": return .lapsed
    case "cancelled":
      switch row["cancellation"] as String? {
      case "empty-agenda": return .cancelled(.emptyAgenda)
      case "short-agenda": return Tally(text).map { .cancelled(.shortAgenda($0)) }
      case "date-gone": return .cancelled(.dateGone(because: text))
      case "away": return .cancelled(.away(because: text))
      case "no-host": return .cancelled(.noHost(because: text))
      case "called-off": return .cancelled(.calledOff(because: text))
      default: return nil
      }
    default: return nil
    }
  }

  static func instant(_ seconds: Int64) -> Instant { Instant(secondsSince1970: seconds) }
  static func optional(_ seconds: Int64?) -> Instant? { seconds.map(instant) }
}

/// A row that this version cannot have written.
struct Unreadable: Error, CustomStringConvertible {
  let what: String
  var description: String { "\(what) cannot be read. Was the database edited by hand?" }
}
