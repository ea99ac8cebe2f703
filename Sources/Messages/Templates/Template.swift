import Meetings
import Mustache

/// A community's own words for one kind of mail: found good when it was read, so that rendering
/// cannot fail.
///
/// Mustache never sees what people wrote. Each value enters as a mark that names it, a number
/// between two controls, and the marks of the finished text are the values again: a value cannot be
/// a tag, a line, a list or markup, because it is no text while there is anything to read.
struct Template: Sendable {
  /// Nil leaves ours.
  private let subjectLine: MustacheTemplate?
  private let prose: MustacheTemplate?

  /// - Parameters: as `TemplateSource` found them.
  init(subject: MustacheTemplate?, prose: MustacheTemplate?) {
    subjectLine = subject
    self.prose = prose
  }

  /// Controls, which no template may hold.
  private static let markBegin: Unicode.Scalar = "\u{1}"
  private static let markEnd: Unicode.Scalar = "\u{2}"

  /// Nil where the template has no subject, or says nothing in this case.
  func subject(of notice: Notice) -> String? {
    guard let subjectLine else { return nil }
    var text = ""
    var room = Heading.userTextMax
    for run in Self.runs(subjectLine, notice) {
      guard case .data(let clean) = run else {
        text += run.text
        continue
      }
      // All that people wrote in a subject, together.
      guard room > 0 else { continue }
      let shown = Clean(clean.text, limit: room).text
      room -= shown.count
      text += shown
    }
    let subject = Clean(Phrase.loosened(text), limit: Self.subjectMax).text
    return subject.isEmpty ? nil : subject.withoutEncodedWords
  }

  private static let subjectMax = 200

  /// Nil where the template has a subject alone.
  func blocks(of notice: Notice) -> [Document.Block]? {
    prose.map { ProseReader(runs: Self.runs($0, notice)).blocks }
  }

  private static func runs(_ template: MustacheTemplate, _ notice: Notice) -> [Phrase.Run] {
    var phrases: [Phrase] = []
    func mark(_ phrase: Phrase) -> String {
      phrases.append(phrase)
      return "\(markBegin)\(phrases.count - 1)\(markEnd)"
    }
    var values: [String: Any] = [:]
    for field in TemplateField.all where field.kinds.contains(notice.kind) {
      switch field.value(notice) {
      case .text(let phrase): values[field.name] = phrase.map(mark)
      case .flag(let flag): values[field.name] = flag
      case .list(let items):
        values[field.name] = items.map { [TemplateField.item: mark($0)] }
      }
    }
    return runs(in: template.render(values), phrases)
  }

  /// The words of the template and, in place of the marks, the values.
  private static func runs(in text: String, _ phrases: [Phrase]) -> [Phrase.Run] {
    var runs: [Phrase.Run] = []
    for piece in text.unicodeScalars.split(
      separator: markBegin, omittingEmptySubsequences: false)
    {
      let end = piece.firstIndex(of: markEnd)
      if let end, let index = Int(String(piece[..<end])), phrases.indices.contains(index) {
        runs += phrases[index].runs
      }
      let words = String(piece[(end.map(piece.index(after:)) ?? piece.startIndex)...])
      if !words.isEmpty { runs.append(.words(words)) }
    }
    return runs
  }
}
