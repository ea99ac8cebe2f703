import Cadence
import Meetings

/// What is looked at for standing groups and for votes.
extension Advice {
  func adviseOnTeams() {
    let teams = practice.teams.filter { isOpen($0) }
    for team in teams {
      adviseOnLabel(team)
      if !team.hasCodeOfConduct, practice.codeOfConduct == nil, !accepts(.groupWithoutConduct, team)
      {
        findings.add(
          .groupWithoutConduct, team.place, "\(team.name) links none",
          fix: "write `code of conduct: https://…` in the group or at the top level")
      }
    }
    adviseOnDocuments(teams)
  }

  /// What has ended is past mending.
  private func isOpen(_ practice: TeamPractice) -> Bool {
    community.teams[practice.name].map { !$0.hasEnded(on: today) } ?? false
  }

  private func accepts(_ check: ProcessCheck, _ team: TeamPractice) -> Bool {
    team.accepted.contains(check) || practice.accepted.contains(check)
  }

  private func adviseOnLabel(_ practice: TeamPractice) {
    guard let team = community.teams[practice.name], let label = team.label,
      let place = practice.label, team.kind != .committee, !accepts(.labelPrefix, practice)
    else { return }
    let prefix = team.kind.rawValue + "-"
    guard !label.hasPrefix(prefix) else { return }
    findings.add(
      .labelPrefix, place,
      "\(practice.name) is a \(team.kind.rawValue), and its label \(label.shown)",
      fix: "write `label: \(prefix)…` or another `kind`")
  }

  private func adviseOnDocuments(_ teams: [TeamPractice]) {
    var known: [String: TeamPractice] = [:]
    for practice in teams {
      guard let document = community.teams[practice.name]?.document, let place = practice.document
      else { continue }
      if let other = known[document] {
        guard !accepts(.sameDocument, practice), !accepts(.sameDocument, other) else { continue }
        findings.add(
          .sameDocument, place,
          "\(other.name) and \(practice.name) have the same document, \(document.shown)",
          fix: "is one of the two a copy?")
      } else {
        known[document] = practice
      }
    }
  }

  // MARK: Votes

  func adviseOnVotes() {
    for vote in practice.votes {
      guard let candidate = vote.plan.ballot?.candidate, case .at(let closes)? = vote.plan.due,
        closes >= today.midnight
      else { continue }
      adviseOnLevel(vote, candidate)
      adviseOnSponsor(vote, candidate)
    }
  }

  private func accepts(_ check: ProcessCheck, _ vote: VotePractice) -> Bool {
    vote.accepted.contains(check) || practice.accepted.contains(check)
  }

  private func adviseOnLevel(_ vote: VotePractice, _ candidate: Ballot.Candidate) {
    guard let level = community.levels.firstIndex(of: candidate.role), level > 0,
      let person = community.people[candidate.person],
      case let before = community.levels[level - 1], !community.has(before, person),
      !accepts(.candidateTooEarly, vote)
    else { return }
    findings.add(
      .candidateTooEarly, vote.place,
      "\(candidate.person) is to be a \(candidate.role) and is no \(before)",
      fix: "add `\(before)` to their `roles` if they are one")
  }

  /// Nobody comes to the highest level without one.
  private func adviseOnSponsor(_ vote: VotePractice, _ candidate: Ballot.Candidate) {
    guard candidate.role == community.levels.last, !accepts(.noSponsor, vote) else { return }
    let (what, fix): (String, String)
    if let sponsor = candidate.sponsor, let person = community.people[sponsor] {
      if sponsor == candidate.person {
        (what, fix) = ("\(sponsor) sponsors nobody else", "name another \(candidate.role)")
      } else if !community.has(candidate.role, person) {
        (what, fix) = (
          "\(sponsor) sponsors a \(candidate.role) and is none", "name a \(candidate.role)"
        )
      } else {
        return
      }
    } else {
      (what, fix) = (
        "nobody sponsors \(candidate.person)", "write `sponsor:` with a \(candidate.role)"
      )
    }
    findings.add(.noSponsor, vote.place, what, fix: fix)
  }
}

extension Practice {
  /// Whoever may vote has no way to say so.
  func reportSilentVotes(_ findings: Findings) {
    guard let vote = votes.first else { return }
    findings.warning(
      vote.electorate, "nobody can vote by themselves: there is neither `web:` nor `inbox:`",
      fix: "write one of them, or vote for people by `convened vote`")
  }
}
