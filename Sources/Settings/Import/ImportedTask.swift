/// A task as it will stand in a file of ours.
struct ImportedTask: Hashable {
  /// What there is to do, on one line; what an id is made of as well.
  var text: String
  var link: String?
  var who: [String]
  var isOptional: Bool
  /// What has to be done before, by their numbers among all.
  var after: [Int] = []
  /// What has no key here and should not be lost.
  var comments: [String] = []

  /// Words that tell no task from another.
  private static let fillers: Set<String> = [
    "a", "an", "and", "any", "are", "as", "at", "be", "by", "can", "for", "from", "if", "in", "is",
    "it", "its", "likely", "of", "on", "or", "our", "please", "so", "some", "that", "the", "their",
    "them", "then", "there", "this", "to", "up", "us", "we", "will", "with", "you", "your",
  ]
  private static let wordsMax = 4
  private static let lettersMax = 40

  /// The tasks' ids, in the given order.
  static func ids(_ tasks: [ImportedTask]) -> [String] {
    var names = ImportNames()
    return tasks.map { names.unique($0.stem) }
  }

  /// "Create an account on the CNCF Slack" as "create-account-cncf-slack".
  private var stem: String {
    let text = text.lowercased().filter { $0 != "'" && $0 != "\u{2019}" }
    let words = text.split { !$0.isLetter && !$0.isNumber }
      .filter { $0.utf8.allSatisfy { $0 < 0x80 } && !Self.fillers.contains(String($0)) }
      // A task's id begins with a letter.
      .drop { $0.first?.isNumber == true }
    var stem = ""
    for word in words.prefix(Self.wordsMax) {
      let longer = stem.isEmpty ? String(word) : "\(stem)-\(word)"
      guard longer.count <= Self.lettersMax else { break }
      stem = longer
    }
    return stem.isEmpty ? "task" : stem
  }
}
