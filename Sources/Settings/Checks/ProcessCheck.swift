/// A rule by which communities mentor, and which `check` holds a configuration against.
///
/// The one table of them: `accept:` takes their names, and messages and docs/checks.md say their
/// words.
package enum ProcessCheck: String, CaseIterable, Sendable {
  case mentorWithoutRole = "mentor without role"
  case mentorOutsideDomains = "mentor outside domains"
  case noIssue = "no issue"
  case labelNotAccepted = "label not accepted"
  case noCommitment = "no commitment"
  case smallCommitment = "small commitment"
  case noGoals = "no goals"
  case noDeadline = "no deadline"
  case tooManyMentees = "too many mentees"
  case anotherChatName = "another chat name"
  case oneMentor = "one mentor"
  case noWeeklyMeeting = "no weekly meeting"
  case noRegularMeetings = "no regular meetings"
  case noVideoLink = "no video link"
  case longMeeting = "long meeting"
  case noCodeOfConduct = "no code of conduct"
  case onlyPrivateChannels = "only private channels"
  case unfinishedAnnouncement = "unfinished announcement"
  case talkLength = "talk length"
  case notInTheEvening = "not in the evening"
  case sameRoom = "same room"
  case sameAccount = "same account"
  case samePerson = "same person"
  case groupWithoutConduct = "group without code of conduct"
  case sameDocument = "same document"
  case labelPrefix = "label prefix"
  case candidateTooEarly = "candidate too early"
  case noSponsor = "no sponsor"

  /// Where `accept:` may stand: what is accepted there is so for everything below it.
  package enum Level: String, Sendable {
    case person, group, meeting, mentorship, program, vote
    case community = "top level"
  }

  package struct Row: Sendable {
    /// In the words of communities that have it, without a full stop.
    package let rule: String
    /// Which configurations are looked at.
    package let scope: String
    package let levels: [Level]
    package var severity = Problem.Severity.warning
  }

  package var row: Row {
    switch self {
    case .mentorWithoutRole:
      Row(
        rule: "mentors are committers or maintainers of the project",
        scope: "where somebody has the role `committer` or `maintainer`",
        levels: [.person, .mentorship, .program, .community])
    case .mentorOutsideDomains:
      Row(
        rule: "mentors know the area of the issue that they are assigned to",
        scope: "where a mentor has `domains`, and a mentorship `about`",
        levels: [.person, .mentorship, .program, .community])
    case .noIssue:
      Row(
        rule: "mentors are assigned to issues instead of mentees", scope: "`requires: issue`",
        levels: [.mentorship], severity: .error)
    case .labelNotAccepted:
      Row(
        rule: "an issue is approved by the maintainers before anybody is assigned to it",
        scope: "where a program has `accepted labels`", levels: [.mentorship])
    case .noCommitment:
      Row(
        rule: "mentees say how much time they have before they ask for a mentor",
        scope: "`requires: commitment`", levels: [.mentorship])
    case .smallCommitment:
      Row(
        rule: "at least \(Commitment.least) hours a week are needed",
        scope: "`requires: commitment`", levels: [.mentorship])
    case .noGoals:
      Row(
        rule: "mentees say what they aim to gain and which areas they want to focus on",
        scope: "`requires: goals`", levels: [.mentorship])
    case .noDeadline:
      Row(
        rule: "mentee and mentor set a timeline with at least one deadline",
        scope: "`requires: deadline`", levels: [.mentorship])
    case .tooManyMentees:
      Row(
        rule: "mentors say how many mentees they have enough time for",
        scope: "where a person has `accepting`", levels: [.person])
    case .anotherChatName:
      Row(
        rule: "the name in chats is permanent, preferably the same as on GitHub",
        scope: "where a person has `github`, and `matrix` or `irc`", levels: [.person, .community])
    case .oneMentor:
      Row(
        rule: "a weekly meeting with two mentors is highly recommended", scope: "always",
        levels: [.mentorship, .program, .community])
    case .noWeeklyMeeting:
      Row(
        rule: "a weekly meeting is highly recommended", scope: "always",
        levels: [.mentorship, .program, .community])
    case .noRegularMeetings:
      Row(
        rule: "what takes longer than two months needs regular one-on-one sessions",
        scope: "where a mentorship is longer than that",
        levels: [.mentorship, .program, .community])
    case .noVideoLink:
      Row(
        rule: "the first one-on-one is by video", scope: "`requires: video`", levels: [.mentorship])
    case .longMeeting:
      Row(
        rule: "a weekly one-on-one is likely 30 minutes", scope: "always",
        levels: [.mentorship, .program, .community], severity: .note)
    case .noCodeOfConduct:
      Row(
        rule: "everybody in a program reads and acknowledges its code of conduct",
        scope: "always", levels: [.program, .community])
    case .onlyPrivateChannels:
      Row(
        rule: "what is said about the project is said where others find it",
        scope: "where every channel of the 1:1s is `members only`, and there is no `issue`",
        levels: [.mentorship, .program, .community])
    case .unfinishedAnnouncement:
      Row(
        rule: "an announcement has the agenda, when it is, how to join, the Code of Conduct and "
          + "for whom it is",
        scope: "where a meeting has `announce`", levels: [.meeting])
    case .talkLength:
      Row(
        rule: "a talk takes 15 to 20 minutes, and five more for questions",
        scope: "where a meeting has `talks`", levels: [.meeting, .community])
    case .notInTheEvening:
      Row(
        rule: "a meetup is in the evening", scope: "where a meeting has `talks`",
        levels: [.meeting, .community])
    case .sameRoom:
      Row(
        rule: "a room holds one meeting at a time, and needs a break between two",
        scope: "where two have the same `link` or `place`",
        levels: [.meeting, .mentorship, .program, .community])
    case .sameAccount:
      Row(
        rule: "an account holds one meeting at a time, and needs a break between two",
        scope: "where two have the same `account`",
        levels: [.meeting, .mentorship, .program, .community])
    case .samePerson:
      Row(
        rule: "nobody is in two meetings at a time",
        scope: "of hosts who are alone, and of pairs",
        levels: [.meeting, .mentorship, .program, .community])
    case .groupWithoutConduct:
      Row(
        rule: "everybody in a group agrees to abide by its code of conduct",
        scope: "of groups that have a `kind`", levels: [.group, .community])
    case .sameDocument:
      Row(
        rule: "each group has a document of its own", scope: "of groups that have a `kind`",
        levels: [.group, .community])
    case .labelPrefix:
      Row(
        rule: "the label of a group says what it is", scope: "where a group is a `sig` or a `wg`",
        levels: [.group, .community])
    case .candidateTooEarly:
      Row(
        rule: "whoever is nominated for a level has the one below",
        scope: "where a vote `nominates` somebody, and there are `levels`",
        levels: [.vote, .community])
    case .noSponsor:
      Row(
        rule: "whoever has the highest level sponsors whoever is to have it",
        scope: "where a vote `nominates` somebody for the last of `levels`",
        levels: [.vote, .community])
    }
  }
}

/// What a program may require of each of its mentorships.
enum Requirement: String, CaseIterable { case issue, commitment, goals, video, deadline }

extension Field {
  /// `accept:` one name or a list of them; what cannot be accepted there is reported.
  func accepted(at level: ProcessCheck.Level) -> Set<ProcessCheck> {
    let elements = oneOrMore("a check's name or a list of them", example: "[one mentor]") ?? []
    return Set(elements.compactMap { $0.check(at: level) })
  }

  private func check(at level: ProcessCheck.Level) -> ProcessCheck? {
    let here = ProcessCheck.allCases.filter { $0.row.levels.contains(level) }.map(\.rawValue)
    guard let text = text(example: here[0]) else { return nil }
    guard let check = ProcessCheck(rawValue: text) else {
      let near = nearest(to: text, among: ProcessCheck.allCases.map(\.rawValue))
      error(
        "`\(name)`: there is no check \(text.shown)",
        fix: near.isEmpty
          ? "known are \(alternatives(here.map { "`\($0)`" }, "and"))" : write(near))
      return nil
    }
    guard check.row.levels.contains(level) else {
      error(
        "`\(name)`: \(text.shown) cannot be accepted "
          + (level == .community ? "at the top level" : "under a \(level.rawValue)"),
        fix: "move it to \(alternatives(check.row.levels.map { "the \($0.rawValue)" }))")
      return nil
    }
    return check
  }
}

extension ProcessCheck {
  /// "under the mentorship, the program or at the top level".
  var places: String {
    "under "
      + alternatives(row.levels.map { ($0 == .community ? "at the " : "the ") + $0.rawValue })
  }
}
