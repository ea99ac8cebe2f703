/// A file's text as Unicode scalars with their places, checked to be nothing but text.
struct SourceText {
  static let bytesMax = 1 << 20

  private(set) var scalars: [Unicode.Scalar] = []
  /// The index at which each line begins.
  private(set) var lineStarts = [0]

  var string: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Decodes UTF-8; nil with a problem recorded if the bytes are no text.
  init?(_ bytes: ArraySlice<UInt8>, name: String, _ findings: Findings) {
    let start = Place(file: name, line: 1, column: 1)
    guard bytes.count <= Self.bytesMax else {
      findings.error(
        start, "the file has \(bytes.count) bytes",
        fix: "split it: a file may have at most \(Self.bytesMax)")
      return nil
    }
    scalars.reserveCapacity(bytes.count)
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    loop: while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        guard Self.isText(scalar) else {
          let code = String(scalar.value, radix: 16, uppercase: true)
          let number = String(repeating: "0", count: max(0, 4 - code.count)) + code
          findings.error(
            place(name), "the character U+\(number) does not belong in a text file",
            fix: "remove it; it cannot be seen in most editors")
          return nil
        }
        scalars.append(scalar)
        if scalar == "\n" { lineStarts.append(scalars.count) }
      case .emptyInput:
        break loop
      case .error:
        findings.error(place(name), "this is not UTF-8", fix: "save the file as UTF-8")
        return nil
      }
    }
  }

  /// The place right after what was read.
  private func place(_ name: String) -> Place {
    let start = lineStarts.last ?? 0
    return Place(file: name, line: lineStarts.count, column: scalars.count - start + 1)
  }

  /// What YAML calls printable, without the line separators that editors do not count as lines
  /// and without invisible marks. Source: YAML 1.1 §4.1.
  private static func isText(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: true
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: false
    default: true
    }
  }

  /// The index of a place counted from 1, if the text has it.
  func index(line: Int, column: Int) -> Int? {
    guard lineStarts.indices.contains(line - 1), column >= 1 else { return nil }
    let index = lineStarts[line - 1] + column - 1
    let end = line < lineStarts.count ? lineStarts[line] : scalars.count
    return index < end ? index : nil
  }

  mutating func replace(_ index: Int, with scalar: Unicode.Scalar) { scalars[index] = scalar }
}
