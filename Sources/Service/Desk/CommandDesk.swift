import Cadence
import Foundation
import Meetings
import Messages
import Settings
import Store

/// How a command gets its answer: from the daemon, or, for questions, from the files themselves
/// when no daemon runs.
package struct CommandDesk {
  package let paths: Paths
  package init(paths: Paths) { self.paths = paths }

  /// One answered view: as a line for people and as a JSON object.
  package struct Line: Sendable {
    package let text: String
    package let json: String
    /// The columns of a row of a list; none otherwise.
    package var cells: [String] = []
    /// Which of them says how it stands.
    package var standing: Int?
    /// False for what is not healthy, and for what needs doing.
    package var isGood = true
  }

  /// What went wrong, with the exit status it deserves.
  package enum Failure: Error, CustomStringConvertible {
    /// 69: the daemon is needed and not there.
    case unreachable(String)
    /// 64: the command cannot be meant like this.
    case usage(String)
    /// 1: the answer is no.
    case refused(String)
    /// 1: not without a word from whoever asks.
    case unconfirmed(String)
    /// 78: the configuration cannot be used.
    case configuration(String)
    /// The state cannot be used, or not like this.
    case state(String, status: Int32)
    package var description: String {
      switch self {
      case .unreachable(let what), .usage(let what), .refused(let what), .unconfirmed(let what),
        .configuration(let what), .state(let what, _):
        what
      }
    }
  }

  /// Asks the daemon.
  package func ask(_ verb: String, _ ask: Ask = Ask()) throws(Failure) -> [Line] {
    let answer = try send(verb, ask)
    guard answer.status == 200 else {
      let text = Self.refusal(answer)
      throw switch answer.status {
      case 422: .configuration(text)
      case 428: .unconfirmed(text)
      default: .refused(text)
      }
    }
    return try Self.lines(Data(answer.body))
  }

  /// Bytes; a larger one is refused.
  package static let mailMax = IncomingMail.bytesMax

  /// What a mail may come to. Source: sysexits(3), and what mail servers make of it.
  package enum MailFailure: Error {
    /// 65: it is no mail, or says what cannot be done; its sender is told.
    case malformed(String)
    /// 77: it has no right to anything here; its sender is told so, and no more.
    case notPermitted(String)
    /// 75: not now. The mail server keeps it and tries again.
    case later(String)
  }

  /// Reads one mail and hands what it says to the daemon.
  ///
  /// It is read here, in a process that ends with it: whatever it does to a library, no meeting is
  /// held up by it.
  package func receive(_ bytes: [UInt8], to recipients: [String]) throws(MailFailure) -> [Line] {
    let mail: IncomingMail
    do { mail = try IncomingMail.read(bytes, to: recipients) } catch {
      throw .malformed(error.description)
    }
    let answer: ControlAnswer
    do { answer = try send("receive", mail) } catch { throw .later(error.description) }
    switch answer.status {
    case 200: return (try? Self.lines(Data(answer.body))) ?? []
    case 403: throw .notPermitted(Self.refusal(answer))
    case 409: throw .malformed(Self.refusal(answer))
    default: throw .later(Self.refusal(answer))
    }
  }

  /// Tells the daemon what came of a round through the mailbox. Without one nobody wants to know.
  func report(_ report: FetchReport) { _ = try? send("fetch/report", report) }

  private func send(_ verb: String, _ ask: some Encodable) throws(Failure) -> ControlAnswer {
    do {
      let body = Array((try? JSONEncoder().encode(ask)) ?? Data())
      return try ControlClient(path: paths.socket).send(ControlRequest(verb: verb, body: body))
    } catch {
      throw .unreachable(error.description)
    }
  }

  private static func refusal(_ answer: ControlAnswer) -> String {
    let refusal = try? JSONDecoder().decode([String: String].self, from: Data(answer.body))
    return refusal?["error"] ?? "the daemon answered \(answer.status)"
  }

  /// Asks the daemon, or looks into the state directory itself when none runs.
  package func ask(
    _ verb: String, _ ask: Ask = Ask(), orLook look: (Desk) throws -> [any View]
  ) throws -> [Line] {
    do {
      return try self.ask(verb, ask)
    } catch .unreachable(let why) {
      guard try hasState() else { throw Failure.unreachable(why) }
      return try offline(look)
    }
  }

  /// What comes: also from the configuration alone.
  package func next(days: Int) throws -> [Line] {
    let ask = Ask(days: days)
    do {
      return try self.ask("next", ask) { try $0.next(days: days) }
    } catch let failure as Failure {
      guard case .unreachable = failure, try !hasState() else { throw failure }
      return try alone { $0.upcoming(at: $1, within: .days(Int64(days))).map(MeetingView.init) }
    }
  }

  /// When people meet: also from the configuration alone.
  package func fairness(of series: String, months: Int) throws -> [Line] {
    let ask = Ask(occurrence: series, months: months)
    do {
      return try self.ask("fairness", ask) { try $0.fairness(series, months: months) }
    } catch let failure as Failure {
      guard case .unreachable = failure, try !hasState() else { throw failure }
      return try alone { try FairnessView.views(of: series, in: $0, months: months, at: $1) }
    }
  }

  /// When people could meet: also from the configuration alone.
  package func slots(_ slots: SlotsAsk) throws -> [Line] {
    func zones() -> ZoneDatabase { SystemZones().database }
    do {
      return try self.ask("slots", Ask(slots: slots)) { try $0.slots(slots, zones()) }
    } catch let failure as Failure {
      guard case .unreachable = failure, try !hasState() else { throw failure }
      return try alone { try SlotsView.views(of: slots, in: $0, zones(), at: $1) }
    }
  }

  /// What the configuration says by itself, before anything has ever run.
  private func alone(_ look: (Book, Instant) throws -> [any View]) throws -> [Line] {
    let now = SystemWallClock().now
    let book = Book(community: try reading(at: now).settings.community, occurrences: [])
    do {
      return try look(book, now).map(Self.line)
    } catch let refusal as Refusal {
      throw Failure.refused(refusal.description)
    }
  }

  /// Whether anything has ever run here.
  /// - Throws: where that cannot be told: what the configuration says alone would be no answer.
  private func hasState() throws(Failure) -> Bool {
    let path = paths.state + "/convened.db"
    if access(path, R_OK) == 0 { return true }
    guard errno == ENOENT else { throw .unreadable(path, errno) }
    return false
  }

  func reading(at now: Instant) throws(Failure) -> SettingsSource.Reading {
    do {
      return try SettingsSource(path: paths.configuration).read(at: now)
    } catch {
      throw .configuration(error.description)
    }
  }

  static func line(_ view: any View) throws -> Line {
    Line(text: view.line, json: try Answer.json(view), cells: view.cells, standing: view.standing)
  }

  func offline(_ look: (Desk) throws -> [any View]) throws -> [Line] {
    let now = SystemWallClock().now
    let reading = try reading(at: now)
    let settings = reading.settings
    do {
      let store = try Store(reading: paths.state)
      let book = Book(
        community: settings.community,
        occurrences: try store.liveOccurrences(
          at: now, latestOf: settings.community.kept(at: now)),
        epochs: try store.epochs(), met: try store.met(), tasks: try store.tasks(),
        requests: try store.requests(), polls: try store.polls(),
        papers: try store.papers())
      var links = LinkKeys.look(
        settings, credentials: Credentials(directory: nil), state: paths.state)
      links?.epochs = book.epochs
      let desk = Desk(
        store: store, book: book, shapes: settings.shapes, templates: reading.templates,
        links: links, inbox: nil, now: now)
      return try look(desk).map(Self.line)
    } catch let refusal as Refusal {
      throw Failure.refused(refusal.description)
    } catch let error as StoreError {
      throw Failure.state(error.description, status: error.exitStatus)
    }
  }

  private static func lines(_ data: Data) throws(Failure) -> [Line] {
    guard let array = try? JSONSerialization.jsonObject(with: data) as? [[String: Any]] else {
      throw .refused("the daemon's answer cannot be read. Are both of one version?")
    }
    return array.map { entry in
      let object = entry["object"] as? [String: Any] ?? [:]
      let json = try? JSONSerialization.data(
        withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
      return Line(
        text: entry["line"] as? String ?? "", json: String(decoding: json ?? Data(), as: UTF8.self),
        cells: entry["cells"] as? [String] ?? [], standing: entry["standing"] as? Int,
        isGood: (object["healthy"] ?? object["ok"]) as? Bool ?? true)
    }
  }
}

extension CommandDesk {
  /// The date after an option, as 2026-12-03; nil where the option is not given.
  static func date(_ text: String?, _ option: String) throws(Failure) -> CivilDate? {
    guard let text else { return nil }
    guard let date = CivilDate(text) else {
      throw .usage("--\(option) \(text): write a date as 2026-12-03")
    }
    return date
  }
}
