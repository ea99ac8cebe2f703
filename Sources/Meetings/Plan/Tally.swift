/// How much is on an agenda, of how much has to be: `at least: 2 presenters`.
package struct Tally: Hashable, Sendable, Codable, LosslessStringConvertible {
  /// What is counted.
  package enum Measure: String, Hashable, Sendable, Codable, CaseIterable {
    case items
    /// People who bring something, however much.
    case presenters

    /// "1 presenter", "2 presenters".
    func counted(_ count: Int) -> String { "\(count) \(count == 1 ? one : rawValue)" }

    private var one: String { String(rawValue.dropLast()) }
  }

  /// What has to be on an agenda for its meeting to be worth holding.
  package struct Quorum: Hashable, Sendable, Codable, CustomStringConvertible {
    package var count: Int
    package var measure: Measure

    package init(_ count: Int, _ measure: Measure) {
      self.count = count
      self.measure = measure
    }

    /// Where nothing else is written: something.
    package static let item = Quorum(1, .items)

    /// "2 presenters".
    package var description: String { measure.counted(count) }
  }

  package var has: Int
  package var quorum: Quorum

  package init(_ has: Int, of quorum: Quorum) {
    self.has = has
    self.quorum = quorum
  }

  package var isEnough: Bool { has >= quorum.count }

  /// "1 of 2 presenters".
  package var description: String { "\(has) of \(quorum)" }

  package init?(_ description: String) {
    let words = description.split(separator: " ")
    guard words.count == 4, words[1] == "of", let has = Int(words[0]), let count = Int(words[2]),
      let measure = Measure.allCases.first(where: { $0.counted(count) == "\(count) \(words[3])" })
    else { return nil }
    self.init(has, of: Quorum(count, measure))
  }
}
