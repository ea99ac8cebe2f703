internal import Engine
internal import Logging

/// What somebody may ask the journal about: each by an id of its own, which never changes.
///
/// The raw value is the `MESSAGE_ID`. systemd/convened.catalog explains each (`journalctl -x`), and
/// docs/operating.md lists them. One that is no more is never used again for another.
/// Source: systemd.journal-fields(7), journalctl(1) under --update-catalog.
enum JournalEvent: String, CaseIterable, Sendable {
  // The service.
  case started = "6318d15c88f14a988770f53669cc1f4d"
  case stopping = "5a3a2b704cd948b094cc64bbef6f93a2"
  case notStarted = "4e656271effc4b6e8b019e622245baea"
  case interrupted = "fdbc84ab84ec409ca04c1380572c2bf0"
  case restored = "a96b7c33a3804c068abb0087e0b84432"
  case stateFailed = "1d04e2edbe4940a4b727adecb61a4c14"
  case stateRecovered = "6b74bc1d161f4e49a898aab55002d239"

  // The configuration.
  case loaded = "8e60094c0d154c80bc886a4589bb7a65"
  case loadRefused = "97b711123fc44fe8a21c83d4213afea1"
  case loadUnconfirmed = "461f6d95fbc741a680b0378f01235254"

  // Meetings.
  case decided = "1c0c449172b74cebb8b072a759ab9130"
  case noted = "c5e7b559901c48d68cc1b3354de5eace"
  case acted = "595fbdaa2e0547d5be1bc5a62013b406"
  case agendaProblem = "930e6cb3c18a4faf8a4fb5c0f5545e26"

  // Notices.
  case delivered = "b9582355228b437b867418979f0f1705"
  case deferred = "669cc98f4ead4884910b20ebecffb111"
  case unanswered = "6b605012a87b4cf3852ad3f596d9521c"
  case refused = "8b1a72fbdf2b4fbca4679d191d42d233"
  case setAside = "18351626d10d4d46b789f1b24f381792"
  case channelEnded = "480fd18f983646deaa2e8e08a98f4972"
  case failing = "ab4c519754aa42dabd36891206aff618"
  case unreachable = "7c99fc6ad5fc4b67b954a2c3e811734a"
  case cancellationStuck = "691a3bb04f2a419d8a51484a17df1857"
  case tested = "51d25be910454b1faa795f697feb0631"

  // Replies.
  case mailTaken = "f4ef94532c0c4dbeb1ab315bbf1ef2be"
  case mailIgnored = "0469abab8d654af08dc373704acf5257"
  case mailBounced = "7df824f3e38d4a5e8af0a473bb769ce3"
  case fetchFailing = "a02585936a024791b2a55aeee7cfdfbf"
  case fetchAlarm = "56c8ac7e248944f9aff1cf9c28f6d699"
  case fetchRecovered = "172803185adc44fba076be2411d8fb88"

  // Time.
  case clockSet = "eb858637b5ae41299955765bdb99a968"
  case clockHeld = "e93611281e154e7eb8be49ca5c551092"
  case clockReleased = "2d39b4645b264c9da5d6151ceaccb482"
  case slept = "12cb1d1f5f444ab19ac2f4078c04baed"
  case zonesChanged = "88f7c72ccbdc4111b620ac65dff20aad"
  case zoneLost = "1521ac976b944a99b0b14ea74d1ab3fd"
  case zoneBack = "d084643039614324ab4536aed955cf63"

  // What is kept.
  case removed = "42f3b0ec37b94603aa50468cf3dc0794"
  case forgotten = "f93cbd478bc44639ae5dfe55f7de9419"

  init(_ incident: Incident) {
    self =
      switch incident {
      case .interrupted: .interrupted
      case .restored: .restored
      case .slept: .slept
      case .clockHeld: .clockHeld
      case .clockReleased: .clockReleased
      case .channelEnded: .channelEnded
      case .unreachable: .unreachable
      case .failing: .failing
      case .cancellationStuck: .cancellationStuck
      }
  }

  var level: Logger.Level {
    switch self {
    case .noted, .delivered, .mailTaken: .info
    case .started, .stopping, .stateRecovered, .loaded, .decided, .acted, .tested, .mailIgnored,
      .fetchRecovered, .clockSet, .clockReleased, .zonesChanged, .zoneBack, .removed, .forgotten:
      .notice
    case .interrupted, .restored, .agendaProblem, .deferred, .unanswered, .channelEnded,
      .mailBounced, .fetchFailing, .clockHeld, .slept:
      .warning
    case .stateFailed, .loadRefused, .loadUnconfirmed, .refused, .setAside: .error
    case .notStarted, .failing, .unreachable, .cancellationStuck, .fetchAlarm, .zoneLost: .critical
    }
  }

  /// The metadata that each entry of this kind has, as `occurrence` for `CONVENED_OCCURRENCE`.
  var fields: Set<String> {
    switch self {
    case .started: ["version"]
    case .notStarted: ["status"]
    case .loaded: ["series", "told"]
    case .loadUnconfirmed: ["told"]
    case .decided: ["occurrence", "from", "to", "cause", "due"]
    case .noted, .mailTaken, .mailBounced: ["occurrence"]
    case .acted: ["by"]
    case .delivered, .deferred, .unanswered, .refused: ["occurrence", "notice", "kind", "to"]
    case .setAside: ["notice"]
    case .tested: ["to", "test"]
    case .zonesChanged: ["tzdata"]
    case .stopping, .interrupted, .restored, .stateFailed, .stateRecovered, .loadRefused,
      .agendaProblem, .channelEnded, .failing, .unreachable, .cancellationStuck, .mailIgnored,
      .fetchFailing, .fetchAlarm, .fetchRecovered, .clockSet, .clockHeld, .clockReleased, .slept,
      .zoneLost, .zoneBack, .removed, .forgotten:
      []
    }
  }
}

extension Logger {
  /// An entry with the id and the level of its kind.
  ///
  /// - Parameter metadata: what `fields` of the event names; there may be more.
  func note(_ event: JournalEvent, _ message: String, _ metadata: Logger.Metadata = [:]) {
    var metadata = metadata
    metadata[JournalEntry.messageID] = "\(event.rawValue)"
    log(level: event.level, "\(message)", metadata: metadata)
  }
}
