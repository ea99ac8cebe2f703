import Cadence
import Meetings

/// Holds what was written against the process checks. What is over is past mending and left alone.
struct Advice {
  let practice: Practice
  let community: Community
  let today: CivilDate
  let findings = Findings()

  /// A mentorship that was read and is not over.
  struct Pair {
    let practice: PairPractice
    let series: Series
    let mentorship: Mentorship

    var name: String { "\(series.id)" }
    var days: ClosedRange<CivilDate> { mentorship.term.lowerBound...mentorship.lastDay }
  }

  let pairs: [Pair]

  init(_ practice: Practice, _ community: Community, today: CivilDate) {
    (self.practice, self.community, self.today) = (practice, community, today)
    pairs = practice.pairs.compactMap { one in
      guard let series = one.series, let mentorship = series.mentorship,
        mentorship.lastDay >= today
      else { return nil }
      return Pair(practice: one, series: series, mentorship: mentorship)
    }
  }

  /// Everything that was found, by place.
  func problems() -> [Problem] {
    // Where nobody has either role, roles are kept elsewhere.
    let keepsRoles = community.people.values.contains { !$0.roles.isDisjoint(with: Self.roles) }
    for person in practice.people {
      if keepsRoles { adviseOnRole(person) }
      adviseOnDomains(person)
      adviseOnCapacity(person)
      adviseOnNames(person)
    }
    for program in practice.programs { adviseOnConduct(program) }
    for pair in pairs {
      adviseOnIssue(pair)
      adviseOnWishes(pair)
      adviseOnMeetings(pair)
    }
    for meeting in practice.meetings {
      adviseOnAnnouncement(meeting)
      adviseOnTalks(meeting)
      adviseOnEvening(meeting)
    }
    adviseOnMentors()
    adviseOnLength()
    adviseOnChannels()
    adviseOnConflicts()
    adviseOnTeams()
    adviseOnVotes()
    return findings.sorted()
  }

  func accepts(_ check: ProcessCheck, _ pair: Pair) -> Bool {
    pair.practice.accepted.contains(check) || accepts(check, pair.practice.program)
  }

  private func accepts(_ check: ProcessCheck, _ program: ProgramPractice) -> Bool {
    program.accepted.contains(check) || practice.accepted.contains(check)
  }

  private func accepts(_ check: ProcessCheck, _ person: PersonPractice) -> Bool {
    person.accepted.contains(check) || practice.accepted.contains(check)
  }

  // MARK: People

  private static let roles: Set<String> = ["committer", "maintainer"]

  private func adviseOnRole(_ person: PersonPractice) {
    guard let roles = community.people[person.id]?.roles, roles.isDisjoint(with: Self.roles),
      !accepts(.mentorWithoutRole, person)
    else { return }
    let mentored = pairs.filter {
      $0.mentorship.mentors.contains(person.id) && !accepts(.mentorWithoutRole, $0)
    }
    guard !mentored.isEmpty else { return }
    findings.add(
      .mentorWithoutRole, person.place,
      "\(person.id) mentors \(Self.listed(mentored)) and is neither committer nor maintainer",
      fix: "add `maintainer` to `roles` if they are one")
  }

  /// None of what they know about is among what a mentorship is about.
  private func adviseOnDomains(_ person: PersonPractice) {
    guard !person.domains.isEmpty, !accepts(.mentorOutsideDomains, person) else { return }
    for pair in pairs where pair.mentorship.mentors.contains(person.id) {
      guard let about = pair.practice.about, !about.words.isEmpty,
        Set(about.words).isDisjoint(with: person.domains), !accepts(.mentorOutsideDomains, pair)
      else { continue }
      let known = alternatives(person.domains.map { "`\($0)`" }, "and")
      let wanted = alternatives(about.words.map { "`\($0)`" }, "and")
      findings.add(
        .mentorOutsideDomains, about.place,
        "\(pair.name) is about \(wanted), and \(person.id) knows about \(known)",
        fix: "name another mentor or add to their `domains`")
    }
  }

  /// The most mentees that there are on one day, from today on.
  private func adviseOnCapacity(_ person: PersonPractice) {
    guard let accepting = person.accepting, !accepts(.tooManyMentees, person) else { return }
    let mentored = pairs.filter { $0.mentorship.mentors.contains(person.id) }
    let days = Set(mentored.map { max($0.days.lowerBound, today) }).sorted()
    let counts = days.map { day -> (day: CivilDate, pairs: [Pair], mentees: Int) in
      let running = mentored.filter { $0.days.contains(day) }
      return (day, running, Set(running.flatMap(\.mentorship.mentees)).count)
    }
    guard let most = counts.map(\.mentees).max(), most > accepting.count,
      let first = counts.first(where: { $0.mentees == most })
    else { return }
    findings.add(
      .tooManyMentees, accepting.place,
      "\(person.id) accepts \(accepting.count) and has \(most) as of \(first.day), in "
        + Self.listed(first.pairs),
      fix: "write `accepting: \(most)` or find another mentor")
  }

  private func adviseOnNames(_ person: PersonPractice) {
    guard let github = person.github, !accepts(.anotherChatName, person) else { return }
    for chat in person.chats where chat.name.bareHandle != github.bareHandle {
      findings.add(
        .anotherChatName, chat.place,
        "\(person.id) is \(chat.name.shown) on \(chat.service) and \(github.shown) on GitHub",
        fix: "mend it if it is a typo")
    }
  }

  // MARK: Programs

  private func adviseOnConduct(_ program: ProgramPractice) {
    let isOver =
      (program.lastDay.map { $0 < today } ?? false)
      && !pairs.contains { $0.practice.program.id == program.id }
    guard !isOver, !program.hasCodeOfConduct, practice.codeOfConduct == nil,
      !accepts(.noCodeOfConduct, program)
    else { return }
    findings.add(
      .noCodeOfConduct, program.place, "\(program.id) links none",
      fix: "write `code of conduct: https://…` in the program or at the top level")
  }

  /// "summer.ana, summer.cai and 3 more".
  static func listed(_ pairs: [Pair]) -> String {
    let names = pairs.map(\.name)
    return alternatives(
      names.count > 3 ? names.prefix(2) + ["\(names.count - 2) more"] : names, "and")
  }
}
