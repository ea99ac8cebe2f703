import Cadence
import Foundation
import Meetings
import Messages

/// Notices to render: one of every kind in three dresses, and every `Note`.
struct Sample: Sendable {
  let name: String
  let notice: Notice
}

enum Dress: String, CaseIterable, Sendable {
  case plain, accents, long
}

enum Samples {
  static func zone(_ name: String) throws -> ZoneRules {
    let data = try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/\(name)"))
    return try ZoneRules(identifier: name, tzif: Array(data))
  }

  static func instant(_ text: String) throws -> Instant {
    try required(Instant(text), text)
  }

  static func required<T>(_ value: T?, _ what: String) throws -> T {
    guard let value else { throw Missing(what: what) }
    return value
  }

  struct Missing: Error { let what: String }

  /// Every golden, in the order of its names.
  static func all() throws -> [Sample] {
    var samples: [Sample] = []
    for kind in NoticeKind.allCases {
      for dress in Dress.allCases {
        samples.append(
          Sample(name: "\(kind.rawValue)-\(dress.rawValue)", notice: try notice(kind, dress)))
      }
    }
    samples += try notes() + variants() + talkVariants() + taskVariants() + requestVariants()
    samples += try ballotVariants() + hostVariants()
    return samples.sorted { $0.name < $1.name }
  }

  // MARK: One notice

  // long: one kind after another.
  static func notice(
    _ kind: NoticeKind, _ dress: Dress = .plain, change: (inout Facts) throws -> Void = { _ in }
  ) throws -> Notice {
    var facts = try facts(dress)
    let series = facts.series
    let date = facts.start.local.date
    switch kind {
    case .invitation: facts.thread = nil
    case .call: facts.agenda?.items = []
    case .reminder: facts.agenda?.cutoff = nil
    case .cancellation:
      facts.agenda?.items = []
      facts.agenda?.cutoff = nil
      facts.cause = .emptyAgenda
      facts.next = Moment(facts.start.instant + .days(7), in: try zone(facts.start.zone))
    case .reinstatement: facts.reason = "the room is back"
    case .update:
      facts.previousStart = Moment(
        facts.start.instant - .hours(26), in: try zone(facts.start.zone))
    case .retrospective:
      facts.isRetrospective = true
      facts.isOptional = false
    case .lateItem:
      facts.note = .itemMoved(
        text: facts.agenda?.items.first?.text ?? "",
        to: Moment(facts.start.instant + .days(7), in: try zone(facts.start.zone)))
    case .hostNote:
      facts.note = .emptyAgenda
      facts.agenda?.items = []
      facts.agenda?.cutoff = nil
      facts.readerIsHost = true
      facts.isOptional = false
    case .hostCall: askWhoHosts(&facts)
    case .digest:
      facts.digest = try digest(of: facts, series: series)
      facts.agenda = nil
      facts.thread = nil
    case .clockChange:
      let zone = try zone(facts.start.zone)
      facts.note = .clockChange(
        usual: Moment(facts.start.instant - .days(7) + .hours(1), in: zone),
        meeting: Moment(facts.start.instant, in: try Self.zone("America/Los_Angeles")),
        back: Moment(facts.start.instant + .days(7) + .hours(1), in: zone))
    case .silence:
      facts.note = .silence(
        since: Moment(facts.decidedAt - .days(22), in: try zone(facts.start.zone)), missed: 3,
        next: facts.start)
    case .completion:
      facts.note = .completion(
        lastDay: facts.start.local.date,
        handOver: HandOver(
          title: "Mentoring Office Hours",
          next: Moment(facts.start.instant + .days(7), in: try zone(facts.start.zone)),
          link: facts.link))
    case .announcement: announce(&facts, dress)
    case .task:
      facts.tasks = try tasks(of: facts, dress)
      facts.takesReplies = facts.reader == nil ? nil : true
      facts.agenda = nil
      facts.thread = nil
    }
    if kind.carriesCalendar {
      facts.calendar = CalendarFacts(
        method: kind == .cancellation ? .cancel : .request,
        uid: "office-hours/2026-12-03@thanos.example.org",
        organizer: facts.from.address,
        sequence: kind == .invitation ? 0 : 1, dtstamp: facts.decidedAt)
    }
    try change(&facts)
    let recipient: Recipient =
      facts.reader == nil ? .channel(ChannelID("announce")) : .person(PersonID("yash"))
    let task = facts.tasks?.first?.id ?? program(of: facts)
    return Notice(
      subject: task.map { .task($0) } ?? .meeting(OccurrenceID(series: series, date: date)),
      kind: kind, edition: "0",
      recipient: recipient, notBefore: facts.decidedAt, notAfter: facts.start.instant,
      facts: facts)
  }

  /// The meeting itself, and a 1:1 two hours later.
  private static func digest(of facts: Facts, series: SeriesID) throws -> DigestFacts {
    let zone = try zone(facts.start.zone)
    let later = facts.start.instant + .hours(2)
    return DigestFacts(
      meetings: [
        .init(
          occurrence: OccurrenceID(series: series, date: facts.start.local.date),
          title: facts.title, start: facts.start, end: facts.end, link: facts.link,
          place: facts.place, items: facts.agenda?.items.count, cutoff: facts.agenda?.cutoff),
        .init(
          occurrence: OccurrenceID(series: SeriesID("pair"), date: facts.start.local.date),
          title: "1:1 Yash and Bartek", start: Moment(later, in: zone),
          end: Moment(later + .minutes(30), in: zone), link: nil, place: nil, items: nil,
          cutoff: nil),
      ], until: Moment(facts.start.instant + .hours(13), in: zone))
  }

  private static func facts(_ dress: Dress) throws -> Facts {
    let kolkata = try zone("Asia/Kolkata")
    let start = try instant("2026-12-03T14:00:00Z")
    var facts = Facts(
      community: "Thanos", domain: "thanos.example.org",
      from: Mailbox(name: "Thanos Mentoring", address: "mentoring@thanos.example.org"),
      reader: Mailbox(name: "Yash", address: "yash@example.org"), isOptional: true,
      series: SeriesID("office-hours"), title: "Mentoring Office Hours",
      start: Moment(start, in: kolkata), end: Moment(start + .hours(1), in: kolkata),
      hosts: ["Bartek"], link: "https://meet.example.org/oh",
      agenda: AgendaFacts(
        items: [
          .init(text: "pair review of PR 512", author: "Ana", isPrivate: false),
          .init(text: "how to say no to a feature", author: "Yash", isPrivate: true),
        ],
        cutoff: Moment(try instant("2026-12-02T18:00:00Z"), in: kolkata), cancelsIfEmpty: true,
        edit: "https://github.com/thanos-io/mentoring/edit/main/agenda/office-hours.md"),
      thread: ThreadRoot(
        identity: Identity(of: "the first notice of this thread"), domain: "thanos.example.org"),
      decidedAt: try instant("2026-11-27T14:00:00Z"))
    switch dress {
    case .plain: break
    case .accents:
      facts.title = "Heures d’été 🌻 ⏰ شاي"
      facts.community = "Thanos Łódź"
      facts.from.name = "Mentorat Płotka"
      facts.reader = Mailbox(name: "יעל כהן", address: "yael@example.org")
      facts.hosts = ["Bartek Płotka", "王小明", "José Ñuñez"]
      facts.place = "Café Crème; 2ème étage, salle «Ω»"
      facts.agenda?.items = [
        .init(text: "👩‍👩‍👧 plans für 2027 – größer?", author: "Zoë", isPrivate: false),
        .init(text: "שלום \"quotes\" <b>not bold</b> & מקומי", author: "יעל", isPrivate: true),
      ]
    case .long:
      facts.title =
        "The quarterly conversation between everyone who maintains, mentors, reviews or merely reads the code"
      facts.from.name = "The Mentoring Programme of the Thanos Community and all of its Friends"
      facts.hosts = (1...12).map { "Host Number \($0)" }
      facts.agenda?.items = (1...9).map {
        .init(
          text: "item \($0): " + String(repeating: "a rather long story about tests ", count: 4),
          author: "Author \($0)", isPrivate: $0 % 4 == 0)
      }
    }
    return facts
  }

  // MARK: The special ones

  // long: one note after another.
  private static func notes() throws -> [Sample] {
    let kolkata = try zone("Asia/Kolkata")
    let was = Moment(try instant("2026-12-02T18:00:00Z"), in: kolkata)
    let now = Moment(try instant("2026-12-02T19:15:00Z"), in: kolkata)
    let cases: [(String, NoticeKind, Note)] = [
      ("retrospective-moved", .retrospective, .retrospectiveMoved(from: was)),
      ("item-moved-nowhere", .lateItem, .itemMoved(text: "a word on burnout", to: nil)),
      (
        "item-carried", .lateItem,
        .itemCarried(
          text: "a word on burnout",
          to: Moment(try instant("2026-12-10T14:00:00Z"), in: kolkata))
      ),
      ("cutoff-postponed", .hostNote, .cutoffPostponed(was: was, now: now)),
      ("stands", .hostNote, .stands(cutoff: was)),
      ("lapsed", .hostNote, .lapsed),
      ("no-last-meeting", .hostNote, .noLastMeeting),
      (
        "unread", .hostNote,
        .unread(
          cutoff: was,
          sources: [
            "https://hackmd.example.org/s/abc/download",
            "github.com/thanos-io/mentoring, label office-hours",
          ])
      ),
      (
        "unreachable", .hostNote,
        .unreachable(
          who: "Yash", address: "yash@example.org", why: "550 5.1.1 no such user (at RCPT)")
      ),
      (
        "unreachable-channel", .hostNote,
        .unreachable(who: "the channel announce", address: nil, why: "answered 410: it is gone")
      ),
      (
        "cancellation-stuck", .hostNote,
        .cancellationStuck(
          names: ["Yash", "Ana"], since: was, why: "535 5.7.8 authentication failed")
      ),
      ("restored", .hostNote, .restored(from: was, isOff: true)),
      (
        "clock-change-for-good", .clockChange,
        .clockChange(
          usual: Moment(try instant("2026-11-26T13:00:00Z"), in: kolkata),
          meeting: Moment(
            try instant("2026-12-03T14:00:00Z"), in: try zone("America/Los_Angeles")),
          back: nil)
      ),
      (
        "silence-at-the-end", .silence,
        .silence(
          since: Moment(try instant("2026-11-17T18:00:00Z"), in: kolkata), missed: 1, next: nil)
      ),
      (
        "completion-alone", .completion,
        .completion(lastDay: was.local.date, handOver: nil)
      ),
    ]
    return try cases.map { name, kind, note in
      Sample(
        name: "note-\(name)",
        notice: try notice(kind) {
          $0.note = note
          if case .cutoffPostponed(_, let now) = note { $0.agenda?.cutoff = now }
        })
    }
  }

  // long: one sample after another.
  private static func variants() throws -> [Sample] {
    let honolulu = try zone("Pacific/Honolulu")
    let auckland = try zone("Pacific/Auckland")
    return [
      Sample(
        name: "invitation-host",
        notice: try notice(.invitation) {
          $0.readerIsHost = true
          $0.isOptional = false
        }),
      Sample(
        name: "invitation-last-meeting",
        notice: try notice(.invitation) {
          $0.isRetrospective = true
          $0.isOptional = false
        }),
      Sample(
        name: "invitation-shared-hours",
        notice: try notice(.invitation) {
          $0.isOptional = false
          let from = Moment($0.start.instant - .hours(6), in: try zone($0.start.zone))
          let until = Moment($0.start.instant - .hours(2), in: try zone($0.start.zone))
          $0.sharedHours = [SharedHours(from: from, until: until)]
        }),
      Sample(
        name: "reminder-shared-hours",
        notice: try notice(.reminder) {
          $0.isOptional = false
          let from = Moment($0.start.instant - .hours(6), in: try zone($0.start.zone))
          let until = Moment($0.start.instant - .minutes(90), in: try zone($0.start.zone))
          $0.sharedHours = [
            SharedHours(with: "Bartek Płotka", from: from, until: until),
            SharedHours(with: "Lucas Servén", from: from, until: $0.start),
          ]
        }),
      Sample(
        name: "invitation-utc",
        notice: try notice(.invitation) {
          $0.start = Moment($0.start.instant, in: .utc)
          $0.agenda = nil
        }),
      Sample(
        name: "reminder-other-day",
        notice: try notice(.reminder) {
          let start = $0.start.instant
          $0.start = Moment(start, in: auckland)
          $0.end = Moment(start + .minutes(150), in: auckland)
        }),
      Sample(
        name: "reminder-wide",
        notice: try notice(.reminder) {
          $0.title =
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
          $0.hosts = [String(repeating: "x", count: 90), "نادية الشامي"]
          $0.place = "ساعات المكتب، الطابق الثاني"
          $0.link = "https://video.example.org/j/" + String(repeating: "0123456789", count: 20)
          $0.agenda?.edit =
            "https://wiki.example.org/agenda?page=" + String(repeating: "a", count: 90)
          $0.agenda?.items = [
            .init(text: String(repeating: "y", count: 120), author: "יעל", isPrivate: false)
          ]
        }),
      Sample(
        name: "cancellation-right-to-left",
        notice: try notice(.cancellation) {
          $0.title = "ساعات المكتب الأسبوعية"
          $0.cause = nil
          $0.reason = "החדר תפוס (PR 512)"
        }),
      Sample(
        name: "update-same-day",
        notice: try notice(.update) {
          $0.previousStart = Moment($0.start.instant - .hours(1), in: try zone("Asia/Kolkata"))
          $0.reason = "the room was taken"
        }),
      Sample(
        name: "update-place",
        notice: try notice(.update) {
          $0.previousStart = nil
          $0.place = "Room 4"
          $0.changes = [
            .title(was: "Office Hours"), .place(was: "Room 7"), .link, .length(was: .minutes(30)),
          ]
        }),
      Sample(
        name: "cancellation-called-off",
        notice: try notice(.cancellation) {
          $0.cause = nil
          $0.reason = "KubeCon"
          $0.next = Moment(try instant("2026-12-10T14:00:00Z"), in: honolulu)
        }),
      Sample(
        name: "cancellation-host",
        notice: try notice(.cancellation) {
          $0.readerIsHost = true
          $0.isOptional = false
        }),
      Sample(
        name: "cancellation-farewell",
        notice: try notice(.cancellation) {
          $0.cause = .farewell
        }),
      Sample(
        name: "cancellation-readdressed",
        notice: try notice(.cancellation) {
          $0.cause = .readdressed
        }),
    ]
  }

  /// What channels hear, in the meeting's zone.
  static func channels() throws -> [Sample] {
    let warsaw = try zone("Europe/Warsaw")
    let kinds = [
      NoticeKind.call, .reminder, .cancellation, .reinstatement, .update, .announcement,
    ]
    return try kinds.map { kind in
      let notice = try notice(kind, kind == .update ? .accents : .plain) {
        $0.reader = nil
        $0.thread = nil
        $0.calendar = nil
        $0.isOptional = false
        $0.start = Moment($0.start.instant, in: warsaw)
        $0.end = Moment($0.end.instant, in: warsaw)
        let cutoff = $0.agenda?.cutoff
        $0.agenda?.cutoff = cutoff.map { Moment($0.instant, in: warsaw) }
        $0.previousStart = $0.previousStart.map { Moment($0.instant, in: warsaw) }
        $0.next = $0.next.map { Moment($0.instant, in: warsaw) }
        if kind == .announcement { program(&$0) }
      }
      return Sample(name: "channel-\(kind.rawValue)", notice: notice)
    }
  }
}
