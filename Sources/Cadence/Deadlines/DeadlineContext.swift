/// What the text of a deadline is read with: what it may leave out, and what dates the fixes.
struct DeadlineContext {
  /// Of a moment that names none.
  var zone: ZoneRules
  /// Of a moment that has only its date.
  var time: CivilTime
  /// What a deadline may be relative to, and its words in lower case.
  var names: [(name: String, words: [String])]
  var today: CivilDate
  var zones: ZoneDatabase
  /// How many problems a fix may have that are mended in turn.
  var mends = 3

  /// In bytes: room for any name and its zone, and little enough to be refused at once.
  static let bytesMax = 1000

  /// Reads a text.
  ///
  /// - Throws: `DeadlineProblem`, each of whose fixes is read.
  func deadline(_ text: String) throws(DeadlineProblem) -> Deadline {
    do throws(DeadlineProblem) {
      return try read(text)
    } catch {
      var problem = error
      problem.fixes = mended(problem.fixes)
      throw problem
    }
  }

  private func read(_ text: String) throws(DeadlineProblem) -> Deadline {
    guard text.utf8.count <= Self.bytesMax else {
      throw DeadlineProblem(column: 1, what: "this is too long for a deadline", fixes: [])
    }
    let words = MomentReader.words(of: text)
    guard !words.isEmpty else {
      let named = firstNames.prefix(1).map { "4 days before \($0)" }
      throw DeadlineProblem(column: 1, what: "nothing is written here", fixes: [example] + named)
    }
    if let relative = try RelativeReader(words: words, context: self).relative() {
      return .relative(relative)
    }
    var reader = MomentReader(words: words, context: self)
    return try reader.moment()
  }

  /// What a fix can name where nothing is near.
  var firstNames: [String] { names.prefix(3).map(\.name) }

  /// What is always read.
  var example: String { "\(today) 18:00 UTC" }

  /// A fix that has a problem of its own gives way to what mends that.
  private func mended(_ fixes: [String]) -> [String] {
    guard mends > 0 else { return [] }
    var inner = self
    inner.mends -= 1
    var mended: [String] = []
    for fix in fixes {
      do throws(DeadlineProblem) {
        _ = try inner.deadline(fix)
        mended.append(fix)
      } catch {
        mended += error.fixes
      }
    }
    var seen: Set<String> = []
    return mended.filter { seen.insert($0).inserted }
  }
}
