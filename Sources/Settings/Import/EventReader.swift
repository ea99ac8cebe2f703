import Cadence

/// Makes a meeting of one event, with what was changed of single dates of it.
struct EventReader {
  struct Note: Hashable {
    let line: Int
    let what: String
    var fix: String?
  }

  /// Of one event, beside its rule and left out of it.
  private static let datesMax = 1_000

  let event: CalendarText.Event
  let title: String
  let context: ImportContext
  let times: CalendarTimes
  var notes: [Note] = []
  /// What of it could not be taken, though the rest was.
  var refusals: [(line: Int, reason: ImportRefusal)] = []
  /// Dates of it that are not held, by what leaves them out.
  var gone: [CivilDate: Gone] = [:]

  init(
    event: CalendarText.Event, title: String, context: ImportContext, times: CalendarTimes
  ) {
    (self.event, self.title, self.context, self.times) = (event, title, context, times)
  }

  /// Nil where all of it is over.
  mutating func meeting(
    _ changes: [CalendarText.Event]
  ) throws(ImportRefusal) -> ImportedMeeting? {
    guard let begin = event.first("DTSTART") else {
      throw ImportRefusal("it has no DTSTART", fix: "export the calendar anew")
    }
    let dates = (event.all("RDATE") + event.all("EXDATE")).reduce(0) {
      $0 + $1.value.split(separator: ",").count
    }
    guard dates <= Self.datesMax else {
      throw ImportRefusal(
        "it has \(dates) single dates (RDATE, EXDATE), and at most \(Self.datesMax) are read",
        fix: "leave out those that are over")
    }
    let start = try time(begin)
    guard case .local(let local, let zone) = start else { throw allDay(start) }
    noteRepeated()
    let cadence = try cadence(local, zone)
    noteStart(start, local, zone, of: cadence)
    var meeting = ImportedMeeting(name: title, title: title, cadence: cadence)
    guard context.next(of: cadence.recurrence) != nil else {
      notes = []
      // One of its last dates may have been moved to a day to come.
      read(changes, of: cadence.recurrence, zone, &meeting)
      return nil
    }
    guard Timeline.dense(of: cadence.recurrence, slots: cadence.slots, from: context.today) == nil
    else {
      throw ImportRefusal(
        "it comes more than \(Timeline.dailyMax) times a day", fix: "let it come more rarely")
    }
    meeting.duration = try duration(start)
    meeting.skips = try skips(of: cadence.recurrence, zone)
    read(changes, of: cadence.recurrence, zone, &meeting)
    noteOtherTimes(of: cadence.recurrence)
    readPlace(&meeting)
    if let host = event.first("ORGANIZER") {
      let name = ImportText.line(host.parameters["CN"] ?? host.value)
      if !name.isEmpty { meeting.comments.append("hosts: \(name)") }
    }
    return meeting
  }

  /// Of a property that has one time.
  mutating func time(_ line: CalendarLine) throws(ImportRefusal) -> CalendarTime {
    let all = try times.read(line, &notes)
    if all.count > 1 {
      notes.append(
        Note(
          line: line.number, what: "\(line.name) has \(all.count) times: the first is taken",
          fix: "make an event of each"))
    }
    return all[0]
  }

  /// Source: RFC 5545 section 3.6.1, what MUST NOT occur more than once.
  private mutating func noteRepeated() {
    for name in ["DTSTART", "DTEND", "DURATION", "SUMMARY", "LOCATION"] {
      guard let again = event.all(name).dropFirst().first else { continue }
      notes.append(
        Note(
          line: again.number, what: "\(name) is there twice: the first is taken",
          fix: "keep one of them"))
    }
  }

  // MARK: When

  /// A rota or a holiday; a meeting has a time of day.
  private func allDay(_ start: CalendarTime) -> ImportRefusal {
    let what = "it lasts all day, and a meeting has a time of day"
    guard case .day(let date) = start,
      let time = CivilTime(hour: 9, minute: 0)
    else { return ImportRefusal(what) }
    let local = CivilDateTime(date: date, time: time)
    var other = self
    guard let cadence = try? other.cadence(local, .utc),
      case .sentences(let sentences) = cadence.form
    else { return ImportRefusal(what, fix: "give it one, or leave it out") }
    return ImportRefusal(what, fix: write(sentences) + " if 09:00 is one")
  }

  private mutating func cadence(
    _ start: CivilDateTime, _ zone: ZoneRules
  ) throws(ImportRefusal) -> ImportedCadence {
    var cadence =
      try event.rule().map { line throws(ImportRefusal) in try rule(line, start, zone) }
      ?? once([.local(start, zone)])
    let all = try all("RDATE")
    let dates = all.filter { $0.instant != nil }
    if dates.count < all.count, let line = event.first("RDATE") {
      notes.append(
        Note(
          line: line.number, what: "RDATE has whole days, and a meeting a time: left out",
          fix: "write each with its time"))
    }
    guard !dates.isEmpty else { return cadence }
    let more = once(dates)
    guard case .sentences(let sentences) = cadence.form, case .sentences(let others) = more.form
    else {
      let line = event.first("RDATE")?.number ?? event.number
      refusals.append(
        (
          line,
          ImportRefusal(
            "\(dates.count) dates beside a rule that no sentence says (RDATE)",
            fix: "make a meeting of them, with `when: \(more.recurrence)`")
        ))
      return cadence
    }
    let new = others.filter { !sentences.contains($0) }
    cadence.form = .sentences(sentences + new)
    cadence.recurrence = .union([cadence.recurrence, more.recurrence])
    return cadence
  }

  private func rule(
    _ line: CalendarLine, _ start: CivilDateTime, _ zone: ZoneRules
  ) throws(ImportRefusal) -> ImportedCadence {
    let rule: RecurrenceRule
    let recurrence: Recurrence
    do throws(RuleProblem) {
      rule = try RecurrenceRule(text: line.value.trimmed)
      recurrence = try Recurrence(rule, starting: start, in: zone)
    } catch {
      throw ImportRefusal(
        "RRULE: \(error.statement)",
        fix: "write \(error.fix)")
    }
    guard !recurrence.isEmpty else {
      throw ImportRefusal("RRULE never comes after DTSTART", fix: "check its parts")
    }
    let plain = RuleSentence(
      rule: rule, recurrence: recurrence, start: start, zone: zone, context: context
    ).sentence
    guard let plain else {
      return ImportedCadence(
        form: .rule(rule, starting: start, zone: zone.identifier), recurrence: recurrence)
    }
    return ImportedCadence(
      form: .sentences(["\(plain.recurrence)"]), recurrence: plain.recurrence)
  }

  /// A calendar shows a start that its rule leaves out; docs/decisions/0035.
  private mutating func noteStart(
    _ start: CalendarTime, _ local: CivilDateTime, _ zone: ZoneRules, of cadence: ImportedCadence
  ) {
    guard let instant = start.instant, !cadence.recurrence.contains(instant),
      local.date >= context.today
    else { return }
    let once = Recurrence.once(on: local.date, at: local.time, in: zone)
    notes.append(
      Note(
        line: event.number, what: "DTSTART \(local.date) does not fit its RRULE: left out",
        fix: "add `\(once)` if it is a meeting"))
  }

  /// Each date by itself.
  private func once(_ dates: [CalendarTime]) -> ImportedCadence {
    var sentences: [String] = []
    var rules: [Recurrence] = []
    for case .local(let local, let zone) in dates {
      let rule = Recurrence.once(on: local.date, at: local.time, in: zone)
      guard !sentences.contains("\(rule)") else { continue }
      sentences.append("\(rule)")
      rules.append(rule)
    }
    return ImportedCadence(form: .sentences(sentences), recurrence: .union(rules))
  }

  private mutating func all(_ name: String) throws(ImportRefusal) -> [CalendarTime] {
    var found: [CalendarTime] = []
    for line in event.all(name) { found += try times.read(line, &notes) }
    return found
  }

  private mutating func duration(_ start: CalendarTime) throws(ImportRefusal) -> Seconds? {
    let written = event.first("DURATION")
    guard let line = event.first("DTEND") ?? written else { return nil }
    let length: Seconds
    if line.name == "DTEND" {
      guard let last = try time(line).instant, let first = start.instant else {
        throw ImportRefusal("DTEND is no time of day, as DTSTART is", fix: "write both alike")
      }
      length = last - first
      if let written, CalendarDuration.read(written.value.trimmed) != length {
        notes.append(
          Note(
            line: written.number,
            what: "DURATION \(written.value.shown) is not DTEND, by which it lasts \(length): "
              + "DTEND is taken", fix: "keep one of them"))
      }
    } else {
      guard let read = CalendarDuration.read(line.value.trimmed) else {
        throw ImportRefusal(
          "DURATION \(line.value.trimmed.shown) is no length", fix: "write it as PT1H")
      }
      length = read
    }
    if length == .zero {
      notes.append(
        Note(
          line: line.number, what: "it has no length (\(line.name)): 1 hour is taken",
          fix: "write `duration:` if it lasts another time"))
      return nil
    }
    guard Manner.lengths.contains(length) else {
      throw ImportRefusal(
        "it lasts \(length), and a meeting at least a minute and at most a day",
        fix: "check DTSTART and DTEND")
    }
    return length
  }

  // MARK: Where

  private func readPlace(_ meeting: inout ImportedMeeting) {
    let place = ImportText.line(event.first("LOCATION")?.text ?? "")
    let texts = ["X-GOOGLE-CONFERENCE", "CONFERENCE", "LOCATION", "URL", "DESCRIPTION"]
    let lines = texts.compactMap { event.first($0) }
    meeting.link = lines.lazy.compactMap { ImportText.link(in: $0.text) }.first
    if !place.isEmpty, ImportText.link(in: place) == nil { meeting.place = place }
  }
}
