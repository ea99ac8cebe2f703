import Meetings
import Messages

extension Board.Need {
  /// What it is, and of what.
  var word: String {
    switch self {
    case .notWritten: "not written"
    case .oldConfiguration: "old configuration"
    case .hold: "hold"
    case .failing(let destination, _, _, _, _): "failing \(destination)"
    case .notFetched(let place, _, _, _): "not fetched \(place)"
    case .warning(let what): "warning \(what)"
    case .everyoneRefused: "everyone"
    case .unaware(let id, _, let people, _): "unaware \(id) \(people)"
    case .setAside(let count): "set aside \(count)"
    case .unreachable(let who, _, _): "unreachable \(who)"
    case .emptyAgenda(let upcoming, _, _): "empty \(upcoming.id)"
    case .noHost(let upcoming): "no host \(upcoming.id)"
    case .conflict(let first, let second, let resource, let isTouching):
      "\(first.id) and \(second.id) \(resource.words)\(isTouching ? " touching" : "")"
    }
  }
}

extension Resource {
  fileprivate var words: String {
    switch self {
    case .link(let name), .place(let name), .account(let name): "\(sort) \(name)"
    case .person(let id): "\(sort) \(id)"
    }
  }
}
