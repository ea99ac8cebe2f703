/// Cells of several rows, each as wide as its column.
struct Columns {
  private let widths: [Int]

  init(_ rows: [[String]]) {
    let tables = rows.filter { $0.count > 1 }
    let count = tables.map(\.count).max() ?? 0
    widths = (0..<count).map { column in
      tables.map { column < $0.count ? Self.width(of: $0[column]) : 0 }.max() ?? 0
    }
  }

  /// Of a whole row, in terminal columns.
  var width: Int {
    let used = widths.filter { $0 > 0 }
    return used.reduce(0, +) + 2 * max(0, used.count - 1)
  }

  func line(_ cells: [String], _ style: (String, _ column: Int) -> String) -> String {
    var line = ""
    let last = cells.lastIndex { !$0.isEmpty } ?? 0
    for (column, cell) in cells.enumerated().prefix(last + 1) where widths[column] > 0 {
      let padding =
        column == last
        ? "" : String(repeating: " ", count: widths[column] - Self.width(of: cell) + 2)
      line += style(cell, column) + padding
    }
    return line
  }

  /// Terminal columns: two for what is wide, none for a mark on another character.
  /// Source: UAX #11, East Asian Width, by blocks.
  static func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { width, scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format, .control: width
      default: width + (isWide(scalar) ? 2 : 1)
      }
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      true
    default: scalar.properties.isEmojiPresentation
    }
  }
}
