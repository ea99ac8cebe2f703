import Cadence

/// Makes meetings of the events of an iCalendar file.
struct CalendarImport {
  let context: ImportContext
  var log: ImportLog
  private var times: CalendarTimes
  private var over: [(title: String, number: Int)] = []

  init(context: ImportContext, log: ImportLog) {
    (self.context, self.log) = (context, log)
    times = CalendarTimes(context: context)
  }

  mutating func read(_ file: SourceFile) throws(Problems) -> [ImportedMeeting] {
    let calendar = try CalendarText(file)
    guard !calendar.events.isEmpty else {
      throw Problems([
        Problem(file: file.name, what: "there is no event in it", fix: "name a file with events")
      ])
    }
    times.locations = calendar.locations
    times.standard = calendar.zone?.text
    let events = current(calendar.events)
    // What has no UID is of no other event.
    let named = events.filter { !$0.uid.isEmpty }
    var changes = Dictionary(grouping: named.filter(\.isChange), by: \.uid)
    let whole = Set(named.filter { !$0.isChange }.map(\.uid))
    var meetings: [ImportedMeeting] = []
    for event in events where !event.isChange || !whole.contains(event.uid) {
      let title = Self.title(event)
      if event.isCancelled {
        log.note(event.number, title, "it is cancelled: left out")
        continue
      }
      // They are of one event, though others may have its UID.
      let own = event.isChange ? [] : changes.removeValue(forKey: event.uid) ?? []
      do throws(ImportRefusal) {
        if let meeting = try meeting(event, title, own) { meetings.append(meeting) }
      } catch {
        log.refuse(event.number, title, error)
      }
    }
    noteOver()
    return meetings
  }

  /// Nil where it is over.
  private mutating func meeting(
    _ event: CalendarText.Event, _ title: String, _ changes: [CalendarText.Event]
  ) throws(ImportRefusal) -> ImportedMeeting? {
    if event.changedRange != nil {
      throw ImportRefusal(
        "it changes all further dates of an event that is not in the file (RANGE)",
        fix: "export the whole series")
    }
    var reader = EventReader(event: event, title: title, context: context, times: times)
    defer { reader.notes.forEach { log.note($0.line, title, $0.what, fix: $0.fix) } }
    let meeting = try reader.meeting(changes)
    for (line, reason) in reader.refusals { log.refuse(line, title, reason) }
    guard let meeting else {
      over.append((title, event.number))
      return nil
    }
    if event.isChange {
      log.note(
        event.number, title, "the file has this date of a series alone: it is a meeting",
        fix: "export the whole series if there are more")
    }
    if Self.summary(event).isEmpty {
      log.note(
        event.number, title, "it has no SUMMARY: \(title.shown) is its title",
        fix: "write another one")
    }
    return meeting
  }

  /// Without what a later version in the same file has taken the place of.
  /// Source: RFC 5546 section 2.1.5.
  private mutating func current(_ events: [CalendarText.Event]) -> [CalendarText.Event] {
    var latest: [[String]: CalendarText.Event] = [:]
    for event in events where !event.uid.isEmpty {
      if let other = latest[event.key], other.version >= event.version { continue }
      latest[event.key] = event
    }
    return events.filter { event in
      guard let last = latest[event.key], last.number != event.number else { return true }
      let isOld = event.version < last.version
      log.note(
        event.number, Self.title(event),
        isOld
          ? "an older version of the event in line \(last.number), by SEQUENCE and DTSTAMP: left out"
          : "its UID is that of the event in line \(last.number), and neither is newer: both are taken",
        fix: isOld ? nil : "remove one of them if they are one meeting")
      return !isOld
    }
  }

  /// A calendar of ten years is over for the most part: that is one remark.
  private mutating func noteOver() {
    guard let first = over.first else { return }
    let events = over.count == 1 ? "it is over" : "it and \(over.count - 1) more are over"
    log.note(first.number, first.title, "\(events): left out")
  }

  static func title(_ event: CalendarText.Event) -> String {
    let title = summary(event)
    return title.isEmpty ? "Meeting" : title
  }

  private static func summary(_ event: CalendarText.Event) -> String {
    ImportText.line(event.first("SUMMARY")?.text ?? "")
  }
}

/// What a value says by itself, in whatever zone.
enum WrittenTime: Hashable {
  case day(CivilDate)
  case local(CivilDateTime, isUniversal: Bool)

  var date: CivilDate {
    switch self {
    case .day(let date): date
    case .local(let local, _): local.date
    }
  }
}

extension CalendarLine {
  /// All times of it; RDATE and EXDATE may have several. Of a period the start.
  /// - Parameter example: what could be written instead.
  func times(
    example: String = "20261203T140000"
  ) throws(ImportRefusal) -> [(text: String, time: WrittenTime)] {
    var times: [(text: String, time: WrittenTime)] = []
    for part in value.split(separator: ",") {
      let text = String(part.prefix { $0 != "/" }).trimmed
      let isUniversal = text.hasSuffix("Z")
      if let day = CivilDate(compactText: text) {
        times.append((text, .day(day)))
      } else if let local = CivilDateTime(
        compactText: isUniversal ? String(text.dropLast()) : text)
      {
        times.append((text, .local(local, isUniversal: isUniversal)))
      } else {
        throw ImportRefusal(
          "\(name) \(text.shown) is no time of a calendar", fix: "write it as \(example)")
      }
    }
    guard !times.isEmpty else {
      throw ImportRefusal("\(name) is empty", fix: "write it as \(example)")
    }
    return times
  }

  /// Whether a value of it has a length of its own. Source: RFC 5545 section 3.3.9.
  var hasPeriod: Bool { value.contains("/") }
}

extension CalendarText.Event {
  /// Where it has not a rule at the most.
  func rule() throws(ImportRefusal) -> CalendarLine? {
    let rules = all("RRULE")
    guard rules.count <= 1, first("EXRULE") == nil else {
      throw ImportRefusal(
        "it has \(rules.count > 1 ? "several RRULE" : "an EXRULE"), which RFC 5545 has given up",
        fix: "make an event of each")
    }
    return rules.first
  }

  /// Where it changes more than one date of another event.
  var changedRange: CalendarLine? {
    first("RECURRENCE-ID").flatMap { $0.parameters["RANGE"] == nil ? nil : $0 }
  }
}

extension CalendarText.Event {
  /// What only versions of one event have in common.
  fileprivate var key: [String] { [uid, first("RECURRENCE-ID")?.value ?? ""] }

  fileprivate var version: (Int, String) {
    (first("SEQUENCE").flatMap { Int($0.value.trimmed) } ?? 0, first("DTSTAMP")?.value ?? "")
  }
}

/// A time of a calendar: a whole day, or what the clock of a zone shows.
enum CalendarTime: Hashable {
  case day(CivilDate)
  case local(CivilDateTime, ZoneRules)

  var instant: Instant? {
    switch self {
    case .day: nil
    case .local(let local, let zone): zone.resolve(local).instant(gap: .shiftForward)
    }
  }

  /// The date in a zone.
  func date(in zone: ZoneRules) -> CivilDate {
    switch self {
    case .day(let date): date
    case .local(let local, _): instant.map { zone.local(at: $0).date } ?? local.date
    }
  }
}

/// Reads the times of one calendar, with the zones that it names.
struct CalendarTimes {
  let context: ImportContext
  var locations: [String: String] = [:]
  /// Of times that name no zone.
  var standard: String?

  /// All times of a line; RDATE and EXDATE may have several.
  func read(
    _ line: CalendarLine, _ notes: inout [EventReader.Note]
  ) throws(ImportRefusal) -> [CalendarTime] {
    var zone: ZoneRules?
    if let id = line.parameters["TZID"] {
      let imported = try context.zone(tzid: locations[id] ?? id)
      if let note = imported.note { notes.append(.init(line: line.number, what: note)) }
      zone = imported.zone
    }
    var times: [CalendarTime] = []
    for (text, written) in try line.times() {
      times.append(try time(text, written, zone, line, &notes))
    }
    if line.hasPeriod {
      notes.append(
        .init(
          line: line.number,
          what: "\(line.name) has a length of its own (PERIOD), which is left out: it lasts as "
            + "long as the meeting",
          fix: "make a meeting of it if it does not"))
    }
    return times
  }

  private func time(
    _ text: String, _ written: WrittenTime, _ zone: ZoneRules?, _ line: CalendarLine,
    _ notes: inout [EventReader.Note]
  ) throws(ImportRefusal) -> CalendarTime {
    guard case .local(let local, let isUniversal) = written else { return .day(written.date) }
    if isUniversal { return .local(local, .utc) }
    if let zone { return .local(local, zone) }
    guard let standard else {
      throw ImportRefusal(
        "\(line.name) is in no zone", fix: "write \(line.name);TZID=Europe/Berlin:\(text)")
    }
    let imported = try context.zone(tzid: standard)
    let note = EventReader.Note(
      line: line.number,
      what: "its times name no zone: the calendar's, \(imported.zone), is taken")
    if !notes.contains(note) { notes.append(note) }
    return .local(local, imported.zone)
  }
}
