import Cadence
import Meetings

/// The keys that a meeting and a program's `one-on-one` share: how long, where, and what is sent.
struct Manner {
  /// A point before the start, and where it was written; defaults have no place.
  struct Point {
    let name: String
    let lead: Lead
    let place: Place?
  }

  /// How long a meeting may be.
  static let lengths = Seconds.minutes(1)...Seconds.hours(24)
  static let reminders: [Lead] = [.days(1), .elapsed(.minutes(15))]
  static let opens = Lead.days(6)
  static let cutoff = Lead.days(1, at: CivilTime(secondOfDay: 18 * 3_600))

  /// As written; nil for the usual one.
  private let writtenDuration: Seconds?
  var duration: Seconds
  var link: String?
  var place: String?
  var account: String?
  var mail = true
  var channels: [ChannelID] = []
  var agenda: AgendaRule?
  var opens: Point?
  var call: Point?
  var cutoff: Point?
  var announcement: Point?
  /// By when hosts are to say that they come, and when it is decided.
  var confirm: Point?
  var decide: Point?
  var reminders: [Point]
  /// Days off on which it is not held.
  private var holidays: [CivilDate: String]
  /// Dates that are left out one by one, and where that is written.
  private var skip: (field: Field, dates: [CivilDate: String])?

  init(_ section: Section?, duration standard: Seconds, _ context: SeriesContext, id: String) {
    writtenDuration = section?["duration"].flatMap { $0.duration() }
    duration = writtenDuration ?? standard
    link = section?["link"].flatMap { $0.link() }
    place = section?["place"].flatMap { $0.text(example: "Room 2") }
    account = section?["account"].flatMap { $0.text(max: 100, example: "zoom-1") }
    holidays = [:]
    reminders = Self.reminders.map { Point(name: "remind", lead: $0, place: nil) }
    if let notify = section?["notify"], let targets = context.names.targets(notify) {
      (mail, channels) = targets
    }
    let opening = section?["opens"]
    if let field = section?["agenda"], field.isWanted != false { readAgenda(field, context, id) }
    if let opening {
      if agenda == nil {
        opens = Self.point(opening)
      } else {
        context.findings.error(
          opening.place, "with an agenda, `opens` belongs into it",
          fix: "move it below `agenda:`")
      }
    }
    if let remind = section?["remind"] { readReminders(remind) }
    holidays = context.holidays.days(section?["holidays"]).skips
  }

  // MARK: What is off

  /// Takes the dates that are left out one by one.
  mutating func skip(_ field: Field?, of rule: Recurrence) {
    skip = field.map { ($0, SkipReader(findings: $0.findings).read($0, of: rule)) }
  }

  /// With the reason of each; what is written beside the date itself comes first.
  var skips: [CivilDate: String] {
    guard let skip, !skip.dates.isEmpty else { return holidays }
    return holidays.merging(skip.dates) { $1 }
  }

  /// Warns where every date from a day on is off.
  func warnIfOff(_ rule: Recurrence, from day: CivilDate, _ when: Field) {
    var dates: [CivilDate] = []
    var next = rule.next(after: day.midnight - .seconds(1))
    while let date = next?.date, skip?.dates[date] != nil || holidays[date] != nil {
      dates.append(date)
      next = next.flatMap { rule.next(after: $0.instant) }
    }
    guard next == nil, !dates.isEmpty else { return }
    let skipped = dates.count { skip?.dates[$0] != nil }
    guard let skip, skipped > 0 else {
      when.findings.warning(
        when.value.place, "`holidays` leaves no date to come",
        fix: "write a date that is none, or take `holidays` out")
      return
    }
    when.findings.warning(
      skip.field.place,
      skipped == dates.count
        ? "`skip` leaves no date to come" : "`skip` and `holidays` leave no date to come",
      fix: "take a date out of \(skipped == dates.count ? "it" : "`skip`"), or remove the meeting")
  }

  // MARK: How long

  /// Takes the length that sentences give; reports where `duration:` or another of them says
  /// otherwise.
  mutating func settleDuration(by slots: [WhenReader.Slot], _ when: Field) {
    let dated = slots.filter { !$0.isOnDemand }
    guard let given = dated.compactMap(\.duration).first else { return }
    duration = given
    if let writtenDuration, writtenDuration != given {
      when.error(
        "`\(when.name)` gives an end after \(given), and `duration` says \(writtenDuration)",
        fix: "leave one of them out")
    } else if dated.contains(where: { ($0.duration ?? writtenDuration) != given }) {
      when.error(
        "the meetings are not of one length",
        fix: writtenDuration == nil
          ? "write `duration: \(given)` instead" : "leave the ends out of `\(when.name)`")
    }
  }

  static func point(_ field: Field?) -> Point? {
    guard let field, let lead = field.lead() else { return nil }
    return Point(name: field.name, lead: lead, place: field.value.place)
  }

  private mutating func readReminders(_ field: Field) {
    if field.isWanted == false {
      reminders = []
      return
    }
    let example = "[1 day before, 15 minutes before]"
    guard
      let elements = field.oneOrMore("a time before the start or a list of them", example: example)
    else { return }
    reminders = []
    for element in elements {
      guard let point = Self.point(element) else { continue }
      guard !reminders.contains(where: { $0.lead == point.lead }) else {
        field.findings.warning(
          element.value.place, "`\(point.lead)` is written twice in `remind`", fix: "write it once")
        continue
      }
      reminders.append(point)
    }
  }

  /// `agenda:` with all of its keys optional.
  private mutating func readAgenda(_ field: Field, _ context: SeriesContext, _ id: String) {
    guard let section = field.section("an agenda", example: "{ cutoff: 1 day before at 18:00 }")
    else { return }
    opens = Self.point(section["opens"]) ?? Point(name: "opens", lead: Self.opens, place: nil)
    call = Self.point(section["call"])
    cutoff = Self.point(section["cutoff"]) ?? Point(name: "cutoff", lead: Self.cutoff, place: nil)
    let quorum = section["at least"]?.quorum()
    let ifEmpty = section["if empty"]?.choice(AgendaRule.IfEmpty.self)
    let sources = AgendaSourcesReader(section["from"], context, of: id)
    let edit = section["edit"]?.page(example: "https://example.org/edit/agenda.md")
    let standing = Self.standing(section["standing"])
    let carry = section["carry over"]?.choice(YesOrNo.self)
    let kinds = Self.kinds(section["kinds"])
    section.close()
    agenda = AgendaRule(
      opens: opens?.lead ?? Self.opens, call: call?.lead, cutoff: cutoff?.lead ?? Self.cutoff,
      quorum: quorum ?? .item, ifEmpty: ifEmpty ?? .cancel, files: sources.files,
      elsewhere: sources.elsewhere, edit: edit,
      standing: standing, carriesOver: carry == .yes, kinds: kinds)
  }

  private static func standing(_ field: Field?) -> [String] {
    guard let field, field.isWanted != false else { return [] }
    let example = "[Announcements, Open pull requests]"
    let elements = field.oneOrMore("an item or a list of items", example: example) ?? []
    return elements.compactMap { $0.text(max: AgendaFile.charactersMax, example: "Announcements") }
  }

  private static func kinds(_ field: Field?) -> [String] {
    guard let field, field.isWanted != false else { return [] }
    let example = "[career advice, pair review]"
    var kinds: [String] = []
    for element in field.oneOrMore("a kind of item or a list of them", example: example) ?? [] {
      guard let text = element.text(max: 40, example: "career advice") else { continue }
      // As items are: one space between two words.
      let kind = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if ["private", "done"].contains(kind.lowercased()) {
        element.error(
          "`kinds`: \(kind.shown) means something else at the beginning of a reply",
          fix: "choose another word")
      } else if kind.contains(":") {
        element.error("`kinds`: \(kind.shown) has a colon, which ends a kind", fix: "leave it out")
      } else if kinds.contains(where: { $0.lowercased() == kind.lowercased() }) {
        element.error("`kinds` has \(kind.shown) twice", fix: "write it once")
      } else {
        kinds.append(kind)
      }
    }
    return kinds
  }

  /// Channels hear calls and the last reminder: without mail, and with neither, nobody hears.
  func reportSilence(at place: Place, _ findings: Findings) {
    guard !mail, !channels.isEmpty, reminders.isEmpty, call == nil else { return }
    findings.warning(
      place, "without mail and without reminders nobody hears that this meeting takes place",
      fix: "take `remind: no` out, or add `mail` to `notify`")
  }

  /// From the earliest to the latest; those that nobody wrote give way to a late opening.
  func leads(before start: Instant, in zone: ZoneRules) -> [Lead] {
    let opening = opens?.lead.instant(before: start, in: zone) ?? .distantPast
    let moments = reminders.map { (point: $0, at: $0.lead.instant(before: start, in: zone)) }
    return moments.filter { $0.point.place != nil || $0.at >= opening }
      .sorted { $0.at < $1.at }.map(\.point.lead)
  }
}
