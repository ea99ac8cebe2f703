import Cadence
import Meetings
import Messages

/// Where it is a question who hosts a meeting.
extension Samples {
  static func hostVariants() throws -> [Sample] {
    let zone = try zone("Asia/Kolkata")
    let confirm = Moment(try instant("2026-11-30T14:00:00Z"), in: zone)
    let decide = Moment(try instant("2026-12-02T14:00:00Z"), in: zone)
    let again = Moment(try instant("2026-12-17T14:00:00Z"), in: zone)
    let notes: [(String, Note)] = [
      ("appointed", .appointed(insteadOf: ["Bartek <b>Płotka</b>"])),
      ("relieved", .relieved(by: ["Lucas"])), ("taken", .taken(by: ["Lucas", "Bartek"])),
      ("no-host", .noHost(said: 0, needed: 1, decide: decide)),
      ("too-few-hosts", .noHost(said: 1, needed: 2, decide: decide)),
      ("hosts-unknown", .hostsUnknown(decide: decide)),
      ("rota-ends", .rotaEnds(again: nil)), ("rota-gap", .rotaEnds(again: again)),
    ]
    let asked = try questions(confirm, decide).map { name, kind, hosting in
      Sample(name: name, notice: try notice(kind) { host(&$0, hosting) })
    }
    let told = try notes.map { name, note in
      Sample(
        name: "note-\(name)",
        notice: try notice(.hostNote) {
          let question = HostingFacts(
            isInTurn: false, hasSaid: false, until: confirm, otherwise: .asks)
          if case .appointed = note { host(&$0, question) } else { $0.readerIsHost = false }
          $0.note = note
        })
    }
    let farewell = Sample(
      name: "cancellation-relieved",
      notice: try notice(.cancellation) {
        ($0.cause, $0.note) = (.farewell, .relieved(by: ["Lucas"]))
      })
    let late = Sample(
      name: "host-call-late",
      notice: try notice(.hostCall) {
        $0.takesReplies = nil
        $0.note = .hostCall(said: 1, needed: 2, until: decide, cancels: false, was: confirm)
      })
    let off = Sample(
      name: "cancellation-asked",
      notice: try notice(.cancellation) {
        ($0.cause, $0.calendar, $0.thread) = (nil, nil, nil)
        $0.reason = "nobody has said that they can host"
        $0.hosting = HostingFacts(isInTurn: false, hasSaid: false, until: nil, otherwise: .cancels)
      })
    return asked + told + (try poolNews()) + [farewell, late, off]
  }

  /// What a host is asked, or has said, by the kind that says it.
  private static func questions(
    _ confirm: Moment, _ decide: Moment
  ) -> [(String, NoticeKind, HostingFacts)] {
    [
      (
        "invitation-in-turn", .invitation,
        HostingFacts(isInTurn: true, hasSaid: false, until: confirm, otherwise: .asks)
      ),
      (
        "reminder-in-turn", .reminder,
        HostingFacts(isInTurn: true, hasSaid: true, until: nil, otherwise: .cancels)
      ),
      (
        "update-host-cannot", .update,
        HostingFacts(isInTurn: true, hasSaid: false, cannot: true, until: nil, otherwise: .asks)
      ),
      (
        "clock-change-host", .clockChange,
        HostingFacts(isInTurn: true, hasSaid: false, until: confirm, otherwise: .asks)
      ),
      (
        "update-host-asked", .update,
        HostingFacts(isInTurn: false, hasSaid: false, until: decide, otherwise: .cancels)
      ),
    ]
  }

  /// To those who had been asked.
  private static func poolNews() throws -> [Sample] {
    try [NoticeKind.update, .reinstatement].map { kind in
      Sample(
        name: "\(kind.rawValue)-asked",
        notice: try notice(kind) {
          ($0.calendar, $0.thread, $0.isOptional) = (nil, nil, false)
          $0.hosting = HostingFacts(isInTurn: false, hasSaid: false, until: nil, otherwise: .warns)
        })
    }
  }

  static func askWhoHosts(_ facts: inout Facts) {
    facts.note = .hostCall(
      said: 0, needed: 1, until: facts.agenda?.cutoff, cancels: true, was: nil)
    facts.takesReplies = facts.reader == nil ? nil : true
    facts.agenda = nil
    facts.isOptional = false
  }

  private static func host(_ facts: inout Facts, _ hosting: HostingFacts) {
    facts.readerIsHost = true
    facts.isOptional = false
    facts.hosting = hosting
    facts.takesReplies = true
  }
}
