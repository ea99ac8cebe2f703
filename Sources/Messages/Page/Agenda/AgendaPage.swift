package import Cadence
package import Meetings

/// All that the page of one meeting shows to one reader. The page is a function of it alone.
package struct AgendaPage: Hashable, Sendable {
  package struct Item: Hashable, Sendable {
    package var id: String
    package var text: String
    package var author: String?
    package var isPrivate: Bool
    /// True where the reader may change it here.
    package var isOwn: Bool
    /// True if it came after the cutoff, to a meeting that takes place all the same.
    package var isLate: Bool

    package init(
      id: String, text: String, author: String?, isPrivate: Bool, isOwn: Bool, isLate: Bool
    ) {
      self.id = id
      self.text = text
      self.author = author
      self.isPrivate = isPrivate
      self.isOwn = isOwn
      self.isLate = isLate
    }
  }

  /// Another meeting of the series, with its page.
  package struct Other: Hashable, Sendable {
    package var day: String
    package var start: Moment
    package init(day: String, start: Moment) {
      self.day = day
      self.start = start
    }
  }

  /// What the last thing that the reader did has come to.
  package enum Outcome: Hashable, Sendable {
    case added
    /// The meeting was cancelled before the item came; nil if none follows.
    case moved(to: Other?)
    case changed, withdrawn
    case answered(Answer)
    case passed(Bool)
    case reinstated
  }

  /// What was typed and could not be taken, with the reason.
  package struct Attempt: Hashable, Sendable {
    package var text: String
    package var isPrivate: Bool
    package var problem: String
    package init(text: String, isPrivate: Bool, problem: String) {
      self.text = text
      self.isPrivate = isPrivate
      self.problem = problem
    }
  }

  package var community: String
  package var title: String
  package var day: String
  package var reader: String
  package var isHost: Bool
  package var start: Moment
  package var end: Moment
  package var state: State
  package var hosts: [String]
  package var place: String?
  package var link: String?
  /// Where anyone can edit the agenda besides here.
  package var edit: String?
  /// Nil for a meeting that does not depend on its agenda.
  package var cutoff: Moment?
  package var cancelsIfEmpty: Bool
  package var isRetrospective: Bool
  package var items: [Item]
  /// Private items of others, which this reader does not see.
  package var hidden: Int
  package var standing: [String]
  /// Before the items.
  package var talks: [AgendaFacts.Talk] = []
  /// What there is of what the meeting needs; nil where one item will do.
  package var tally: Tally?
  /// What an item may be, as it begins.
  package var kinds: [String] = []
  package var answer: Answer?
  /// True where a yes of theirs says that they host it.
  package var asksForHost = false
  package var hostsIt = false
  package var passes: Bool
  /// For hosts: who said what, in words.
  package var voices: [String]
  /// The next meeting of the series that takes place, after this one.
  package var next: Other?
  package var now: Instant

  /// Makes the form's request, sent twice, one.
  package var key: String
  /// The item whose form is open.
  package var editing: String?
  package var outcome: Outcome?
  package var attempt: Attempt?

  package init(
    community: String, title: String, day: String, reader: String, isHost: Bool, start: Moment,
    end: Moment, state: State, hosts: [String], place: String?, link: String?, edit: String?,
    cutoff: Moment?, cancelsIfEmpty: Bool, isRetrospective: Bool, items: [Item], hidden: Int,
    standing: [String], answer: Answer?, passes: Bool, voices: [String], next: Other?,
    now: Instant, key: String
  ) {
    self.community = community
    self.title = title
    self.day = day
    self.reader = reader
    self.isHost = isHost
    self.start = start
    self.end = end
    self.state = state
    self.hosts = hosts
    self.place = place
    self.link = link
    self.edit = edit
    self.cutoff = cutoff
    self.cancelsIfEmpty = cancelsIfEmpty
    self.isRetrospective = isRetrospective
    self.items = items
    self.hidden = hidden
    self.standing = standing
    self.answer = answer
    self.passes = passes
    self.voices = voices
    self.next = next
    self.now = now
    self.key = key
  }

  /// In characters; the form says so and the server counts again.
  package static let textMax = AgendaItem.textMax

  /// The names in its forms, which whoever reads them has to know as well.
  package enum Field {
    /// What is to be done: the value of the button that was pressed.
    package static let act = "do"
    package static let text = "text"
    package static let isPrivate = "private"
    package static let item = "item"
    package static let key = "key"
    package static let because = "because"
  }

  package enum Act: String, Sendable {
    case add, edit, withdraw, accepted, tentative, declined, nothing, something, reinstate
  }

  // MARK: What it comes to

  /// True while the reader can put something on an agenda from here.
  var takesItems: Bool { now < end.instant && !state.isFinal }

  var isCutoffAhead: Bool { cutoff.map { now < $0.instant } ?? false }

  /// Items that keep the meeting.
  var count: Int { items.count + hidden + talks.count + (isRetrospective ? 1 : 0) }

  var asksForTalks: Bool { tally?.quorum.measure == .presenters }
}
