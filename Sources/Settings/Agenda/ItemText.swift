package import Meetings

extension FileItem {
  /// What somebody wrote elsewhere, all of it as the item's text: one line, cut where it is long.
  /// Nil where there is nothing to see.
  package init?(text: String, by author: String?, isPrivate: Bool = false) {
    let text = ItemText.clean(text)
    guard !ItemText.isBlank(text) else { return nil }
    self.init(
      text: ItemText.cut(text), author: author.map(ItemText.clean), isPrivate: isPrivate)
  }
}

/// What is kept of a text that people wrote.
enum ItemText {
  /// Without characters that a terminal or a mail's reader would obey, and not without end: one
  /// letter may carry any number of accents.
  static func clean(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(4 * AgendaFile.charactersMax) {
      view.append(scalar.isPrintable ? scalar : " ")
    }
    return String(view).trimmed
  }

  static func cut(_ text: String) -> String {
    guard text.count > AgendaFile.charactersMax else { return text }
    return String(text.prefix(AgendaFile.charactersMax - 1)) + "…"
  }

  /// True if there is nothing to see: white space, joiners, fillers.
  static func isBlank(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.isInvisible }
  }
}

extension Unicode.Scalar {
  /// U+2800 is a Braille cell without dots; Unicode counts it among the symbols.
  fileprivate var isInvisible: Bool {
    properties.isDefaultIgnorableCodePoint || properties.generalCategory == .format
      || properties.generalCategory == .control || value == 0x2800
  }
}
