package import Cadence

/// A talk, as `talks:` of a meeting has it.
package struct Talk: Hashable, Sendable {
  package var title: String
  package var speakers: [PersonID]
  package var duration: Seconds
  package var description: String?
  /// Point by point.
  package var outline: [String]
  /// What was learnt: discussed by all, after the talks, and nobody's presentation.
  package var isLearnings: Bool

  /// For questions, after each talk.
  package static let questions = Seconds.minutes(5)

  package init(
    title: String, speakers: [PersonID], duration: Seconds, description: String? = nil,
    outline: [String] = [], isLearnings: Bool = false
  ) {
    self.title = title
    self.speakers = speakers
    self.duration = duration
    self.description = description
    self.outline = outline
    self.isLearnings = isLearnings
  }
}

/// `announce:` of a meeting: what the public is told of it, once, when it is certain.
package struct PublicWord: Hashable, Sendable {
  package var lead: Lead
  /// Whom it is for, in words.
  package var audience: String?
  package var codeOfConduct: String?

  package init(lead: Lead, audience: String? = nil, codeOfConduct: String? = nil) {
    self.lead = lead
    self.audience = audience
    self.codeOfConduct = codeOfConduct
  }
}

/// What an announcement waits for.
package enum Lack: Hashable, Sendable, Codable {
  case agenda
  case description(talk: String)
  case outline(talk: String)
  /// With their questions the talks take longer than the meeting.
  case time(talks: Seconds, meeting: Seconds)
  case join
  case codeOfConduct
  case audience
}

extension Series {
  /// How long all talks take, with their questions.
  package var lengthOfTalks: Seconds {
    talks.reduce(.zero) { $0 + $1.duration + ($1.isLearnings ? .zero : Talk.questions) }
  }

  /// What its announcement has to say and cannot, but for the agenda.
  package var lacks: [Lack] {
    guard let announcement else { return [] }
    var lacks: [Lack] = []
    for talk in talks where !talk.isLearnings {
      if talk.description == nil { lacks.append(.description(talk: talk.title)) }
      if talk.outline.isEmpty { lacks.append(.outline(talk: talk.title)) }
    }
    if lengthOfTalks > duration { lacks.append(.time(talks: lengthOfTalks, meeting: duration)) }
    if link == nil, place == nil { lacks.append(.join) }
    if announcement.codeOfConduct == nil { lacks.append(.codeOfConduct) }
    if announcement.audience == nil { lacks.append(.audience) }
    return lacks
  }
}
