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

extension Talk {
  /// Whether an item offers this very talk: by whom it is, under its title.
  func isOffered(by item: AgendaItem) -> Bool {
    Self.key(item.text) == Self.key(title) && item.author.map(speakers.contains) ?? true
  }

  /// Two titles that nobody tells apart.
  package static func key(_ title: String) -> String {
    var key = Substring(title.lowercased())
    while let last = key.last, last.isPunctuation || last.isWhitespace { key.removeLast() }
    return String(key)
  }
}

/// What an announcement waits for.
package enum Lack: Hashable, Sendable, Codable {
  case agenda
  /// It was offered, and `talks:` does not have it.
  case talk(title: String)
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

  /// What its announcement has to say and cannot, but for what people still bring.
  package var lacks: [Lack] {
    guard let announcement else { return [] }
    var lacks: [Lack] = agenda == nil && talks.isEmpty ? [.agenda] : []
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
