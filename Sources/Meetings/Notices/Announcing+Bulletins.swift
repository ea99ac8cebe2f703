import Cadence

/// What is sent by the calendar and not by the life of one meeting.
extension Announcing {
  /// One message with a person's meetings until the next one.
  ///
  /// - Parameters:
  ///   - due: when it was to be sent: that is what makes it another than yesterday's.
  ///   - first: the row of the first of the meetings, under whose name it is kept.
  func digest(
    _ meetings: [Upcoming], to person: Person, due: Instant, until: Instant,
    first: Occurrence, into turn: inout Turn
  ) {
    let edition = "digest \(due)"
    tell([person.id], .digest, edition, of: first, until: until, into: &turn) { facts, zone in
      facts.agenda = nil
      facts.thread = nil
      facts.digest = DigestFacts(
        meetings: meetings.map { meeting in
          let series = community.series[meeting.id.series]
          return DigestFacts.Meeting(
            occurrence: meeting.id, title: meeting.title,
            start: moment(meeting.start.instant, for: zone),
            end: moment(meeting.end.instant, for: zone), link: series?.link, place: series?.place,
            items: meeting.items, cutoff: meeting.cutoff.map { moment($0.instant, for: zone) })
        }, until: moment(until, for: zone))
    }
  }

  /// Once per meeting and hour: that is what the edition names.
  func warn(
    _ people: [PersonID], of shift: ClockShift, _ occurrence: Occurrence, into turn: inout Turn
  ) {
    let until = occurrence.start - .seconds(1)
    tell(
      people, .clockChange, "\(occurrence.start)", of: occurrence, until: until, into: &turn
    ) { facts, zone in
      facts.note = .clockChange(
        usual: moment(shift.usual, for: zone), meeting: moment(occurrence.start, for: shift.zone),
        back: shift.back.map { moment($0, for: zone) })
    }
  }
}
