package import Cadence

/// A pair that has not met for long.
package struct Silence: Hashable, Sendable {
  /// When it met last, or when the mentorship began or became known.
  package let since: Instant
  /// When that is told.
  package let at: Instant
  /// How many of its meetings were to take place since then.
  package let missed: Int
  package let next: Instant?
  package let readers: [PersonID]
}

/// What is told of a pair beside its meetings.
extension Announcing {
  /// To whoever looks after the program, once for each time that it has lasted as long again.
  func report(_ silence: Silence, of occurrence: Occurrence, into turn: inout Turn) {
    tell(
      silence.readers, .silence, "\(silence.at)", of: occurrence, until: now + .days(7), into: &turn
    ) { facts, zone in
      facts.agenda = nil
      facts.thread = nil
      facts.note = .silence(
        since: moment(silence.since, for: zone), missed: silence.missed,
        next: silence.next.map { moment($0, for: zone) })
    }
  }

  /// To both sides, once for each last day.
  func thank(next: Instant?, of occurrence: Occurrence, into turn: inout Turn) {
    guard let mentorship = series.mentorship else { return }
    let meeting = community.handOver(of: mentorship)
    tell(
      mentorship.pair, .completion, "\(mentorship.lastDay)", of: occurrence,
      until: now + .days(14), into: &turn
    ) { facts, zone in
      facts.agenda = nil
      facts.note = .completion(
        lastDay: mentorship.lastDay,
        handOver: meeting.map { meeting in
          HandOver(
            title: meeting.title, next: next.map { moment($0, for: zone) }, link: meeting.link)
        })
    }
  }

  /// With each meeting the next, in the order in which they are written, and then from the first
  /// on again.
  func tip(for reader: Person, of occurrence: Occurrence) -> String? {
    guard let mentorship = series.mentorship, mentorship.mentees.contains(reader.id),
      !mentorship.tips.isEmpty
    else { return nil }
    let begin = series.zone.instant(mentorship.term.lowerBound, at: .midnight)
    let before = series.recurrence.count(in: begin..<max(begin, occurrence.ruledInstant))
    return mentorship.tips[before % mentorship.tips.count]
  }

  /// With each of the other side, on the day of a meeting.
  func sharedHours(of reader: Person, around start: Instant) -> [SharedHours]? {
    guard let mentorship = series.mentorship, reader.absence(at: start) == nil else { return nil }
    let others =
      mentorship.mentors.contains(reader.id) ? mentorship.mentees : mentorship.mentors
    let date = reader.zone.local(at: start).date
    let shared = others.sorted().compactMap { id -> SharedHours? in
      guard let other = community.people[id], other.absence(at: start) == nil,
        let span = reader.sharedHours(with: other, on: date)
      else { return nil }
      return SharedHours(
        with: mentorship.pair.count > 2 ? other.name : nil,
        from: moment(span.lowerBound, for: reader.zone),
        until: moment(span.upperBound, for: reader.zone))
    }
    return shared.isEmpty ? nil : shared
  }
}
