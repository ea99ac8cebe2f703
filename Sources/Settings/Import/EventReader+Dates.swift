import Cadence

/// Single dates of an event: left out, cancelled, moved.
extension EventReader {
  /// What leaves a date out.
  struct Gone {
    let line: Int
    /// A day may have several times.
    var instants: Set<Instant> = []
  }

  /// By date: an EXDATE is often written in another zone than the event. Source: RFC 5545 section
  /// 3.8.5.1 leaves out an instant.
  mutating func skips(
    of recurrence: Recurrence, _ zone: ZoneRules
  ) throws(ImportRefusal) -> [CivilDate: String] {
    var skips: [CivilDate: String] = [:]
    for line in event.all("EXDATE") {
      for time in try times.read(line, &notes) {
        guard let date = time.dates(in: zone).first(where: recurrence.happens) else {
          notes.append(
            Note(
              line: line.number,
              what: "EXDATE \(time.date(in: zone)) is none of its dates: left out"))
          continue
        }
        if let instant = time.instant, !recurrence.contains(instant) {
          notes.append(
            Note(
              line: line.number,
              what: "EXDATE \(date) is at another time than the meeting: the date is skipped"))
        } else if let instant = time.instant {
          gone[date, default: Gone(line: line.number)].instants.insert(instant)
        }
        skips[date] = "left out"
      }
    }
    return skips
  }

  mutating func read(
    _ changes: [CalendarText.Event], of recurrence: Recurrence, _ zone: ZoneRules,
    _ meeting: inout ImportedMeeting
  ) {
    for change in changes {
      do throws(ImportRefusal) {
        guard let id = change.first("RECURRENCE-ID") else { continue }
        let old = try time(id)
        let named = old.date(in: zone)
        if change.changedRange != nil {
          throw ImportRefusal(
            "all dates from \(named) on are changed (RANGE)",
            fix: "end the meeting by `until: \(named.dayBefore)` and make another one")
        }
        let date = old.dates(in: zone).first(where: recurrence.happens)
        guard change.isCancelled else {
          let isOurs = date.map { meeting.skips[$0] == nil } ?? false
          try noteMove(change, named, old, isOurs: isOurs)
          continue
        }
        guard named >= context.today else { continue }
        guard let date else {
          notes.append(
            Note(
              line: change.number,
              what: "\(named) is cancelled and none of its dates: left out"))
          continue
        }
        meeting.skips[date] = "cancelled"
        if let instant = old.instant {
          gone[date, default: Gone(line: change.number)].instants.insert(instant)
        }
        notes.append(Note(line: change.number, what: "\(date) is cancelled: it is skipped"))
      } catch {
        refusals.append((change.number, error))
      }
    }
  }

  private mutating func noteMove(
    _ change: CalendarText.Event, _ date: CivilDate, _ old: CalendarTime, isOurs: Bool
  ) throws(ImportRefusal) {
    let isPast = date < context.today
    let count = notes.count
    var new: CalendarTime?
    do throws(ImportRefusal) {
      if let begin = change.first("DTSTART") { new = try time(begin) }
    } catch {
      guard isPast else { throw error }
    }
    var once: Recurrence?
    if case .local(let local, let zone) = new, local.date >= context.today {
      once = .once(on: local.date, at: local.time, in: zone)
    }
    guard !isPast || once != nil else {
      notes.removeLast(notes.count - count)
      return
    }
    guard isOurs else {
      notes.append(
        Note(
          line: change.number, what: "the rule has no \(date) (RECURRENCE-ID): left out",
          fix: once.map { "add `\($0)` if it is a meeting" }))
      return
    }
    if case .day(let day) = new {
      notes.append(
        Note(
          line: change.number,
          what: "\(date) is moved to all of \(day), which is left out: it stays where it was",
          fix: "write it with a time if it is a meeting"))
      return
    }
    guard case .local(let local, let zone) = new, new?.instant != old.instant else {
      notes.append(
        Note(
          line: change.number, what: "\(date) has a text or a length of its own: left out"))
      return
    }
    let add = isPast ? once.map { "add `\($0)`" } : nil
    notes.append(
      Note(
        line: change.number,
        what: "\(date) is moved to \(local) \(zone), which is left out: it stays where it was",
        fix: add ?? "move it by `convened move` once this is loaded"))
  }

  /// Ours are skipped by date, and a day may have times that are held.
  mutating func noteOtherTimes(of recurrence: Recurrence) {
    for (date, left) in gone.sorted(by: { $0.key < $1.key }) where date >= context.today {
      guard let held = left.held(on: date, of: recurrence) else { continue }
      notes.append(
        Note(
          line: left.line,
          what: "all of \(date) is skipped, \(held.local.time) as well, which is not left out",
          fix: "make a meeting of each time of day, and skip the date in one"))
    }
  }
}

extension EventReader.Gone {
  /// A time of the day that is not among them.
  fileprivate func held(on date: CivilDate, of recurrence: Recurrence) -> Recurrence.Occurrence? {
    guard let first = instants.min() else { return nil }
    if let before = recurrence.previous(before: first), before.date == date { return before }
    var next = recurrence.next(after: first)
    while let time = next, time.date == date {
      if !instants.contains(time.instant) { return time }
      next = recurrence.next(after: time.instant)
    }
    return nil
  }
}

extension CalendarTime {
  /// The date in a zone, and as it is written.
  fileprivate func dates(in zone: ZoneRules) -> [CivilDate] {
    if case .local(let local, _) = self { [date(in: zone), local.date] } else { [date(in: zone)] }
  }
}
