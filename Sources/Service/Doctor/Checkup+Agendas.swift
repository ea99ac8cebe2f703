import Delivery
import Settings

/// Agendas that live elsewhere: each is read once, as before a cutoff.
extension Checkup {
  var agendaSources: [AgendaSource] {
    settings.agendaSources.values.sorted { $0.name < $1.name }
  }

  func finding(of source: AgendaSource) async -> Finding {
    let check = "agenda \(source.name)"
    guard isReadable([source.token].compactMap(\.self)) else {
      return .unknown(check, "not looked at: its token cannot be read")
    }
    let peer: AgendaPeer
    do {
      peer = try AgendaPeer(source, at: settings.agendaPlaces[source.name], credentials)
    } catch {
      return .bad(check, "\(error)", fix: "mend it, then: convened reload")
    }
    do {
      return .good(check, "\(peer.place): \(try await peer.look(knowing: nil).content.inWords)")
    } catch {
      return .bad(check, "\(peer.place): \(error.why)", fix: error.remedy.words)
    }
  }
}

extension AgendaPeer.Content {
  /// How much there is.
  var inWords: String {
    switch self {
    case .dates(let agenda):
      let items = agenda.items.values.reduce(0) { $0 + $1.count }
      return "it can be read, \(Wording.count(items, "item")) on "
        + Wording.count(agenda.headings.count, "date")
    case .entries(let entries, let isCut):
      return "it can be read, \(isCut ? "the first " : "")"
        + Wording.count(entries.count, "open issue")
    }
  }
}
