import Cadence
import Meetings

/// What is looked at for each mentorship.
extension Advice {
  func adviseOnIssue(_ pair: Pair) {
    let labels = pair.practice.program.labels
    guard let first = labels.first, !accepts(.labelNotAccepted, pair) else { return }
    guard let label = pair.practice.label else {
      findings.add(
        .labelNotAccepted, pair.practice.place, "\(pair.name) has no `label`",
        fix: "write that of its issue, `label: \(first)`")
      return
    }
    guard !labels.contains(label.text) else { return }
    let near = nearest(to: label.text, among: labels, count: 1).first
    findings.add(
      .labelNotAccepted, label.place,
      "\(label.text.shown) is none of the `accepted labels` of \(pair.practice.program.id)",
      fix: "write `\(near ?? first)` once the issue has it")
  }

  /// What a program requires and a mentorship does not say.
  func adviseOnWishes(_ pair: Pair) {
    let one = pair.practice
    func adviseOnLack(of what: String, _ check: ProcessCheck, _ fix: String) {
      guard !accepts(check, pair) else { return }
      findings.add(check, one.place, "\(pair.name) has no \(what)", fix: fix)
    }
    let requires = one.program.requires
    if requires.contains(.commitment) {
      if let given = one.commitment {
        if given.hours.isSmall, !accepts(.smallCommitment, pair) {
          findings.add(
            .smallCommitment, given.place, "\(pair.name) has \(given.text)",
            fix: "write `\(Commitment.least)h/week` or more once it is agreed")
        }
      } else {
        adviseOnLack(
          of: "`commitment`", .noCommitment, "write `commitment: \(Commitment.least)h/week`")
      }
    }
    if requires.contains(.goals), !one.hasGoals {
      adviseOnLack(of: "`goals`", .noGoals, "write `goals: …`")
    }
    if requires.contains(.deadline), !one.hasDeadline {
      adviseOnLack(
        of: "task with a `due`", .noDeadline,
        "write one under `tasks`, such as `{ first-milestone: { do: …, who: mentee, due: … } }`")
    }
    if requires.contains(.video), pair.series.link == nil {
      adviseOnLack(of: "`link`", .noVideoLink, "write `link: https://…` here or in `one-on-one`")
    }
  }

  // MARK: How often

  /// Monthly is regular, and months differ in length.
  private static let gapMax = 35
  private static let datesMax = 1_000

  func adviseOnMeetings(_ pair: Pair) {
    guard let place = pair.practice.when else { return }
    let dates = pair.series.recurrence.occurrences(after: .distantPast).prefix(Self.datesMax)
      .map(\.date).filter { pair.series.skips[$0] == nil }
    if pair.isLong, let gap = longestGap(between: dates, of: pair),
      gap.days > Self.gapMax || dates.count < 2
    {
      guard !accepts(.noRegularMeetings, pair) else { return }
      let days = pair.days
      findings.add(
        .noRegularMeetings, place,
        "\(pair.name) is from \(days.lowerBound) to \(days.upperBound), and does not meet "
          + "between \(gap.from) and \(gap.until)",
        fix: "let them meet until the end, at least every month")
    } else if !Self.isWeekly(dates), !accepts(.noWeeklyMeeting, pair) {
      findings.add(
        .noWeeklyMeeting, place, "\(pair.name) meets more rarely",
        fix: "write a sentence such as `Thursday 14:00 UTC`")
    }
  }

  /// The longest time without a meeting; before the first only where nobody wrote `starting:`.
  private func longestGap(
    between dates: [CivilDate], of pair: Pair
  ) -> (from: CivilDate, until: CivilDate, days: Int)? {
    let begin = pair.practice.hasStarting ? [] : [pair.days.lowerBound]
    let end = dates.count < Self.datesMax ? [pair.days.upperBound] : []
    let all = begin + dates + end
    return zip(all, all.dropFirst()).map { ($0, $1, $1.daysSince1970 - $0.daysSince1970) }
      .max { $0.2 < $1.2 }
  }

  /// Most meetings are a week after the last one, or less: a week left out now and then is none of
  /// our business.
  private static func isWeekly(_ dates: [CivilDate]) -> Bool {
    let gaps = zip(dates, dates.dropFirst()).map { $1.daysSince1970 - $0.daysSince1970 }
    return gaps.count { $0 <= 7 } * 2 > gaps.count
  }
}

/// What several mentorships have from their program is said once, where it stands.
extension Advice {
  func adviseOnMentors() {
    let lonely = pairs.filter { $0.mentorship.mentors.count == 1 && !accepts(.oneMentor, $0) }
    for (place, pairs) in Self.grouped(lonely, by: \.practice.mentorsPlace) {
      let mentor = pairs.first?.mentorship.mentors.first?.name ?? ""
      findings.add(
        .oneMentor, place, "\(mentor) is alone with \(Self.listed(pairs))",
        fix: "name a second one in `mentors`")
    }
  }

  func adviseOnLength() {
    let long = pairs.filter {
      $0.series.duration > ProgramsReader.duration && !accepts(.longMeeting, $0)
    }
    for (place, pairs) in Self.grouped(long, by: \.practice.durationPlace) {
      let length = pairs.first?.series.duration ?? .zero
      findings.add(
        .longMeeting, place, "\(length) for \(Self.listed(pairs))",
        fix: "shorten it to \(ProgramsReader.duration)")
    }
  }

  func adviseOnChannels() {
    let hidden = pairs.filter {
      !$0.series.channels.isEmpty && practice.membersOnly.isSuperset(of: $0.series.channels)
        && !$0.practice.hasIssue && !accepts(.onlyPrivateChannels, $0)
    }
    for (place, pairs) in Self.grouped(hidden, by: \.practice.program.notify) {
      let names = pairs.first?.series.channels.map { "`\($0.name)`" } ?? []
      findings.add(
        .onlyPrivateChannels, place,
        "\(alternatives(names, "and")) \(names.count == 1 ? "is" : "are") for members only, and "
          + "\(Self.listed(pairs)) \(pairs.count == 1 ? "has" : "have") no `issue`",
        fix: "add a channel that everybody may read or an `issue`")
    }
  }

  private static func grouped(
    _ pairs: [Pair], by place: (Pair) -> Place?
  ) -> [(place: Place, pairs: [Pair])] {
    Dictionary(grouping: pairs, by: { place($0) ?? $0.practice.place })
      .map { ($0.key, $0.value) }
  }
}

extension Advice.Pair {
  /// From 1 May to 1 July are two months, to 2 July it is longer.
  var isLong: Bool { days.lowerBound.adding(months: 2) < days.upperBound }
}
