package import Cadence

/// A meeting beside the rule that one of a pair asks the other side for.
///
/// It is a task of the other side: done, it suits them, and its date is one of the series' dates;
/// dropped, it does not. docs/decisions/0048-meetings-on-demand.md
package struct MeetingRequest: Sendable, Hashable {
  package let id: TaskID
  /// When the meeting is to begin.
  package let start: Instant
  package let asker: PersonID
  /// In the asker's words, on one line.
  package let about: String
  package let askedAt: Instant

  package init(id: TaskID, start: Instant, asker: PersonID, about: String, askedAt: Instant) {
    self.id = id
    self.start = start
    self.asker = asker
    self.about = about
    self.askedAt = askedAt
  }

  /// The same, where a clock that ran ahead wrote it.
  package func known(by now: Instant) -> MeetingRequest {
    MeetingRequest(
      id: id, start: start, asker: asker, about: about, askedAt: min(askedAt, now))
  }

  /// The name of a request for a local time of the meeting's zone: `series/ask-2027-04-15T0900`.
  static func id(_ series: SeriesID, _ local: CivilDateTime) -> TaskID {
    let day = OccurrenceID(series: series, date: local.date, time: local.time).day
    return TaskID(series: series, key: "ask-\(day)")
  }

  /// Until then it waits for an answer. Whoever asked has an hour to hear of it.
  package var due: Instant { start - .hours(1) }
  /// How long before the meeting it is asked for at the latest: there is an hour to answer.
  static let leadMin = Seconds.hours(2)
  /// So many of one pair may wait for an answer.
  static let openMax = 5

  /// Whether whoever asked may still want to know that there is no answer.
  func isInMind(at now: Instant) -> Bool { now < start + .days(1) }

  /// What the other side has to do about it; nil where the asker is of neither side by now.
  fileprivate func plan(of series: Series, in community: Community) -> TaskPlan? {
    guard let mentorship = series.mentorship, mentorship.pair.contains(asker) else { return nil }
    let others = mentorship.mentees.contains(asker) ? mentorship.mentors : mentorship.mentees
    let reminders = [Lead.days(7), .days(1)].filter {
      // Nobody is reminded of what they heard of a moment ago.
      $0.instant(before: due, in: series.zone) >= askedAt + .hours(12)
    }
    return TaskPlan(
      id: id, text: "\(community.name(of: asker)) asks to meet: \(about)",
      owners: others.map { .person($0) },
      // A second later: what was due by then may have been dealt with in this very second.
      opens: .at(askedAt + .seconds(1)), due: .at(due), reminders: reminders)
  }
}

extension Community {
  /// What is configured, and what pairs asked for: the one place where the two become one, so that
  /// nothing else has to look for dates in a second place.
  ///
  /// A request for a pair, or for a day, that is not in the configuration is not in this either,
  /// nor one that nobody has answered for a time that it skips, or has itself by now.
  func including(
    _ requests: [TaskID: MeetingRequest], as records: [TaskID: TaskRecord]
  ) -> Community {
    var whole = self
    for request in requests.values.sorted(by: { $0.id < $1.id }) {
      guard var series = whole.series[request.id.series],
        case let day = series.zone.local(at: request.start).date,
        series.mentorship?.days.contains(day) == true,
        // What is written there has the name.
        tasks[request.id] == nil, let plan = request.plan(of: series, in: self)
      else { continue }
      switch records[request.id]?.settlement?.sort {
      case .done:
        series.ask(for: request.start)
        whole.series[series.id] = series
      case nil where series.skips[day] != nil,
        nil where series.regular.contains(request.start):
        continue
      case nil, .dropped: break
      }
      whole.tasks[request.id] = plan
    }
    return whole
  }
}
