import Cadence
import Meetings

/// What is looked at for meetings of talks, and for those that are announced.
extension Advice {
  private static let lengths = Seconds.minutes(15)...Seconds.minutes(20)
  /// Local hours at which it may begin.
  private static let evening = 16..<23

  func accepts(_ check: ProcessCheck, _ meeting: MeetingPractice) -> Bool {
    meeting.accepted.contains(check) || practice.accepted.contains(check)
  }

  /// The next date; nil where it is over.
  private func next(_ meeting: MeetingPractice) -> Instant? {
    meeting.series.recurrence.next(after: today.midnight - .seconds(1))?.instant
  }

  func adviseOnAnnouncement(_ meeting: MeetingPractice) {
    let series = meeting.series
    guard let place = meeting.announcement, next(meeting) != nil,
      !accepts(.unfinishedAnnouncement, meeting)
    else { return }
    let lacks = series.lacks.map(Self.named)
    guard let first = lacks.first else { return }
    findings.add(
      .unfinishedAnnouncement, place,
      "\(series.id) lacks \(alternatives(lacks.map(\.what), "and"))", fix: first.fix)
  }

  /// What it lacks, and what to write.
  private static func named(_ lack: Lack) -> (what: String, fix: String) {
    switch lack {
    case .agenda: ("an agenda", "write `talks:` or `agenda:`")
    case .talk(let title): ("the talk \(title.shown)", "write it under `talks:`")
    case .description(let talk):
      ("the description of \(talk.shown)", "write `description: …` in the talk")
    case .outline(let talk): ("the outline of \(talk.shown)", "write `outline: […]` in the talk")
    case .time(let talks, _): ("time for the talks", "write `duration: \(talks)`")
    case .join: ("how to join", "write `link: https://…`")
    case .codeOfConduct: ("a Code of Conduct", "write `code of conduct: https://…`")
    case .audience: ("for whom it is", "write `for: …`")
    }
  }

  func adviseOnTalks(_ meeting: MeetingPractice) {
    guard next(meeting) != nil, !accepts(.talkLength, meeting) else { return }
    for (talk, place) in zip(meeting.series.talks, meeting.talks)
    where !talk.isLearnings && !Self.lengths.contains(talk.duration) {
      findings.add(
        .talkLength, place, "\(talk.title.shown) takes \(talk.duration)",
        fix: "write `duration: \(Self.lengths.upperBound)`")
    }
  }

  /// In the time zone of each who is invited.
  func adviseOnEvening(_ meeting: MeetingPractice) {
    let series = meeting.series
    guard !series.talks.isEmpty, let start = next(meeting), !accepts(.notInTheEvening, meeting)
    else { return }
    let date = series.zone.local(at: start).date
    let others = community.audience(of: series, on: date).everyone.sorted().compactMap {
      id -> String? in
      guard let person = community.people[id] else { return nil }
      let local = person.zone.local(at: start)
      return Self.evening.contains(local.time.hour) ? nil : "\(local.time) for \(id)"
    }
    guard !others.isEmpty else { return }
    let shown = others.count > 3 ? others.prefix(2) + ["\(others.count - 2) more"] : others
    findings.add(
      .notInTheEvening, meeting.when, "\(series.id) begins at \(alternatives(shown, "and"))",
      fix: "choose another time if there is a better one")
  }
}
