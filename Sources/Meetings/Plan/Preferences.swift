package import Cadence

/// How a person wants to hear of meetings. Invitations, changes and cancellations reach everyone
/// by mail, whatever stands here.
package struct Preferences: Hashable, Sendable {
  package enum Reminders: Hashable, Sendable {
    /// As each meeting's `remind:` says.
    case each
    case none
    /// One message with all meetings until the next one.
    case digest(Digest)
  }
  package var reminders: Reminders
  /// What is a mere nudge waits until they are over.
  package var quiet: DayHours?
  /// Where nudges go instead of mail: the person's own channel.
  package var channel: ChannelID?

  package init(
    reminders: Reminders = .each, quiet: DayHours? = nil, channel: ChannelID? = nil
  ) {
    self.reminders = reminders
    self.quiet = quiet
    self.channel = channel
  }

  package var digest: Digest? {
    if case .digest(let digest) = reminders { digest } else { nil }
  }
}

extension Person {
  /// When this person's next digest is due after an instant: one that falls into quiet hours is due
  /// at their end, and says what is ahead then. Nil for whoever gets none.
  package func nextDigest(after instant: Instant) -> Instant? {
    guard let digest = preferences.digest else { return nil }
    var due = digest.next(after: instant - .days(1), in: zone)
    while awake(due) <= instant { due = digest.next(after: due, in: zone) }
    return awake(due)
  }

  /// When the latest one was due, up to an instant.
  package func latestDigest(through instant: Instant) -> Instant? {
    guard let digest = preferences.digest else { return nil }
    var due = digest.latest(through: instant, in: zone)
    while awake(due) > instant { due = digest.latest(through: due - .seconds(1), in: zone) }
    return awake(due)
  }

  /// The instant itself, or the end of the quiet hours that it falls into.
  package func awake(_ instant: Instant) -> Instant {
    preferences.quiet?.end(at: instant, in: zone) ?? instant
  }
}

/// When somebody's digest comes, by their own clock.
package struct Digest: Hashable, Sendable {
  /// Nil: every day.
  package var weekday: Weekday?
  package var time: CivilTime

  package init(weekday: Weekday? = nil, time: CivilTime) {
    self.weekday = weekday
    self.time = time
  }

  /// The first one after an instant.
  package func next(after instant: Instant, in zone: ZoneRules) -> Instant {
    rule(in: zone).next(after: instant)?.instant ?? .distantFuture
  }

  /// The last one up to an instant.
  package func latest(through instant: Instant, in zone: ZoneRules) -> Instant {
    rule(in: zone).previous(before: instant + .seconds(1))?.instant ?? .distantPast
  }

  private func rule(in zone: ZoneRules) -> Recurrence {
    .weekly(weekday.map { [$0] } ?? Weekday.allCases, at: time, in: zone)
  }
}

/// Hours of every day, by a person's own clock; they may span midnight.
package struct DayHours: Hashable, Sendable {
  package var from: CivilTime
  package var until: CivilTime

  package init(from: CivilTime, until: CivilTime) {
    self.from = from
    self.until = until
  }

  /// Those that begin on a date.
  func span(on date: CivilDate, in zone: ZoneRules) -> Range<Instant>? {
    let begin = zone.instant(date, at: from)
    let end = zone.instant(from < until ? date : date.dayAfter, at: until)
    return begin < end ? begin..<end : nil
  }

  /// When the quiet that an instant falls into is over; nil outside of it.
  package func end(at instant: Instant, in zone: ZoneRules) -> Instant? {
    let local = zone.local(at: instant)
    let isQuiet =
      from < until
      ? from <= local.time && local.time < until : from <= local.time || local.time < until
    guard isQuiet else { return nil }
    let date = local.time < until ? local.date : local.date.adding(days: 1)
    let end = zone.resolve(CivilDateTime(date: date, time: until)).instant(gap: .shiftForward)
    return end.flatMap { $0 > instant ? $0 : nil }
  }
}
