import Cadence
import Delivery
import Meetings
import Settings

/// What is known of the agendas that live elsewhere, and when each is looked at next. A value: the
/// looking itself is the daemon's.
struct AgendaLooks {
  private struct State {
    let source: AgendaSource
    var known: AgendaPeer.Known?
    var failure: DocumentFailure?
    /// Until then the other side wants to be left alone.
    var closedUntil: Instant?
    var isUnderWay = false
    /// Somebody wants to know what it says now, and the look under way began before.
    var isWantedAgain = false
  }

  private var states: [String: State] = [:]
  /// The series that have such agendas.
  private(set) var readers: [SeriesID] = []
  /// What was due up to here has been begun.
  private var begun: Instant

  init(_ settings: Settings, at now: Instant) {
    begun = now
    configure(settings)
  }

  /// What was read of a source stays known while it is the same.
  mutating func configure(_ settings: Settings) {
    let before = states
    states = settings.agendaSources.mapValues { source in
      before[source.name].flatMap { $0.source == source ? $0 : nil } ?? State(source: source)
    }
    readers = settings.agendasElsewhere
  }

  var all: [String] { states.keys.sorted() }

  /// What nobody has looked at yet.
  var unseen: [String] {
    all.filter { states[$0]?.known == nil && states[$0]?.failure == nil }
  }

  /// When the daemon has to wake for the next one; nil for never.
  func next(_ book: Book) -> Instant? {
    readers.isEmpty ? nil : book.nextLook(at: readers, after: begun)
  }

  /// The agendas whose look is due; each look is due once.
  mutating func due(_ book: Book, at now: Instant) -> [String] {
    guard !readers.isEmpty else { return [] }
    // The clock may have been set back.
    defer { begun = now }
    return names(book, of: book.dueLooks(at: readers, after: min(begun, now), through: now))
  }

  private func names(_ book: Book, of series: [SeriesID]) -> [String] {
    let names = series.flatMap { book.community.series[$0]?.agenda?.elsewhere ?? [] }
    return Set(names).sorted()
  }

  /// - Returns: false if it is not to be asked now.
  mutating func begin(_ name: String, at now: Instant) -> Bool {
    guard let state = states[name] else { return false }
    guard !state.isUnderWay else {
      states[name]?.isWantedAgain = true
      return false
    }
    if let until = state.closedUntil, now < until { return false }
    states[name]?.isUnderWay = true
    return true
  }

  func known(_ name: String) -> AgendaPeer.Known? { states[name]?.known }

  /// What a look found.
  struct Outcome {
    /// What the engine is to be told; nil where nothing was read.
    var input: Input?
    /// Whether to look once more.
    var isWantedAgain = false
    /// What is to be told to whoever reads the log.
    var news: String?
  }

  /// - Parameter source: as it was when the look began.
  mutating func finish(
    _ source: AgendaSource, _ result: Result<AgendaPeer.Known, DocumentFailure>, at now: Instant
  ) -> Outcome {
    guard var state = states[source.name], state.source == source else { return Outcome() }
    let (failed, isWantedAgain) = (state.failure != nil, state.isWantedAgain)
    (state.isUnderWay, state.isWantedAgain) = (false, false)
    defer { states[source.name] = state }
    switch result {
    case .success(let known):
      (state.known, state.failure, state.closedUntil) = (known, nil, nil)
      return Outcome(
        input: known.content.input(named: source.name), isWantedAgain: isWantedAgain,
        news: failed ? "the agenda \(source.name) can be read again" : nil)
    case .failure(let failure):
      state.failure = failure
      state.closedUntil = failure.retryAfterSeconds.map { now + Seconds(Int64($0)) }
      return Outcome(isWantedAgain: isWantedAgain)
    }
  }

  /// What is worth a second look: what cannot be read, and what was written and is no item.
  func problems(_ settings: Settings, _ book: Book, at now: Instant) -> [Problem] {
    all.flatMap { name -> [Problem] in
      guard let state = states[name] else { return [] }
      if let failure = state.failure {
        return [failure.problem(of: name, at: settings.agendaPlaces[name])].compactMap(\.self)
      }
      switch state.known?.content {
      case .dates(let agenda):
        return settings.problems(of: agenda, named: name, path: name, book, at: now)
      case .entries(let entries, isCut: true):
        return [
          settings.agendaPlaces[name].map {
            Problem(
              at: $0, "more than \(entries.count) issues have this label: the rest is not read",
              fix: "take the label off what is done")
          }
        ].compactMap(\.self)
      case .entries, nil: return []
      }
    }
  }
}

extension AgendaPeer.Content {
  func input(named name: String) -> Input {
    switch self {
    case .dates(let agenda): .agendaFile(name: name, agenda.items)
    case .entries(let entries, _): .agendaList(name: name, entries)
    }
  }
}

extension Settings {
  /// As `problems(of:named:path:today:added:)`, with what the book knows of meetings
  /// that were moved or asked for.
  func problems(
    of agenda: AgendaFile, named name: String, path: String, _ book: Book, at now: Instant
  ) -> [Problem] {
    problems(
      of: agenda, named: name, path: path, today: ZoneRules.utc.local(at: now).date,
      added: addedDates(ofAgenda: name, book))
  }
}

extension Problem {
  fileprivate init(at place: Place, _ what: String, fix: String) {
    self.init(
      file: place.file, line: place.line, column: place.column, severity: .warning, what: what,
      fix: fix)
  }
}

extension DocumentFailure {
  fileprivate func problem(of name: String, at place: Place?) -> Problem? {
    place.map {
      Problem(at: $0, "the agenda \(name) cannot be read: \(why)", fix: "\(remedy.words)")
    }
  }
}

extension DocumentFailure.Remedy {
  /// What to do, as an instruction.
  var words: String {
    switch self {
    case .wait: "what was read before stands; it is looked at again before the cutoff"
    case .address: "check its address, and `network:`"
    case .access: "share it with whoever has the link, or give a `token:` that may read it"
    case .content:
      "let `from:` lead to its text, such as …/download at HackMD or …/export?format=txt at "
        + "Google Docs"
    }
  }
}
