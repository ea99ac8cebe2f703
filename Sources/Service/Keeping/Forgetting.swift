import Cadence
import Crypto
import Engine
import Foundation
import Logging
import Meetings
import Settings
import Store

/// What is left of who was forgotten: hashes by which a stale file is known.
struct Tombstones {
  private let salt: [UInt8]
  init(salt: [UInt8]) { self.salt = salt }

  func key(_ person: PersonID) -> Data { hash("key \(person.name)") }
  func address(_ address: String) -> Data { hash("address \(address.lowercased())") }

  private func hash(_ text: String) -> Data {
    Data(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: salt)))
  }
}

/// One person out of everything: docs/decisions/0063.
enum Forgetting {
  /// - Throws: `Problems` with each entry of who was forgotten: nobody is mailed by a stale file.
  static func check(_ settings: Settings, against store: Store) throws {
    let forgotten = try store.forgotten()
    guard !forgotten.isEmpty else { return }
    let stones = Tombstones(salt: try store.salt())
    var problems: [Problem] = []
    for (id, person) in settings.community.people {
      guard let place = settings.peoplePlaces[id] else { continue }
      let what: String
      if let date = forgotten[stones.key(id)] {
        what = "\(id) was forgotten on \(day(date))"
      } else if let date = forgotten[stones.address(person.address)] {
        what = "the address of \(id) is that of somebody who was forgotten on \(day(date))"
      } else {
        continue
      }
      problems.append(
        Problem(
          file: place.file, line: place.line, column: place.column, what: what,
          fix: "take the entry out; if they are back, run `convened forget NAME --undo` with the "
            + "key that they had"))
    }
    if !problems.isEmpty { throw Problems(problems.sorted()) }
  }

  private static func day(_ instant: Instant) -> String {
    "\(Moment(instant, in: .utc).local.date)"
  }

  /// That they may be forgotten now.
  static func checkFree(
    _ person: PersonID, _ settings: Settings, _ store: Store, at now: Instant
  ) throws {
    if let place = settings.peoplePlaces[person] {
      throw Refusal(
        "\(place.file):\(place.line): \(person) is in the configuration",
        fix: "take the entry out, load that with `convened reload`, then say it again")
    }
    switch try store.owed(to: person, at: now) {
    case .notice(let identity, let kind, let subject):
      let id = identity.description.prefix(8)
      throw Refusal(
        "\(person) is owed the \(kind) of \(subject), which waits",
        fix: "wait until it has left, or run `convened outbox drop \(id)`")
    case .meeting(let id):
      throw Refusal(
        "\(person) is invited to \(id) still",
        fix: "load the configuration without them first, so that their calendar lets go of it")
    case nil: break
    }
  }

  /// Out of every table, and of the rest of the file.
  /// - Parameter erase: with the hashes of their key and of every mailbox that they had.
  /// - Returns: how many notices to them are gone, nil if nothing was known of them; and whether
  ///   they were forgotten before.
  static func erase(
    _ person: PersonID, from store: Store,
    _ erase: (_ key: Data, _ addresses: [Data]) throws -> Int?
  ) throws -> (count: Int?, isKnown: Bool) {
    let stones = Tombstones(salt: try store.salt())
    let key = stones.key(person)
    let addresses = try store.addresses(of: person).sorted().map(stones.address)
    let isKnown = try store.forgotten()[key] != nil
    let count = try erase(key, addresses)
    if count != nil || isKnown { try store.compact() }
    return (count, isKnown)
  }

  /// - Parameter count: how many notices to them are gone; nil if nothing was known of them.
  static func answer(
    _ person: PersonID, _ count: Int?, isKnown: Bool
  ) throws -> DoneView {
    guard let count else {
      guard isKnown else {
        throw Refusal("nothing is known of \(person)", fix: "give the key that they had")
      }
      return DoneView("\(person) was forgotten before; what was erased is overwritten again")
    }
    return DoneView(
      "\(person) is forgotten: \(Wording.count(count, "notice")) to them and what they wrote are "
        + "gone. Backups, agenda files, the journal of the system and mails that were sent have it "
        + "still")
  }

  static func undone(_ person: PersonID, _ isDone: Bool) throws -> DoneView {
    guard isDone else {
      throw Refusal("\(person) was not forgotten", fix: "give the key that they had")
    }
    return DoneView("\(person) may be in the configuration again; nothing comes back by itself")
  }
}

extension Daemon {
  func forget(_ name: String) throws -> DoneView {
    let person = PersonID(name)
    try Forgetting.checkFree(person, settings, engine.store, at: engine.now)
    do {
      let (count, isKnown) = try Forgetting.erase(person, from: engine.store) { key, addresses in
        let count = try engine.forget(person, key: key, addresses: addresses)
        log.note(.forgotten, "somebody was forgotten, with \(count ?? 0) notices to them")
        return count
      }
      return try Forgetting.answer(person, count, isKnown: isKnown)
    } catch StoreError.busy(let path) {
      // Nothing is wrong with the beat; they are out of every table.
      throw Refusal(
        "\(path): another process reads it, so its log still has what was erased",
        fix: "`convened forget \(name.asOneLine)` once more does it")
    }
  }

  func undoForgetting(_ name: String) throws -> DoneView {
    let person = PersonID(name)
    let key = Tombstones(salt: try engine.store.salt()).key(person)
    return try Forgetting.undone(person, engine.remember(person, key: key))
  }
}

extension Keeper {
  /// By the daemon, or in the state itself where none runs.
  package func forget(
    _ name: String, undoing: Bool
  ) throws(CommandDesk.Failure) -> [CommandDesk.Line] {
    let desk = CommandDesk(paths: paths)
    do {
      return try desk.ask(undoing ? "forget/undo" : "forget", Ask(by: name))
    } catch .unreachable {
      try checkState()
    }
    let settings = try desk.reading(at: SystemWallClock().now).settings
    return try answering {
      let store = try Store(directory: paths.state)
      defer { store.close() }
      let (person, now) = (PersonID(name), SystemWallClock().now)
      if undoing {
        let key = Tombstones(salt: try store.salt()).key(person)
        return try Forgetting.undone(person, store.remember(person, key: key, at: now) != nil)
      }
      try Forgetting.checkFree(person, settings, store, at: now)
      let (count, isKnown) = try Forgetting.erase(person, from: store) { key, addresses in
        try store.forget(person, key: key, addresses: addresses, at: now)
      }
      return try Forgetting.answer(person, count, isKnown: isKnown)
    }
  }
}
